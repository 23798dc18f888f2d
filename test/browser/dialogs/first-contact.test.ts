import assert from 'node:assert/strict';
import { at, canvas } from '../../support/browser/canvas';
import { drag } from '../../support/browser/dialog';
import type { Editor } from '../../support/browser/editor';
import { openPerson, run, tab, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { completeAccount } from '../../support/node-red/shared-host';

/* eslint-disable @typescript-eslint/no-explicit-any -- the page's globals have no types here */

const second = { ...completeAccount, id: 'second', name: 'Second' };

for (const version of hostVersions) {
  describe(`Accounts of new nodes on Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    const show = async (flows: FlowNode[]) => void (editor = await shared.load(flows));

    /** Drags a node out of the palette; resolves with its id. */
    async function drop(type: string): Promise<string> {
      const known = await ids();
      const entry = editor.page.locator(`[data-palette-type="${type}"]`);
      await entry.scrollIntoViewIfNeeded();
      await drag(editor.page, entry, editor.page.locator('#red-ui-workspace-chart'));
      const [id = ''] = (await ids()).filter((one) => !known.includes(one));
      return id;
    }
    const ids = () =>
      editor.red((RED) => {
        const found: string[] = [];
        RED.nodes.eachNode((node: { id: string }) => found.push(node.id));
        return found;
      });
    const look = (id: string) =>
      editor.red((RED, id) => {
        const { account, valid, validationErrors } = RED.nodes.node(id);
        return { account, valid, errors: validationErrors };
      }, id);
    const accounts = () =>
      editor.red((RED) => {
        const found: { id: string; mode: string }[] = [];
        RED.nodes.eachConfig(
          (node: any) => void (node.type === 'linkedapi-account' && found.push({ id: node.id, mode: node.mode })),
        );
        return found;
      });
    const notice = () => editor.page.locator('.red-ui-notification', { hasText: 'no LinkedIn account' });

    it('a new node takes the only account there is', async () => {
      await show([completeAccount, ...tab('flow')]);
      assert.equal((await look(await drop('linkedapi-run'))).account, 'account');
      assert.equal((await look(await drop('linkedapi-inbox'))).account, 'account');
    });

    it('a new node takes none of several accounts', async () => {
      await show([completeAccount, second, ...tab('flow')]);
      assert.equal((await look(await drop('linkedapi-run'))).account, '');
      assert.equal(await notice().count(), 0);
    });

    it('without an account the sandbox is one click away, and one step to undo', async () => {
      await show([...tab('flow')]);
      const id = await drop('linkedapi-run');
      await notice().waitFor();
      await editor.screenshot(`no-account-${version}`);
      await notice().getByText('Use the sandbox').click();
      await notice().waitFor({ state: 'detached' });
      const [account] = await accounts();
      assert.deepEqual([(await look(id)).account, account?.mode], [account?.id, 'sandbox']);
      assert.equal((await look(id)).valid, true);
      await editor.red((RED) => void RED.history.pop());
      assert.deepEqual([(await look(id)).account, await accounts()], ['', []]);
    });

    it('a missing, a deleted and a disabled account are named by the mark of the node and by the preview', async () => {
      const flow = (account: string) =>
        tab(
          'flow',
          { ...run(['open'], {}, { name: 'Main', account }), ...at(200, 100) },
          { ...openPerson('open'), ...at(200, 200) },
        );
      const disabled = { ...completeAccount, name: 'Mine', d: true };
      for (const [flows, sentence] of [
        [[completeAccount, ...flow('')], '“Main” (run) has no account.'],
        [[completeAccount, ...flow('gone')], '“Main” (run) uses an account that has been deleted.'],
        [[disabled, ...flow('account')], '“Main” (run) uses a disabled account: “Mine”.'],
      ] as [FlowNode[], string][]) {
        await show(flows);
        const { valid, errors } = await look('run');
        assert.equal(valid, false);
        assert.ok(errors.join().includes(sentence), errors.join());
        await editor.red((RED) => {
          RED.actions.invoke('linkedapi:show-sidebar');
          RED.view.select({ nodes: [RED.nodes.node('run')] });
        });
        await editor.page.locator('.linkedapi-problems', { hasText: sentence }).waitFor();
      }
    });

    it('a disabled action is named instead of “no action”', async () => {
      await show([
        completeAccount,
        ...tab(
          'flow',
          { ...run(['open']), ...at(200, 100) },
          { ...openPerson('open'), name: 'Ada', d: true, ...at(200, 200) },
        ),
      ]);
      await editor.red((RED) => {
        RED.actions.invoke('linkedapi:show-sidebar');
        RED.view.select({ nodes: [RED.nodes.node('run')] });
      });
      await editor.page.locator('.linkedapi-problems', { hasText: 'is disabled: “Ada”' }).waitFor();
    });
  });
}
