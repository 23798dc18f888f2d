import assert from 'node:assert/strict';
import { openEditor, requireBrowser } from '../../support/browser/browser';
import type { Editor } from '../../support/browser/editor';
import { junction, linkIn, linkOut, sandboxAccount, tab, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import type { NodeRed } from '../../support/node-red/node-red';
import { sharedNodeRed } from '../../support/node-red/shared-host';

/** Nodes as another version of the package, a tool or an accident may leave them. */
const odd = (id: string, type: string, more: object): FlowNode => ({ id, type, x: 100, y: 100, wires: [[]], ...more });
const flows: FlowNode[] = [
  sandboxAccount({ mode: 'from the future', pollInterval: 'often', baseUrl: 7, novelty: true }),
  ...tab(
    't',
    odd('run', 'linkedapi-run', {
      labels: 'people',
      outputs: 'many',
      account: 17,
      delivery: 'stream',
      timeout: {},
      wires: [['a', 'b', 'c', 'gone'], [], ['a']],
    }),
    odd('bare', 'linkedapi-run', { labels: [null, 5, { a: 1 }], wires: [] }),
    odd('a', 'linkedapi-st-search-people', { params: null, label: 5, name: {}, wires: [['b']] }),
    odd('b', 'linkedapi-st-do-for-people', { params: [], wires: [['c', 'j']] }),
    odd('c', 'linkedapi-st-open-person-page', { params: 'basicInfo', label: ['x'], wires: [['a']] }),
    odd('d', 'linkedapi-nv-search-companies', {
      params: { limit: { type: 'num' }, filter: 'x', term: { type: 'future', value: [] }, customSearchUrl: [] },
    }),
    odd('e', 'linkedapi-custom-action', { actionType: 9, params: { type: 'json', value: '{' } }),
    odd('f', 'linkedapi-st-send-message', { params: { type: 'msg', value: 7 } }),
    odd('g', 'linkedapi-st-react-to-post', {}),
    { ...junction('j', ['k']), x: 10, y: 10 },
    { ...junction('k', ['j']), x: 20, y: 10 },
    linkOut('out', ['in']),
    linkIn('in', ['out'], ['out']),
    odd('new', 'linkedapi-st-dance', { params: { style: 'tango' }, wires: [['a']] }),
  ),
];

for (const version of hostVersions) {
  describe(`A flow of another version in the editor of Node-RED ${version}`, function () {
    let nodeRed: NodeRed;
    let editor: Editor;

    before(async function () {
      await requireBrowser(this);
      nodeRed = await sharedNodeRed(version);
      // The runtime waits for the unknown type, but the editor shows the flow.
      await assert.rejects(nodeRed.deploy(flows), /does not know every type/);
      editor = await openEditor(nodeRed);
      // The notification about the unknown type covers the buttons of dialogs.
      await editor.page.addStyleTag({
        content: '#red-ui-notifications, #red-ui-notifications * { pointer-events: none }',
      });
    });
    after(() => editor?.close());
    afterEach(() => assert.deepEqual(editor.errors, []));

    it('can be viewed, node by node, in the sidebar and in dialogs', async () => {
      await editor.red((RED) => RED.actions.invoke('linkedapi:show-sidebar'));
      for (const { id, type } of flows.filter(
        ({ type }) => type.startsWith('linkedapi-') && type !== 'linkedapi-account',
      )) {
        await editor.red((RED, one) => RED.view.select({ nodes: [RED.nodes.node(one)] }), id);
        await editor.red((RED) => void RED.actions.invoke('linkedapi:suggest-next-action'));
        await editor.red((RED) => void RED.view.setSuggestedFlow(null));
        if (type === 'linkedapi-st-dance') continue;
        await editor.openDialog(id);
        await editor.page.click('#node-dialog-cancel');
        await editor.page.waitForFunction(() => document.querySelectorAll('.red-ui-tray').length === 0);
      }
    });

    it('loses nothing on its way through the editor', async () => {
      const kept = async () => (await nodeRed.getFlows()).find(({ id }) => id === 'new');
      const before = await kept();
      assert.deepEqual(before?.params, { style: 'tango' });
      await editor.red((RED) => {
        RED.nodes.node('g').name = 'touched';
        RED.nodes.node('g').changed = true;
        RED.nodes.dirty(true);
      });
      await editor.page.click('#red-ui-header-button-deploy');
      // The flow has invalid nodes and an unknown one, so the editor asks.
      await editor.page
        .locator('.red-ui-notification button.primary')
        .last()
        .evaluate((button: HTMLElement) => button.click());
      await editor.page.waitForFunction(
        () => !(window as unknown as { RED: { nodes: { dirty(): boolean } } }).RED.nodes.dirty(),
      );
      const after = await nodeRed.getFlows();
      assert.equal(after.find(({ id }) => id === 'g')?.name, 'touched');
      assert.deepEqual(await kept(), before);
    });
  });
}
