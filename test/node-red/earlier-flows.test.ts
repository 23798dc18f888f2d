import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowNode } from '../support/node-red/admin-api';
import { goWell } from '../support/node-red/going-well';
import { hostVersions, repoRoot } from '../support/node-red/hosts';
import { Imported } from '../support/node-red/imported';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';

const folder = join(repoRoot, 'test/fixtures/0.1.0/flows');
const flowOf = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8')) as FlowNode[];
const flowsIn = (name: string) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`);

for (const version of hostVersions) {
  describe(`Flows that version 0.1.0 saved, in Node-RED ${version}`, () => {
    let nodeRed: NodeRed;
    beforeEach(async () => {
      nodeRed = await startNodeRed({ version, install: 'tarball' });
    });
    afterEach(() => nodeRed?.stop());

    it('load with every node type with its defaults', async () => {
      const flow = flowOf('defaults.json');
      await nodeRed.deploy(flow);
      assert.deepEqual(await nodeRed.getFlows(), flow);
    });

    it('run with every action', async () => {
      const nodes = new Map(
        flowsIn('reference')
          .flatMap(flowOf)
          .map((node) => [node.id, node]),
      );
      const imported = await Imported.deploy(nodeRed, [...nodes.values()]);
      await goWell(imported, imported.injects, 'reference');
    });

    it('run with the nodes that are no actions', async () => {
      for (const path of flowsIn('recipes')) {
        const imported = await Imported.deploy(nodeRed, flowOf(path));
        for (const inject of imported.injects) await goWell(imported, [inject], path);
      }
    });
  });
}
