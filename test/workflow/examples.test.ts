import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FlowFile } from '../../src/flow-file/flow-file';
import { flowToDocument, runsOf } from '../../src/flow-file/from-flow';
import { repoRoot } from '../support/node-red/hosts';
import { catalog } from '../support/flows/trees';

describe('the examples, read without a Node-RED,', () => {
  for (const folder of ['recipes', 'reference']) {
    for (const name of readdirSync(join(repoRoot, 'examples', folder))) {
      it(`are documents without an error: ${name}`, async () => {
        const nodes = JSON.parse(readFileSync(join(repoRoot, 'examples', folder, name), 'utf8')) as { type: string }[];
        const flow = FlowFile.of(nodes);
        const runs = runsOf(flow, catalog);
        assert.equal(
          runs.length > 0,
          nodes.some(({ type }) => type === 'linkedapi-run'),
        );
        for (const run of runs) {
          const { document, findings } = await flowToDocument(flow, run, catalog);
          assert.ok(document);
          assert.deepEqual(
            findings.filter(({ severity }) => severity === 'error'),
            [],
          );
        }
      });
    }
  }
});
