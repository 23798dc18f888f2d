import assert from 'node:assert/strict';
import { nodeTypeOf } from '../../src/catalog/facts/action-facts';
import { accountType, runType, specialNodes } from '../../src/catalog/facts/special-nodes';
import { canvas } from '../support/browser/canvas';
import { apart, boxes } from '../support/browser/drawing';
import type { Editor } from '../support/browser/editor';
import { canonical } from '../support/flows/flow-files';
import { hostVersions } from '../support/node-red/hosts';
import { completeAccount } from '../support/node-red/shared-host';

const personUrl = 'https://www.linkedin.com/in/jonas-lindqvist';

const document = {
  actionType: 'st.searchPeople',
  label: 'people',
  term: '${HOME}',
  filter: { locations: ['Berlin', 'Bonn'], industries: ['${HOME}'] },
  then: {
    actionType: 'st.doForPeople',
    then: {
      actionType: 'st.openPersonPage',
      label: 'profile',
      newer: { type: 'msg', value: 'payload' },
      then: [
        { actionType: 'st.retrievePersonSkills', label: 'skills' },
        { actionType: 'st.newThing', label: 'new', type: 'json', value: 'x' },
      ],
    },
  },
};

const flows = [
  { id: 'tab', type: 'tab', label: 'Main' },
  {
    id: 'inject',
    z: 'tab',
    type: 'inject',
    name: 'there before',
    props: [{ p: 'payload' }],
    payload: '',
    payloadType: 'date',
    repeat: '',
    x: 150,
    y: 100,
    wires: [['junction']],
  },
  { id: 'junction', z: 'tab', type: 'junction', x: 300, y: 240, wires: [[]] },
];

