import assert from 'node:assert/strict';
import { loadActions } from '../../../nodes/actions';
import { nodeTypeOf } from '../../../src/catalog/facts/action-facts';
import { categoryOf } from '../../../src/build/sets';
import { openEditor } from '../../support/browser/browser';
import { canvas } from '../../support/browser/canvas';
import { Dialog, drag } from '../../support/browser/dialog';
import type { Editor } from '../../support/browser/editor';
import { action, admin, customAction, run, tab, usage } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { completeAccount } from '../../support/node-red/shared-host';

const actions = loadActions().map(({ action: one, set }) => ({ ...one, set }));

// With the parameters of its own example and one that only a later version knows.
const examples = actions.map(({ type, example }) => {
  const { params } = exampleOf(example, type);
  return action(type, type, [], { name: '', label: type, params: { ...params, later: { unknown: [1] } } });
});

const limits = { type: 'json', value: '[{ "category": "stMessages", "period": "daily", "maxValue": 40 }]' };
const adminParams = { accountId: { type: 'msg', value: 'payload.id' }, limits, later: { unknown: [1] } };

const flows = [
  completeAccount,
  ...tab(
    'dialogs',
    run([], { labels: { a: [] } }, { name: '', outputs: 3, onClose: 'resume', store: '', retries: '' }),
    customAction('st.later', 'custom', [], { name: '', label: '', params: { a: { b: 1 } } }),
    customAction('st.later', 'custom from msg', [], { name: '', label: '', params: { type: 'msg', value: 'payload' } }),
    usage('usage', [], { name: '' }),
    usage('usage of a range', [], { name: '', period: 'range', from: '2026-05-01', to: { type: 'msg', value: 'end' } }),
    admin('admin', 'limits.set', [], { name: '', params: adminParams }),
    admin('admin by message', 'msg', [], { name: '', params: { type: 'msg', value: 'payload' } }),
    admin('admin of a later version', 'later.operation', [], { name: '', params: { later: [1] } }),
    ...examples,
  ),
];

/** The number of pages that open dialogs in parallel; a dialog spends most of its time sliding in and out. */
const pages = 3;

for (const version of hostVersions) {
  describe(`the nodes in the editor of Node-RED ${version}`, function () {
    const shared = canvas(version);

    it('are all in the palette, by subject, in plain words', async () => {
      const editor = await shared.load(flows);
      const shown = await editor.red(() => {
        const words = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, ' ').trim();
        const nodes = document.querySelectorAll<HTMLElement>('.red-ui-palette-node[data-palette-type^="linkedapi-"]');
        return [...nodes].map((node) => {
          const category = node.closest('.red-ui-palette-category')?.querySelector('.red-ui-palette-header');
          return [words(category), node.dataset['paletteType'], words(node)];
        });
      });
      const own = { 'custom-action': 'action', conversations: 'chats' } as Record<string, string>;
      const handWritten = [
        'run',
        'custom-action',
        'workflow',
        'webhook',
        'inbox',
        'network',
        'conversations',
        'usage',
        'admin',
      ];
      const expected = [
        ...handWritten.map((name) => ['Linked API', `linkedapi-${name}`, `Linked API ${own[name] ?? name}`]),
        ...actions.map(({ set, type, name, palette }) => [categoryOf(set), nodeTypeOf(type), palette ?? name]),
      ];
      assert.deepEqual(shown.map(String).sort(), expected.map(String).sort());
      await editor.page.evaluate(() =>
        document.querySelector('#red-ui-palette-container-Linked_API')?.scrollIntoView(),
      );
      await editor.screenshot(`palette-${version}`);
    });

    it('are unchanged after a dialog is opened and closed with Done', async () => {
      const ids = flows.filter(({ type }) => type.startsWith('linkedapi-')).map(({ id }) => id);
      const editor = await shared.deploy(flows);
      const { nodeRed } = shared;
      const before = JSON.stringify(await nodeRed.getFlows());
      const open = async (one: Editor, part: number) => {
        for (const id of ids.filter((_, index) => index % pages === part)) {
          await one.openDialog(id);
          await one.clickDone();
          assert.deepEqual(await one.red(traces, id), { changed: false, dirty: false, steps: 0 }, id);
        }
        assert.deepEqual(one.errors, []);
      };
      const others = await Promise.all(Array.from({ length: pages - 1 }, () => openEditor(nodeRed)));
      await Promise.all([editor, ...others].map(open));
      await Promise.all(others.map((other) => other.close()));
      assert.equal(JSON.stringify(await nodeRed.getFlows()), before);
    });

    it('come from the palette with their defaults', async () => {
      const editor = await shared.deploy([completeAccount, ...tab('dialogs')]);
      const entry = editor.page.locator('[data-palette-type="linkedapi-st-open-person-page"]');
      await entry.scrollIntoViewIfNeeded();
      const known = new Set(await editor.red(allIds));
      await drag(editor.page, entry, editor.page.locator('#red-ui-workspace-chart'));
      const [id, ...more] = (await editor.red(allIds)).filter((one) => !known.has(one));
      assert.deepEqual(more, []);
      await editor.openDialog(id!);
      const dialog = new Dialog(editor.page);
      assert.deepEqual(await dialog.held('Basic info'), { type: 'bool', value: 'true' });
      assert.deepEqual(await dialog.held('Person URL'), { type: 'str', value: '' });
      await editor.clickDone();
      await editor.deploy();
      const { name, label, params } = (await shared.nodeRed.getFlows()).find((node) => node.id === id)!;
      assert.deepEqual({ name, label, params }, { name: '', label: '', params: { basicInfo: true } });
    });
  });
}

/** What shows that something was edited. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function traces(RED: any, id: string): object {
  const { changed = false } = RED.nodes.node(id) as { changed?: boolean };
  return { changed, dirty: RED.nodes.dirty() as boolean, steps: RED.history.list().length as number };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
function allIds(RED: any): string[] {
  const ids: string[] = [];
  RED.nodes.eachNode((node: { id: string }) => ids.push(node.id));
  return ids;
}

interface Document {
  actionType: string;
  then?: Document | Document[];
  label?: string;
}

/** The parameters that an action has in its own example. */
function exampleOf(document: unknown, type: string): { params: object } {
  const all = (one: Document): Document[] => [one, ...[one.then ?? []].flat().flatMap(all)];
  const found = [document as Document]
    .flat()
    .flatMap(all)
    .find(({ actionType }) => actionType === type);
  if (!found) throw new Error(`${type} is not in its own example`);
  const { actionType: _, then: __, label: ___, ...params } = found;
  return { params };
}
