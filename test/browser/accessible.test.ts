import assert from 'node:assert/strict';
import { loadActions } from '../../nodes/actions';
import { accessFaults } from '../support/browser/axe';
import { at, canvas, search, start } from '../support/browser/canvas';
import type { Editor } from '../support/browser/editor';
import { action, admin, customAction, usage, workflow } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';

/** One action for each combination of kinds of fields. */
const actions = [
  ...new Map(
    loadActions().map(({ action: { type, params } }) => [
      Object.values(params)
        .map(({ type: kind }) => String(kind))
        .sort()
        .join(),
      type,
    ]),
  ).values(),
];

const dialogs = [
  ...actions.map((type) => action(type, type)),
  customAction('st.later', 'custom'),
  workflow('workflow'),
  usage('usage', []),
  admin('admin', 'limits.set'),
];

for (const version of hostVersions) {
  for (const theme of version === '5.0' ? ['light', 'dark'] : ['light']) {
    describe(`Without a mouse or good eyes, Node-RED ${version}, ${theme}`, function () {
      const shared = canvas(version);
      let editor: Editor;

      const show = async (...nodes: Parameters<typeof shared.show>) => {
        editor = await shared.show(...nodes);
        await editor.page.evaluate(
          (dark) => document.documentElement.classList.toggle('nr-theme-dark', dark),
          theme === 'dark',
        );
      };

      it('our parts of each kind of dialog have names and enough contrast', async () => {
        await show(...dialogs);
        const faults: Record<string, string[]> = {};
        for (const { id } of [...dialogs, { id: 'account' }]) {
          await editor.openDialog(id);
          const found = await accessFaults(editor, '.red-ui-tray:last-child form');
          if (found.length > 0) faults[id] = found;
          await editor.clickDone();
        }
        assert.deepEqual(faults, {});
      });

      it('the sidebar has names and enough contrast, and Tab reaches its sections', async () => {
        await show(start(['search']), { ...search(), ...at(300, 200) });
        await editor.red((RED) => {
          RED.actions.invoke('linkedapi:show-sidebar');
          RED.view.select({ nodes: [RED.nodes.node('run')] });
        });
        await editor.page.locator('.linkedapi-document:visible').waitFor();
        assert.deepEqual(await accessFaults(editor, '.linkedapi-sidebar'), []);
        const headers = editor.page.locator('.linkedapi-sidebar .red-ui-palette-header');
        for (const header of await headers.all()) {
          assert.equal(await header.getAttribute('tabindex'), '0');
          const isOpen = () => header.getAttribute('aria-expanded');
          const before = await isOpen();
          await header.press('Enter');
          assert.notEqual(await isOpen(), before);
          await header.press('Enter');
          assert.equal(await isOpen(), before);
        }
      });
    });
  }
}