for (const version of hostVersions) {
  describe(`importing a workflow in the editor of Node-RED ${version}`, () => {
    const shared = canvas(version);
    let editor: Editor;
    beforeEach(async () => {
      editor = await shared.deploy(flows);
    });

    const invoke = (action: string) => editor.red((RED, name) => RED.actions.invoke(name) as undefined, action);
    const text = () => editor.page.locator('#linkedapi-import textarea');
    const says = () => editor.page.locator('#linkedapi-import .linkedapi-findings').innerText();
    const ok = () => editor.page.locator('#linkedapi-import-ok');

    async function importing(json: string): Promise<void> {
      await invoke('linkedapi:import-workflow');
      await text().fill(json);
    }

    async function imported(json: string): Promise<void> {
      await importing(json);
      await ok().click();
      await editor.page.locator('#linkedapi-import').waitFor({ state: 'detached' });
    }

    const placed = () => boxes(editor);
    const isDirty = () => editor.red((RED) => RED.nodes.dirty() as boolean);

    async function exported(): Promise<unknown> {
      await invoke('linkedapi:copy-workflow');
      const json = await editor.page.locator('#linkedapi-export textarea').inputValue();
      await editor.page.click('#linkedapi-export-close');
      await editor.page.locator('#linkedapi-export').waitFor({ state: 'detached' });
      return JSON.parse(json);
    }

    it('places run node, account and actions on the tab, without overlap, to be deployed', async () => {
      await imported(JSON.stringify(document));
      const nodes = await placed();
      assert.equal(nodes.length, 2 + 6);
      apart(nodes);
      assert.deepEqual(
        await editor.red((RED) => {
          const accounts: string[] = [];
          RED.nodes.eachConfig((node: { type: string; id: string }) => {
            if (node.type === 'linkedapi-account') accounts.push(node.id);
          });
          const [run] = RED.nodes.filterNodes({ type: 'linkedapi-run' });
          return {
            known: accounts.includes(run.account),
            count: accounts.length,
            labels: run.labels,
            valid: run.valid,
          };
        }),
        { known: true, count: 1, labels: ['people', 'profile', 'skills', 'new'], valid: true },
      );
      assert.equal(await isDirty(), true);
      await editor.screenshot(`import-placed-${version}`);
      assert.deepEqual(await exported(), canonical(document));
      await editor.deploy();
      await editor.reload();
      assert.deepEqual(await exported(), canonical(document));
    });

    it('copies a workflow whose results go to any of the hand-written nodes, and none with an action of a newer version', async () => {
      const types = specialNodes.filter(({ kind }) => kind === 'other').map(({ type }) => type);
      const taps = [...types.filter((type) => type !== accountType), 'linkedapi-newer-node'];
      const below = [...taps, 'linkedapi-st-newer-action'];
      await editor.show([
        { id: 'tab', type: 'tab', label: 'Taps' },
        ...below.flatMap((type, index) => [
          { id: `run${index}`, type: runType, z: 'tab', x: 100, y: 60 * (index + 1), wires: [[`page${index}`], []] },
          {
            id: `page${index}`,
            type: nodeTypeOf('st.openPersonPage'),
            z: 'tab',
            params: { personUrl },
            x: 300,
            y: 60 * (index + 1),
            wires: [[`tap${index}`]],
          },
          { id: `tap${index}`, type, z: 'tab', x: 500, y: 60 * (index + 1), wires: [] },
        ]),
      ]);
      const select = (id: string) =>
        editor.red((RED, run) => RED.view.select({ nodes: [RED.nodes.node(run)] }) as undefined, id);
      for (const [index, type] of taps.entries()) {
        await select(`run${index}`);
        assert.deepEqual(await exported(), { actionType: 'st.openPersonPage', personUrl }, type);
      }
      await select(`run${taps.length}`);
      await invoke('linkedapi:copy-workflow');
      const found = editor.page.locator('#linkedapi-export .linkedapi-findings');
      assert.match(await found.innerText(), /no node of the type linkedapi-st-newer-action\. Update/);
      assert.equal(await editor.page.locator('#linkedapi-export textarea').count(), 0);
      await editor.page.click('#linkedapi-export-close');
    });

    it('is one step to undo and redo', async () => {
      const before = await placed();
      await imported(JSON.stringify(document));
      const after = await placed();
      await invoke('core:undo');
      assert.deepEqual(await placed(), before);
      assert.equal(await editor.red((RED) => RED.nodes.filterNodes({ type: 'linkedapi-run' }).length as number), 0);
      await invoke('core:redo');
      assert.deepEqual((await placed()).map(({ id }) => id).sort(), after.map(({ id }) => id).sort());
      assert.equal(await isDirty(), true);
      assert.deepEqual(await exported(), canonical(document));
    });

    it('uses the existing account, and finds room for a second flow', async () => {
      await imported(JSON.stringify(document));
      await imported(JSON.stringify({ actionType: 'st.retrieveSSI', label: 'ssi' }));
      const nodes = await placed();
      assert.equal(nodes.length, 2 + 6 + 2);
      const lowest = Math.max(...nodes.slice(0, -2).map(({ type, bottom }) => (type === 'junction' ? 0 : bottom)));
      assert.ok(
        nodes.filter(({ type }) => type === 'linkedapi-st-retrieve-ssi').every(({ top }) => top > lowest - 200),
      );
      const accounts = await editor.red((RED) => {
        const found = new Set<string>();
        for (const { account } of RED.nodes.filterNodes({ type: 'linkedapi-run' })) found.add(account);
        return found.size;
      });
      assert.equal(accounts, 1);
      await invoke('core:select-none');
      await invoke('linkedapi:copy-workflow');
      assert.match(await editor.page.locator('.red-ui-notification').last().innerText(), /Select one/);
    });

    it('opens a new tab if the canvas is full', async () => {
      const low = flows.map((node) => (node.id === 'junction' ? { ...node, x: 7900, y: 7900 } : node));
      await shared.load(low);
      await imported(JSON.stringify(document));
      assert.deepEqual(
        (await placed()).map(({ type }) => type).filter((type) => type === 'junction' || type === 'linkedapi-run'),
        ['linkedapi-run'],
      );
      await invoke('core:undo');
      assert.equal(await editor.red((RED) => RED.workspaces.count() as number), 1);
    });

    it('keeps nodes unchanged when their dialogs are opened and closed', async () => {
      await imported(JSON.stringify(document));
      for (const { id, type } of await placed()) {
        if (!/linkedapi-(st|custom)/.test(type)) continue;
        await editor.openDialog(id);
        await editor.clickDone();
      }
      assert.deepEqual(await exported(), canonical(document));
    });

    it('says what is wrong before anything happens, and places the rest', async () => {
      const before = await placed();
      await importing(JSON.stringify({ ...document, label: 7, limit: '5', then: [document.then, 'more'] }));
      assert.match(await says(), /\$\.label: a label is a text[^]*\$\.then\[1\]: this is no action[^]*\$\.limit/);
      assert.deepEqual(await placed(), before);
      await editor.screenshot(`import-findings-${version}`);
      await ok().click();
      assert.equal((await placed()).length, before.length + 6);
    });

    it('names what it does not know, with a suggestion, and keeps it', async () => {
      const slips = { actionType: 'st.searchPeople', term: 'x', filter: { limit: 5 } };
      const hint = /“filter\.limit” is not known here; “limit” is\./;
      await importing(JSON.stringify(slips));
      assert.match(await says(), hint);
      await ok().click();
      await invoke('linkedapi:copy-workflow');
      assert.match(await editor.page.locator('#linkedapi-export .linkedapi-findings').innerText(), hint);
      const shown = await editor.page.locator('#linkedapi-export textarea').inputValue();
      assert.deepEqual(JSON.parse(shown), slips);
      await editor.page.click('#linkedapi-export-close');
    });

    it('takes a document out of wrappers and blocks, and says so', async () => {
      const block = `Try this:\n\`\`\`js\n{ definition: { actionType: 'st.newThing', term: 'x', } }\n\`\`\``;
      await importing(block);
      assert.match(await says(), /Taken out of: definition/);
      assert.match(await says(), /Become custom actions.*: st\.newThing/);
      await ok().click();
      assert.deepEqual(await exported(), { actionType: 'st.newThing', term: 'x' });
    });

    it('asks which of several accounts to use', async () => {
      const account = (id: string, name: string) => ({ ...completeAccount, id, name });
      editor = await shared.load([...flows, account('one', 'First'), account('two', 'Second')]);
      await importing(JSON.stringify({ actionType: 'st.retrieveSSI' }));
      assert.match(await says(), /Account: First/);
      await editor.page.selectOption('#linkedapi-import select', 'two');
      assert.match(await says(), /Account: Second/);
      await ok().click();
      const used = await editor.red((RED) => RED.nodes.filterNodes({ type: 'linkedapi-run' })[0].account as string);
      assert.equal(used, 'two');
    });

    it('survives anything that may be pasted', async () => {
      await invoke('linkedapi:import-workflow');
      for (const [pasted, message] of [
        ['', /^$/],
        ['{"actionType":', /cannot be read at line 1, column 14/],
        ['{"workflow":{}}', /has no actionType/],
        ['[]', /no action in it/],
        [JSON.stringify(flows), /flow of Node-RED/],
        ['['.repeat(50_000) + ']'.repeat(50_000), /no action but a list|cannot be read/],
        [JSON.stringify({ actionType: 'st.x', much: 'x'.repeat(5_000_000) }), /npx linkedapi-flow/],
        [JSON.stringify(Array.from({ length: 1000 }, () => ({ actionType: 'st.retrieveSSI' }))), /do not fit/],
      ] as [string, RegExp][]) {
        // Typing five million characters would take a while.
        await text().evaluate((area: HTMLTextAreaElement, value) => {
          area.value = value;
          area.dispatchEvent(new Event('input', { bubbles: true }));
        }, pasted);
        assert.match(await says(), message);
        assert.ok(await ok().isDisabled());
      }
      await text().fill('{"actionType":"st.newThing","__proto__":{"polluted":1},"x":{"__proto__":2}}');
      await ok().click();
      assert.equal(await editor.red(() => 'polluted' in {}), false);
      assert.deepEqual(
        await exported(),
        JSON.parse('{"actionType":"st.newThing","__proto__":{"polluted":1},"x":{"__proto__":2}}'),
      );
    });

    it('is in the main menu; the export shows findings, and copies', async () => {
      await imported(JSON.stringify({ actionType: 'st.retrievePersonSkills' }));
      await editor.page.click('#red-ui-header-button-sidemenu');
      await editor.page.hover('#menu-item-view-menu');
      await editor.page.click('#linkedapi-copy-workflow');
      const found = editor.page.locator('#linkedapi-export .linkedapi-findings');
      assert.match(await found.innerText(), /may not start a workflow/);
      await editor.screenshot(`export-${version}`);
      await editor.page.click('#linkedapi-export-copy');
      assert.match(await editor.page.locator('#linkedapi-export-copy').innerText(), /Copied/);
      await editor.page.keyboard.press('Escape');
      await editor.page.locator('#linkedapi-export').waitFor({ state: 'detached' });
      await editor.page.click('#red-ui-header-button-sidemenu');
      await editor.page.hover('#menu-item-view-menu');
      await editor.page.click('#linkedapi-import-workflow');
      await text().waitFor();
      await editor.page.click('#linkedapi-import-cancel');
      await text().waitFor({ state: 'detached' });
    });
  });
}
