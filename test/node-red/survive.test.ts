import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Message } from '../support/collected';
import { account, canaries, changed, openPerson, run, tab, type FlowNode } from '../support/flows';
import { hostVersions } from '../support/hosts';
import { entriesIn, killRounds } from '../support/kills';
import { completing, linkedApi, telling } from '../support/linked-api-double';
import { hang } from '../support/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red';
import { keepTrackOfFolder, removeFolder } from '../support/processes';
import { withSeed } from '../support/property';

const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });

for (const version of hostVersions) {
  describe(`Runs in a Node-RED ${version}`, function () {
    this.timeout(240_000);
    const service = linkedApi();
    const running = telling({ workflowStatus: 'running' });
    let userDir: string;
    let nodeRed: NodeRed;

    const flow = (more: object = {}) => [
      account(service.url),
      ...tab(
        't',
        { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
        run(['page'], { completion: ['done'] }, more),
        openPerson('page', ['tap']),
        { id: 'catch', type: 'catch', scope: ['run'], wires: [['caught']] },
        { id: 'complete', type: 'complete', scope: ['run'], wires: [['completed']] },
        ...['done', 'tap', 'caught', 'completed'].map(collect),
      ),
    ];
    const posts = () => service.server.requests.filter(({ method }) => method === 'POST').length;
    const start = (flows?: FlowNode[], settings: object = {}) =>
      startNodeRed({
        ...{ version, install: 'nodesDir', userDir, credentials: { account: canaries } },
        ...{ settings: { ...settings } },
        ...(flows ? { flows } : {}),
      });
    const until = async (condition: () => boolean) => {
      for (let look = 0; look < 1000 && !condition(); look += 1) await pause(20);
      assert.ok(condition());
    };
    const facts = ({ linkedapi }: Message) => linkedapi as Record<string, unknown>;

    beforeEach(() => {
      userDir = mkdtempSync(join(tmpdir(), 'linkedapi-survive-'));
      keepTrackOfFolder(userDir);
    });
    afterEach(async () => {
      await nodeRed.kill();
      removeFolder(userDir);
    });

    it('are taken up after a kill, in files without a token, and delivered as if nothing had been', async () => {
      service.answer(running);
      nodeRed = await start(flow());
      await nodeRed.inject('go', { payload: 1, own: { deep: [1] } });
      await service.server.arrived(2);
      await until(() => entriesIn(userDir)[0]?.entry['state'] === 'started');
      for (const { text } of entriesIn(userDir)) {
        for (const token of Object.values(canaries)) assert.ok(!text.includes(token));
      }
      await nodeRed.kill();
      // With the id that the double has given.
      service.answer(
        (response, request) =>
        telling({ workflowStatus: 'completed', completion: { actionType: 'st.openPersonPage', success: true, data: {} } })(response, request), // prettier-ignore
      );
      nodeRed = await start();
      const [done] = await nodeRed.next(1, 'done');
      const [tap] = await nodeRed.next(1, 'tap');
      await nodeRed.next(1, 'completed');
      assert.deepEqual([done!['own'], facts(done!)['resumed'], facts(done!)['redelivered']], [{ deep: [1] }, true, undefined]); // prettier-ignore
      assert.deepEqual([facts(tap!)['resultId'], facts(tap!)['resumed']], ['wf-1/page/0', true]);
      assert.equal(posts(), 0);
      await until(() => entriesIn(userDir).length === 0);
    });

    it('are not sent again when nobody knows whether they were, and say with what', async () => {
      service.answer(hang());
      nodeRed = await start(flow());
      await nodeRed.inject('go', { payload: 1 });
      await service.server.arrived(1);
      await nodeRed.kill();
      service.answer(completing());
      nodeRed = await start();
      const [caught] = await nodeRed.next(1, 'caught');
      const error = caught!['error'] as { code: string; cause: { document: { actionType: string } } };
      assert.deepEqual([error.code, error.cause.document.actionType, caught!.payload], ['submissionUnknown', 'st.openPersonPage', 1]); // prettier-ignore
      await until(() => entriesIn(userDir).length === 0);
      assert.equal(service.requests, 0);
    });

    it('are delivered again, marked and under the same ids, when the end came in the midst of it', async () => {
      const two = [1, 2].map((n) => ({ actionType: 'st.openPersonPage', label: 'page', success: true, data: { n } }));
      service.answer(telling({ workflowStatus: 'completed', completion: two }));
      const ports = { completion: ['done'], labels: { page: ['label', 'kill'] } };
      const killing = changed(flow(), { run: run(['page'], ports) });
      const more = [collect('label'), { id: 'kill', type: 'test-kill', wires: [] }];
      nodeRed = await start([...killing, ...tab('t', ...more).slice(1)]);
      await nodeRed.inject('go', { payload: 1 });
      await nodeRed.exited;
      const ids = (at: string) => nodeRed.messages(at).map((message) => facts(message)['resultId']);
      // Taps come first, the completion last; the power went with the first message of the label.
      assert.deepEqual([ids('tap'), ids('label'), ids('done')], [['wf-1/page/0', 'wf-1/page/1'], ['wf-1/page/0'], []]);
      assert.ok(nodeRed.messages().every((message) => !('redelivered' in facts(message))));
      nodeRed = await start();
      await nodeRed.next(1, 'completed');
      const all = ['wf-1/page/0', 'wf-1/page/1'];
      assert.deepEqual([ids('tap'), ids('label'), ids('done')], [all, all, ['wf-1/completion']]);
      for (const at of ['tap', 'label', 'done']) {
        for (const message of nodeRed.messages(at)) {
          assert.deepEqual([facts(message)['resumed'], facts(message)['redelivered']], [true, true]);
        }
      }
      assert.equal(posts(), 1);
      await until(() => entriesIn(userDir).length === 0);
    });

    for (const type of version === '4.1' ? (['full', 'flows', 'nodes'] as const) : (['flows'] as const)) {
      it(`survive a deploy (${type}), once each`, async () => {
        service.answer(running);
        nodeRed = await start(flow());
        await nodeRed.inject('go', { payload: 1 });
        await service.server.arrived(2);
        const before = posts();
        await nodeRed.deploy(changed(flow(), { run: { name: 'another' }, tap: { name: 'tap' } }), type);
        service.answer(
          (response, request) =>
          telling({ workflowStatus: 'completed', completion: { actionType: 'st.openPersonPage', success: true } })(response, request), // prettier-ignore
        );
        await nodeRed.next(1, 'done');
        await nodeRed.next(1, 'completed');
        await until(() => entriesIn(userDir).length === 0);
        assert.deepEqual([before, posts(), nodeRed.messages('done').length, nodeRed.messages('caught').length], [1, 0, 1, 0]); // prettier-ignore
      });
    }

    it('are dropped with a line in the log when their node is deleted', async () => {
      service.answer(running);
      nodeRed = await start(flow());
      await nodeRed.inject('go', { payload: 1 });
      await service.server.arrived(2);
      await nodeRed.deploy(flow().filter(({ id }) => id !== 'run'));
      await nodeRed.logged(/run node run has been deleted while a run was under way\. The workflow wf-1 goes on/);
      await until(() => entriesIn(userDir).length === 0);
    });

    // What follows is the package's own doing, whatever it runs in.
    if (version !== '4.1') return;

    it('go on without a journal where none can be written, and say so once', async () => {
      nodeRed = await start(flow());
      writeFileSync(join(userDir, 'linkedapi-runs'), 'in the way');
      service.answer(completing());
      for (let one = 0; one < 2; one += 1) {
        await nodeRed.inject('go', { payload: 1 });
        await nodeRed.next(1, 'done');
      }
      assert.equal(nodeRed.log.match(/Runs cannot be noted/g)?.length, 1);
    });

    it('start although the journal holds rubbish', async () => {
      mkdirSync(join(userDir, 'linkedapi-runs'));
      writeFileSync(join(userDir, 'linkedapi-runs', 'x.json'), '{');
      service.answer(completing());
      nodeRed = await start(flow());
      await nodeRed.logged(/x\.json cannot be read/);
      await nodeRed.inject('go', { payload: 1 });
      await nodeRed.next(1, 'done');
    });

    it('survive in a context store that is named', async () => {
      const settings = { contextStorage: { default: { module: 'memory' }, disk: { module: 'localfilesystem', config: { cache: false } } } }; // prettier-ignore
      service.answer(running);
      nodeRed = await start(flow({ store: 'disk' }), settings);
      await nodeRed.inject('go', { payload: 1 });
      await service.server.arrived(2);
      assert.deepEqual(entriesIn(userDir), []);
      await nodeRed.kill();
      service.answer(
        (response, request) =>
        telling({ workflowStatus: 'completed', completion: { actionType: 'st.openPersonPage', success: true } })(response, request), // prettier-ignore
      );
      nodeRed = await start(undefined, settings);
      const [done] = await nodeRed.next(1, 'done');
      assert.equal(facts(done!)['resumed'], true);
      assert.equal(posts(), 0);
    });
  });

  const rounds = version === '4.1' ? 10 : 3;
  it(`A Node-RED ${version} killed ${rounds} times at any moment sends nothing twice, loses nothing, and doubles nothing unmarked`, async function () {
    this.timeout(300_000);
    await withSeed(async (seed) => {
      const { runs, unknown: _, ...rest } = await killRounds(version, rounds, seed);
      assert.ok(runs > 0);
      assert.deepEqual(rest, { rounds, doubleSubmissions: 0, lost: 0, doubled: 0, left: 0 });
    }, 20261123);
  });
}
