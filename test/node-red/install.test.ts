import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { specialNodes } from '../../src/catalog/special-nodes';
import { hostVersions, repoRoot } from '../support/hosts';
import { startNodeRed, type NodeRed } from '../support/node-red';
import { facts } from '../support/trees';

interface NodeSet {
  module: string;
  name: string;
  enabled: boolean;
  err?: string;
  types: string[];
}

const manifest = JSON.parse(readFileSync(join(repoRoot, 'package.json'), 'utf8')) as {
  name: string;
  'node-red': { nodes: Record<string, string> };
};

for (const version of hostVersions) {
  for (const install of ['tarball', 'nodesDir'] as const) {
    describe(`the package in Node-RED ${version}, from its ${install}`, function () {
      this.timeout(300_000);
      let nodeRed: NodeRed;

      before(async () => {
        nodeRed = await startNodeRed({ version, install });
      });
      after(() => nodeRed?.stop());

      it('loads every set of the manifest without an error, with the listed nodes and those of the actions', async () => {
        const answer = await nodeRed.get('/nodes', { accept: 'application/json' });
        const sets = (answer.json() as NodeSet[]).filter(({ module }) => module === manifest.name);
        assert.deepEqual(
          sets.filter(({ err, enabled, types }) => err !== undefined || !enabled || types.length === 0),
          [],
        );
        assert.deepEqual(
          sets.flatMap(({ types }) => types).sort(),
          [...specialNodes.map(({ type }) => type), ...facts.map(({ node }) => node)].sort(),
        );
        assert.deepEqual(sets.map(({ name }) => name).sort(), Object.keys(manifest['node-red'].nodes).sort());
      });
    });
  }
}
