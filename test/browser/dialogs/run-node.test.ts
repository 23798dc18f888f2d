import assert from 'node:assert/strict';
import { canvas } from '../../support/browser/canvas';
import { Dialog } from '../../support/browser/dialog';
import type { Editor } from '../../support/browser/editor';
import { openPerson, run, someone, tab, trigger, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { completeAccount } from '../../support/node-red/shared-host';

const receiver = (id: string): FlowNode => ({ id, type: 'debug', name: id, wires: [] });

const flows = [
  completeAccount,
  ...tab(
    'ports',
    run(['open'], { completion: ['all'], labels: { a: ['to a'], b: ['to b'] } }, { outputs: 4, x: 100, y: 100 }),
    openPerson('open'),
    ...['all', 'to a', 'to b'].map(receiver),
  ),
  ...tab(
    'watch',
    trigger('inbox', 'watch-inbox', [], { interval: 60 }),
    trigger('network', 'watch-network', [], { interval: 60 }),
    trigger('conversations', 'watch-talks', [], { kind: 'nv', people: someone, start: 'date', from: '2026-05-01' }),
  ),
];

for (const version of hostVersions) {
  describe(`the labels of a run node in Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    let dialog: Dialog;

    beforeEach(async () => {
      editor = await shared.deploy(flows);
      dialog = new Dialog(editor.page);
    });

    const ports = async () => {
      const { labels, outputs, wires } = (await shared.nodeRed.getFlows()).find(({ id }) => id === 'run')!;
      return { labels, outputs, wires };
    };
    const invoke = (name: string) => editor.red((RED, action) => void RED.actions.invoke(action), name);
    const unmoved = { labels: ['a', 'b'], outputs: 4, wires: [['open'], ['all'], ['to a'], ['to b']] };
    const moved = { labels: ['b', 'a', 'c'], outputs: 5, wires: [['open'], ['all'], ['to b'], ['to a'], []] };

    it('keep their wires when they move, and a new one adds a port', async () => {
      await editor.openDialog('run');
      await dialog.add('Labels', 'c');
      await dialog.move('Labels', 1, 0);
      assert.deepEqual(await dialog.listed('Labels'), ['b', 'a', 'c']);
      await editor.clickDone();
      await editor.deploy();
      assert.deepEqual(await ports(), moved);
      // Undo and redo apply to it, too.
      await invoke('core:undo');
      await editor.deploy();
      assert.deepEqual(await ports(), unmoved);
      await invoke('core:redo');
      await editor.deploy();
      assert.deepEqual(await ports(), moved);
    });

    it('take their wires with them when they are removed, and leave the others’', async () => {
      await editor.openDialog('run');
      await dialog.remove('Labels', 1);
      await editor.clickDone();
      await editor.deploy();
      assert.deepEqual(await ports(), { labels: ['a'], outputs: 3, wires: [['open'], ['all'], ['to a']] });
    });

    it('name the ports', async () => {
      const names = await editor.red((RED) => {
        const node = RED.nodes.node('run') as { _def: { outputLabels: (port: number) => string } };
        return [0, 1, 2, 3].map((port) => node._def.outputLabels.call(node, port));
      });
      assert.deepEqual(names, [
        'then: the actions of the workflow',
        'completion: everything, once, at the end',
        'a: the results of the action with that label',
        'b: the results of the action with that label',
      ]);
    });

    it('must differ', async () => {
      await editor.openDialog('run');
      await dialog.add('Labels', 'b');
      await editor.clickDone();
      const { valid, errors } = await editor.red((RED) => {
        const { valid, validationErrors } = RED.nodes.node('run') as { valid: boolean; validationErrors: string[] };
        return { valid, errors: validationErrors.join('\n') };
      });
      assert.equal(valid, false);
      assert.match(errors, /“b” stands there twice/);
    });

    it('come with a flow that a trigger node’s button adds, in one step, for the account chosen', async () => {
      const types = () =>
        editor.red((RED) => {
          const found: { type: string; account?: string; wires: unknown }[] = [];
          RED.nodes.eachNode(({ id, type, account, z, x }: Record<string, string>) => {
            if (z === 'watch') found.push({ type: type!, account: account!, wires: [id, x] });
          });
          return found.map(({ type, account }) => [type, account] as const);
        });
      const links = () =>
        editor.red((RED) => {
          const found: string[] = [];
          RED.nodes.eachLink(({ source, target }: { source: { type: string }; target: { type: string } }) =>
            found.push(`${source.type} > ${target.type}`),
          );
          return found.filter((one) => one.includes('sync'));
        });
      const before = await types();
      await editor.red((RED) => RED.workspaces.show('watch'));
      for (const [id, button, action] of [
        ['watch-network', 'add “sync network”', 'st-sync-network'],
        ['watch-talks', 'add “sync conversation (navigator)”', 'nv-sync-conversation'],
        ['watch-inbox', 'add “sync inbox”', 'st-sync-inbox'],
      ] as const) {
        await editor.openDialog(id);
        await editor.screenshot(`${id}-${version}`);
        await editor.page.getByRole('button', { name: button }).click();
        await editor.clickDone();
        const added = (await types()).slice(before.length);
        assert.deepEqual(added.map(([type]) => type).sort(), ['inject', 'linkedapi-run', `linkedapi-${action}`].sort());
        assert.deepEqual(added.find(([type]) => type === 'linkedapi-run')![1], completeAccount.id);
        assert.deepEqual(await links(), [`linkedapi-run > linkedapi-${action}`]);
        await editor.screenshot(`${id}-synced-${version}`);
        await invoke('core:undo');
        assert.deepEqual(await types(), before);
      }
    });

    it('are not needed by a trigger node; what one lacks is marked', async () => {
      const problems = (id: string, changes: object = {}) =>
        editor.red(
          (RED, [node, changed]) => {
            const copy = { ...RED.nodes.node(node), ...changed };
            RED.editor.validateNode(copy);
            return (copy.validationErrors as string[]).join().replace(/\s+/g, ' ');
          },
          [id, changes] as const,
        );
      for (const id of ['watch-inbox', 'watch-network', 'watch-talks']) assert.equal(await problems(id), '');
      assert.match(await problems('watch-talks', { people: ' ' }), /address of a person is missing/);
      assert.match(await problems('watch-talks', { people: 'https://example.com/in/x' }), /linkedin\.com\/in/);
      assert.match(await problems('watch-inbox', { start: 'date', from: 'yesterday' }), /must be a date like/);
    });
  });
}
