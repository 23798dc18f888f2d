import assert from 'node:assert/strict';
import { openEditor, requireBrowser } from '../support/browser/browser';
import type { Editor } from '../support/browser/editor';
import { hostVersions } from '../support/node-red/hosts';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { until } from '../support/until';

const button = {
  type: 'inject',
  name: 'go',
  props: [{ p: 'payload' }],
  payload: 'hello',
  payloadType: 'str',
  repeat: '',
};
const flows = [
  { id: 'tab', type: 'tab', label: 'Start' },
  { id: 'in', z: 'tab', ...button, x: 120, y: 100, wires: [['out']] },
  { id: 'out', z: 'tab', type: 'test-collect', name: 'result', x: 300, y: 100, wires: [] },
];

for (const version of hostVersions) {
  describe(`Node-RED ${version}`, () => {
    let nodeRed: NodeRed;

    before(async () => {
      nodeRed = await startNodeRed({ version, install: 'none', flows });
    });
    beforeEach(() => nodeRed.deploy(flows));
    after(() => nodeRed?.stop());

    it('has the requested version', async () => {
      const settings = (await nodeRed.get('/settings')).json() as { version: string };
      assert.ok(settings.version.startsWith(`${version}.`), settings.version);
    });

    it('passes an injected message to a collector', async () => {
      const known = nodeRed.messages('out').length;
      await nodeRed.inject('in');
      assert.equal((await nodeRed.next(1, 'result'))[0]?.payload, 'hello');
      await nodeRed.inject('in', { payload: { deep: [1] }, topic: 'other' });
      const [second] = await nodeRed.next();
      assert.deepEqual([second?.payload, second?.topic], [{ deep: [1] }, 'other']);
      assert.equal(nodeRed.messages('out').length, known + 2);
    });

    it('runs what is deployed', async () => {
      const quieter = flows.map((node) => ({ ...node, payload: 'deployed' }));
      await nodeRed.deploy(quieter, 'nodes');
      await nodeRed.inject('in');
      assert.equal((await nodeRed.next())[0]?.payload, 'deployed');
      assert.equal((await nodeRed.getFlows()).length, flows.length);
    });

    it('says which type it does not know', async () => {
      const strange = [...flows, { id: 'x', type: 'never-heard-of', z: 'tab', x: 1, y: 1, wires: [] }];
      await assert.rejects(nodeRed.deploy(strange), /never-heard-of/);
    });

    it('says what arrived instead of a message', async () => {
      const known = nodeRed.messages('result').length;
      await nodeRed.inject('in');
      await until(() => nodeRed.messages('result').length > known);
      await assert.rejects(nodeRed.next(2, 'result', 1), /expected 2 message\(s\) at "result", got 1: .*\n.*hello/);
      await nodeRed.next(1, 'result');
    });

    describe('in the browser', () => {
      let editor: Editor;

      before(async function () {
        await requireBrowser(this);
      });
      beforeEach(async () => {
        editor = await openEditor(nodeRed);
      });
      afterEach(() => editor?.close());

      it('shows its flows', async () => {
        assert.equal(await editor.red((RED, id) => RED.nodes.node(id).name as string, 'in'), 'go');
        await editor.screenshot(`start-${version}`);
        assert.deepEqual(editor.errors, []);
      });

      it('keeps what is typed into a dialog after a deploy and a reload', async () => {
        await editor.openDialog('in');
        await editor.page.fill('#node-input-name', 'renamed');
        await editor.screenshot(`dialog-${version}`);
        await editor.clickDone();
        await editor.deploy();
        await editor.reload();
        assert.equal(await editor.red((RED, id) => RED.nodes.node(id).name as string, 'in'), 'renamed');
        assert.equal((await nodeRed.getFlows()).find(({ id }) => id === 'in')?.name, 'renamed');
        assert.deepEqual(editor.errors, []);
      });

      it('counts errors of the page', async () => {
        const thrown = editor.page.waitForEvent('pageerror');
        await editor.page.evaluate(() => {
          setTimeout(() => {
            throw new Error('thrown on purpose');
          });
        });
        await thrown;
        assert.match(editor.errors.join('\n'), /thrown on purpose/);
      });
    });
  });

  it(`A Node-RED ${version} does not start on a port that is taken, and one that ends fails those who wait for it`, async () => {
    const nodeRed = await startNodeRed({ version, install: 'none', flows });
    const uiPort = Number(new URL(nodeRed.url).port);
    await assert.rejects(startNodeRed({ version, install: 'none', settings: { uiPort } }), /port in use/);
    const failing = assert.rejects(nodeRed.next(), /Node-RED has ended/);
    await nodeRed.kill();
    await failing;
  });
}
