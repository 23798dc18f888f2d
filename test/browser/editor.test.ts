import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { demoFlow } from '../../src/cli/demo-flow';
import type { FlowNode } from '../support/node-red/admin-api';
import { canvas } from '../support/browser/canvas';
import type { Editor } from '../support/browser/editor';
import { hostVersions, repoRoot } from '../support/node-red/hosts';

const packageName = '@linkedapi-community/node-red';
const demo = demoFlow(repoRoot) as FlowNode[];
const idOf = (type: string) => demo.find((node) => node.type === type)!.id;

const dialogs = {
  'search-people': 'linkedapi-st-search-people',
  run: 'linkedapi-run',
  account: 'linkedapi-account',
};

for (const version of hostVersions) {
  describe(`the editor of Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    beforeEach(async () => {
      editor = await shared.load(demo);
    });

    const invoke = (action: string) => editor.red((RED, name) => void RED.actions.invoke(name), action);

    it('shows the end of the demo on the canvas', async () => {
      await shared.deploy(demo);
      interface Shown {
        fill?: string;
        text?: string;
      }
      const shows = (id: string, text: string) =>
        editor.page.waitForFunction(
          ([node, words]) => {
            const { RED } = window as unknown as { RED: { nodes: { node: (id: string) => { status?: Shown } } } };
            const { fill, text: now } = RED.nodes.node(node!).status ?? {};
            return fill === 'green' && now === words;
          },
          [id, text],
        );
      await shows(idOf('linkedapi-run'), '11 done');
      await shows(idOf('linkedapi-st-retrieve-person-skills'), '✓ 5');
      await editor.screenshot(`demo-${version}`);
    });

    it('shows help for the selected node', async () => {
      await invoke('core:show-help-tab');
      for (const [type, says] of [
        ['linkedapi-st-search-people', /Search URL/],
        ['linkedapi-run', /first port/],
      ] as const) {
        await editor.red((RED, id) => RED.view.select({ nodes: [RED.nodes.node(id)] }), idOf(type));
        await editor.page.locator('.red-ui-help:visible').filter({ hasText: says }).last().waitFor();
      }
      await editor.screenshot(`help-${version}`);
    });

    it('offers the recipes and the reference flows to import', async () => {
      await invoke('core:show-examples-import-dialog');
      const tree = editor.page.locator('.red-ui-clipboard-dialog:visible, .ui-dialog:visible').first();
      const unfold = (text: string) => tree.locator('.red-ui-treeList-label', { hasText: text }).click();
      await unfold(packageName);
      for (const folder of ['recipes', 'reference']) {
        const names = readdirSync(join(repoRoot, 'examples', folder)).map((file) => file.replace(/\.json$/, ''));
        await unfold(folder);
        for (const name of names) await tree.locator('.red-ui-treeList-label', { hasText: name }).first().waitFor();
      }
      await editor.screenshot(`examples-${version}`);
      await editor.page.keyboard.press('Escape');
      await tree.waitFor({ state: 'hidden' });
    });

    // Node-RED 4.1 has no dark theme of its own.
    for (const theme of version === '4.1' ? ['light'] : ['light', 'dark']) {
      it(`is photographed: ${theme}`, async () => {
        await editor.page.evaluate(
          (dark) => document.documentElement.classList.toggle('nr-theme-dark', dark),
          theme === 'dark',
        );
        const portrait = async (name: string) => existsSync(await editor.screenshot(`${name}-${version}-${theme}`));
        await editor.page.locator('[data-palette-type="linkedapi-run"]').scrollIntoViewIfNeeded();
        assert.ok(await portrait('palette'));
        for (const [name, type] of Object.entries(dialogs)) {
          await editor.openDialog(idOf(type));
          assert.ok(await portrait(name));
          await editor.clickDone();
        }
      });
    }
  });
}
