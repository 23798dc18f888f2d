import assert from 'node:assert/strict';
import { openEditor, requireBrowser } from '../support/browser';
import type { Editor } from '../support/editor';
import { action, run, sandboxAccount, tab, type FlowNode } from '../support/flows';
import { hostVersions } from '../support/hosts';
import { startNodeRed, type NodeRed } from '../support/node-red';

const account = sandboxAccount({ pollInterval: 5, baseUrl: '' });
const at = (x: number, y: number) => ({ x, y });
const canvas = (...nodes: FlowNode[]) => {
  const [sheet, ...placed] = tab('t', ...nodes);
  return [account, { ...sheet!, label: 'Canvas' }, ...placed];
};
const flows = canvas(
  run(['search'], {}, at(160, 80)),
  { ...run(['open'], {}, at(160, 280)), id: 'other', name: 'Other run' },
  action('st.searchPeople', 'search', ['loop'], { params: { term: 'x' }, label: 'found', ...at(360, 80) }),
  action('st.doForPeople', 'loop', ['open'], { params: {}, ...at(560, 80) }),
  action('st.openPersonPage', 'open', [], { params: { basicInfo: true }, ...at(760, 80) }),
  action('st.retrievePersonSkills', 'skills', [], { params: {}, ...at(760, 180) }),
);

for (const version of hostVersions) {
  describe(`The sidebar on Node-RED ${version}`, function () {
    this.timeout(120_000);
    let nodeRed: NodeRed;
    let editor: Editor;

    before(async function () {
      requireBrowser(this);
      nodeRed = await startNodeRed({ version, install: 'nodesDir', flows });
      editor = await openEditor(nodeRed);
    });
    after(async () => {
      await editor?.close();
      await nodeRed?.stop();
    });
    afterEach(() => assert.deepEqual(editor.errors.splice(0), []));

    const pane = () => editor.page.locator('.linkedapi-sidebar');
    const select = (...ids: string[]) =>
      editor.red((RED, wanted) => RED.view.select({ nodes: wanted.map((id) => RED.nodes.node(id)) }), ids);

    it('opens by its command and says what to do', async () => {
      await editor.red((RED) => RED.actions.invoke('linkedapi:show-sidebar'));
      await pane().getByText('Select a run node').waitFor();
      await editor.screenshot(`sidebar-hint-${version}`);
      const labels = await editor.red(
        (RED) => RED.actions.list().map((one: { label: string }) => one.label) as string[],
      );
      assert.ok(labels.includes('Linked API: show the sidebar'));
    });

    it('says why an action has no workflow', async () => {
      await select('skills');
      await pane().getByText('“retrieve person skills” is under no run node yet').waitFor();
    });

    it('offers the run nodes above an action, and remembers the chosen one', async () => {
      await select('open');
      const choice = pane().locator('select');
      await choice.waitFor();
      assert.deepEqual(await choice.locator('option').allInnerTexts(), ['“run” run', 'Other run']);
      assert.equal(await choice.inputValue(), 'run');
      await editor.screenshot(`sidebar-choice-${version}`);
      await choice.selectOption('other');
      await select('search');
      await choice.waitFor({ state: 'hidden' });
      await select('other');
      await select('open');
      await choice.waitFor();
      assert.equal(await choice.inputValue(), 'other');
    });

    it('has buttons that start its commands', async () => {
      await pane().locator('button[data-action="import-workflow"]').click();
      await editor.page.locator('#linkedapi-import').waitFor();
      await editor.page.locator('#linkedapi-import-cancel').click();
      await editor.page.locator('#linkedapi-import').waitFor({ state: 'detached' });
    });
  });
}
