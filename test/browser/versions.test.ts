import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEditor, requireBrowser } from '../support/browser/browser';
import type { Editor } from '../support/browser/editor';
import { tab, type FlowNode } from '../support/flows/flows';
import { hostVersions, repoRoot } from '../support/node-red/hosts';
import type { NodeRed } from '../support/node-red/node-red';
import { sharedNodeRed } from '../support/node-red/shared-host';

const defaults = JSON.parse(
  readFileSync(join(repoRoot, 'test/fixtures/0.1.0/flows/defaults.json'), 'utf8'),
) as FlowNode[];
const dropped = (type: string) => {
  const found = defaults.find((node) => node.type === type);
  assert.ok(found, type);
  const { x: _x, y: _y, z: _z, ...node } = found;
  return node as FlowNode;
};

/** Settings that only the newer version has, or that only it can read. */
const newer = { version: 9, novelty: { deep: [1] }, timeout: { hours: 1 } };
const types = ['linkedapi-run', 'linkedapi-st-open-person-page', 'linkedapi-inbox', 'linkedapi-custom-action'];
const flows = [
  { ...dropped('linkedapi-account'), ...newer },
  ...tab('t', ...types.map((type) => ({ ...dropped(type), ...newer })), {
    ...dropped('linkedapi-usage'),
    name: 'current',
  }),
];
const refused = flows.filter((node) => 'novelty' in node);

for (const version of hostVersions) {
  describe(`The editor of Node-RED ${version}`, function () {
    let nodeRed: NodeRed;
    let editor: Editor;

    before(async function () {
      await requireBrowser(this);
      nodeRed = await sharedNodeRed(version);
    });
    afterEach(async () => {
      assert.deepEqual(editor?.errors, []);
      await editor?.close();
    });

    /** Changes a node and deploys. */
    const touch = async (id: string) => {
      await editor.red((RED, one) => {
        RED.nodes.node(one).name = 'touched';
        RED.nodes.node(one).changed = true;
      }, id);
      await editor.deployAll();
      assert.equal((await nodeRed.getFlows()).find((node) => node.id === id)?.name, 'touched');
    };
    const savedOf = async ({ id }: FlowNode) => (await nodeRed.getFlows()).find((node) => node.id === id);

    it('marks nodes that a newer version of the package saved, says why instead of opening their dialogs, and keeps all their settings', async () => {
      await nodeRed.deploy(flows);
      editor = await openEditor(nodeRed);
      for (const node of refused) {
        const reasons = await editor.red((RED, id) => {
          RED.editor.validateNode(RED.nodes.node(id));
          return RED.nodes.node(id).validationErrors.join('\n') as string;
        }, node.id);
        assert.match(reasons, /was saved by a newer version of the package\. Update the package\./, node.type);
        await editor.openDialog(node.id);
        const dialog = await editor.page.locator('.red-ui-tray').last().innerText();
        assert.match(dialog, /was saved by a newer version of the package/, node.type);
        await editor.clickDone();
      }
      await touch(dropped('linkedapi-usage').id);
      for (const node of refused) assert.deepEqual(await savedOf(node), node);
    });

    it('changes nothing in nodes saved by version 0.1.0', async () => {
      await nodeRed.deploy(defaults);
      editor = await openEditor(nodeRed);
      const { id } = dropped('linkedapi-usage');
      await touch(id);
      const unchanged = (nodes: readonly FlowNode[]) => nodes.filter((node) => node.id !== id);
      assert.deepEqual(unchanged((await nodeRed.getFlows()) as FlowNode[]), unchanged(defaults));
    });
  });
}
