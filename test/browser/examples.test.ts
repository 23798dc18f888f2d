import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canvas } from '../support/browser/canvas';
import { apart, boxes } from '../support/browser/drawing';
import type { FlowNode } from '../support/flows/flows';
import { hostVersions, repoRoot } from '../support/node-red/hosts';

const namesIn = (folder: string) => readdirSync(join(repoRoot, 'examples', folder));
const flowOf = (folder: string, name: string) =>
  JSON.parse(readFileSync(join(repoRoot, 'examples', folder, name), 'utf8')) as FlowNode[];

/** The names of injects, and the paths of http nodes: what a comment may tell users to press or open. */
const startsOf = (flow: readonly FlowNode[]) =>
  flow.flatMap(({ type, name, url }) => (type === 'inject' ? [String(name)] : type === 'http in' ? [String(url)] : []));

for (const version of hostVersions) {
  for (const language of ['en-US', 'de']) {
    describe(`The examples on Node-RED ${version}, ${language}`, function () {
      const shared = canvas(version, { language });

      for (const folder of ['recipes', 'reference']) {
        it(`of the folder ${folder} are in view at 1,440 pixels, without overlaps and error marks`, async () => {
          for (const name of namesIn(folder)) {
            const editor = await shared.load(flowOf(folder, name));
            await editor.page.setViewportSize({ width: 1440, height: 900 });
            const all = await boxes(editor);
            apart(all);
            const [width, height] = await editor.page
              .locator('#red-ui-workspace-chart')
              .evaluate(({ clientWidth, clientHeight }) => [clientWidth, clientHeight] as const);
            assert.ok(Math.max(...all.map(({ right }) => right)) < width, `${name} is wider than ${width}`);
            // A reference flow has every action of a subject, one below the other.
            if (folder === 'recipes')
              assert.ok(Math.max(...all.map(({ bottom }) => bottom)) < height, `${name} is taller than ${height}`);
            const wrong = await editor.red((RED) => {
              const found: string[] = [];
              RED.nodes.eachNode((node: { type: string; valid: boolean; validationErrors: string[] }) => {
                if (!node.valid) found.push(`${node.type}: ${node.validationErrors.join()}`);
              });
              return found;
            });
            assert.deepEqual(wrong, [], name);
          }
        });
      }
    });
  }
}

describe('The examples', () => {
  for (const folder of ['recipes', 'reference']) {
    for (const name of namesIn(folder)) {
      it(`${folder}/${name} begins with a comment that says what to press`, () => {
        const flow = flowOf(folder, name);
        const top = flow.filter(({ type }) => type === 'comment').sort((a, b) => Number(a['y']) - Number(b['y']))[0];
        const quoted = [...String(top?.['name']).matchAll(/“([^”]+)”/g)].map(([, text]) => text!);
        assert.ok(quoted.length > 0 && quoted.every((text) => startsOf(flow).includes(text)), String(top?.['name']));
      });
    }
  }
});
