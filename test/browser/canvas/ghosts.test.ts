import assert from 'node:assert/strict';
import { at, canvas, start } from '../../support/browser/canvas';
import { apart, boxes } from '../../support/browser/drawing';
import { func, openPerson } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';

for (const version of hostVersions) {
  describe(`A ghost on Node-RED ${version}`, function () {
    const shared = canvas(version);

    it('at the edge comes into view, says its keys, and covers no node', async () => {
      const { page } = await shared.show(start());
      const edge = await page.locator('#red-ui-workspace-chart').evaluate(({ clientWidth }) => clientWidth);
      // Everything beside the node is taken, far down.
      const taken = Array.from({ length: 12 }, (_, row) => ({
        ...func(`taken${row}`, 'return msg;', []),
        ...at(edge + 140, 80 + row * 60),
      }));
      const editor = await shared.show(start(['open']), openPerson('open', [], at(edge - 80, 80)), ...taken);
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('open')] });
        RED.view.focus();
      });
      await page.keyboard.press('n');
      const ghost = page.locator('.red-ui-flow-node-ghost').first();
      await ghost.waitFor();
      await page.getByText('N: next suggestion · Tab or click: add it · Esc: none').waitFor();
      const [chart, box] = await Promise.all([
        page.locator('#red-ui-workspace-chart').boundingBox(),
        ghost.boundingBox(),
      ]);
      assert.ok(box!.x + box!.width < chart!.x + chart!.width && box!.y + box!.height < chart!.y + chart!.height);
      await page.keyboard.press('Tab');
      await ghost.waitFor({ state: 'detached' });
      const all = await boxes(editor);
      assert.equal(all.length, taken.length + 3);
      apart(all);
    });
  });
}
