import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Message } from '../support/node-red/collected';
import { account, canaries, changed, openPerson, run, tab, type FlowNode } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';
import { entriesIn, killRounds } from '../support/kills/kills';
import { completing, linkedApi, telling } from '../support/service/linked-api-double';
import { hang } from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { keepTrackOfFolder, removeFolder } from '../support/processes';
import { withSeed } from '../support/property';
import { until } from '../support/until';

const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });
const facts = ({ linkedapi }: Message) => linkedapi as Record<string, unknown>;

const running = () => telling({ workflowStatus: 'running' });
const completed = () =>
  telling({ workflowStatus: 'completed', completion: { actionType: 'st.openPersonPage', success: true, data: {} } });

for (const version of hostVersions) {
  describe(`Runs in a Node-RED ${version}`, () => {
    const service = linkedApi();
    let userDir: string;
    let nodeRed: NodeRed | undefined;

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
    const noted = () => entriesIn(userDir).length;
    const start = async (flows?: FlowNode[], settings: Record<string, unknown> = {}) => {
      const credentials = { account: canaries };
      const options = { version, install: 'nodesDir', userDir, credentials, settings } as const;
      return (nodeRed = await startNodeRed({ ...options, ...(flows && { flows }) }));
    };
    const makeUserDir = () => {
      userDir = mkdtempSync(join(tmpdir(), 'linkedapi-survive-'));
      keepTrackOfFolder(userDir);
    };
    const end = async () => {
      await nodeRed?.kill();
      removeFolder(userDir);
    };

    describe('when its process ends', () => {
      beforeEach(makeUserDir);
      afterEach(end);

      it('are resumed after a kill, from files without a token, and delivered normally', async () => {
        service.answer(running());
        const killed = await start(flow());
        await killed.inject('go', { payload: 1, own: { deep: [1] } });
        await until(() => entriesIn(userDir)[0]?.entry['at'] === 'running');
        for (const { text } of entriesIn(userDir)) {
          for (const token of Object.values(canaries)) assert.ok(!text.includes(token));
        }
        await killed.kill();
        service.answer(completed());
        const next = await start();
        const [done] = await next.next(1, 'done');
        const [tap] = await next.next(1, 'tap');
        await next.next(1, 'completed');
        assert.deepEqual(
          [done!['own'], facts(done!)['resumed'], facts(done!)['redelivered']],
          [{ deep: [1] }, true, undefined],
        );
        assert.deepEqual([facts(tap!)['resultId'], facts(tap!)['resumed']], ['wf-1/page/0', true]);
        assert.equal(posts(), 0);
        await until(() => noted() === 0);
      });

      it('keep objects from a Function node, for the messages and for another run', async () => {
        service.answer(running());
        const inFunction: FlowNode[] = [
          { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['make']] },
          {
            id: 'make',
            type: 'function',
            func: `msg.lead = { first: 'Ann' }; msg.met = new Date(0); return msg;`,
            outputs: 1,
            wires: [['run']],
          },
        ];
        const page = (url: string) =>
          openPerson('page', ['tap'], { params: { personUrl: { type: 'jsonata', value: url } } });
        const flowWith = (url: string) => [
          ...changed(flow(), { page: page(url) }).filter(({ id }) => id !== 'go'),
          ...tab('t', ...inFunction).slice(1),
        ];
        const killed = await start(flowWith(`"https://www.linkedin.com/in/" & lead.first`));
        await killed.inject('go', { payload: 1 });
        await until(() => entriesIn(userDir)[0]?.entry['at'] === 'running');
        await killed.kill();
        service.answer(completed());
        const next = await start();
        await next.next(1, 'completed');
        for (const message of next.messages())
          assert.deepEqual([message['lead'], facts(message)['leftOut']], [{ first: 'Ann' }, ['met']]);
        const { runs } = (await next.get('/linkedapi/runs/run')).json() as { runs: { id: string }[] };
        const again = async () => (await next.post(`/linkedapi/runs/${runs[0]!.id}/again`, {})).json();
        assert.deepEqual(await again(), { ok: true });
        const [more] = await next.next(1, 'done');
        assert.deepEqual(more!['lead'], { first: 'Ann' });
        await next.deploy(flowWith(`"https://www.linkedin.com/in/" & lead.first & $string(met)`));
        assert.deepEqual(await again(), { ok: false, type: 'notKept', names: 'msg.met' });
      });

      it('are not sent again when it is unknown whether they were, and name what they would have sent', async () => {
        service.answer(hang());
        const killed = await start(flow());
        await killed.inject('go', { payload: 1 });
        await service.server.arrived(1);
        await killed.kill();
        service.answer(completing());
        const [caught] = await (await start()).next(1, 'caught');
        const error = caught!['error'] as { code: string; cause: { document: { actionType: string } } };
        assert.deepEqual(
          [error.code, error.cause.document.actionType, caught!.payload],
          ['submissionUnknown', 'st.openPersonPage', 1],
        );
        await until(() => noted() === 0);
        assert.equal(service.requests, 0);
      });

      it('are delivered again, marked and under the same ids, if they were interrupted', async () => {
        const two = [1, 2].map((n) => ({ actionType: 'st.openPersonPage', label: 'page', success: true, data: { n } }));
        service.answer(telling({ workflowStatus: 'completed', completion: two }));
        const ports = { completion: ['done'], labels: { page: ['label', 'kill'] } };
        const killing = changed(flow(), { run: run(['page'], ports) });
        const more = [collect('label'), { id: 'kill', type: 'test-kill', wires: [] }];
        const ids = (of: NodeRed, at: string) => of.messages(at).map((message) => facts(message)['resultId']);
        const killed = await start([...killing, ...tab('t', ...more).slice(1)]);
        await killed.inject('go', { payload: 1 });
        await killed.exited;
        // Taps come first, the completion last; the kill came with the first message of the label.
        const all = ['wf-1/page/0', 'wf-1/page/1'];
        assert.deepEqual(
          ['tap', 'label', 'done'].map((at) => ids(killed, at)),
          [all, ['wf-1/page/0'], []],
        );
        assert.ok(killed.messages().every((message) => !('redelivered' in facts(message))));
        const next = await start();
        await next.next(1, 'completed');
        assert.deepEqual(
          ['tap', 'label', 'done'].map((at) => ids(next, at)),
          [all, all, ['wf-1/completion']],
        );
        for (const message of ['tap', 'label', 'done'].flatMap((at) => next.messages(at))) {
          assert.deepEqual([facts(message)['resumed'], facts(message)['redelivered']], [true, true]);
        }
        assert.equal(posts(), 1);
        await until(() => noted() === 0);
      });

      const others = {
        'an empty one': '[]',
        'a broken one': '{',
        'another one': JSON.stringify(tab('other', collect('lone'))),
      };
      for (const [what, text] of Object.entries(others)) {
        it(`survive a start with another flow file: ${what}`, async () => {
          service.answer(running());
          const killed = await start(flow());
          await killed.inject('go', { payload: 1 });
          await until(() => entriesIn(userDir)[0]?.entry['at'] === 'running');
          await killed.kill();
          writeFileSync(join(userDir, 'flows.json'), text);
          const strange = await start();
          await strange.logged(/One run is noted for run nodes that these flows do not have \(run\)/);
          // A deploy of those flows does not delete it either.
          await strange.deploy(tab('other', collect('further')));
          await strange.stop();
          assert.equal(noted(), 1);
          service.answer(completed());
          const [done] = await (await start(flow())).next(1, 'done');
          assert.equal(facts(done!)['resumed'], true);
          await until(() => noted() === 0);
          assert.equal(posts(), 0);
        });
      }

      it('are resumed when a deploy brings their node back', async () => {
        service.answer(running());
        const killed = await start(flow());
        await killed.inject('go', { payload: 1 });
        await until(() => entriesIn(userDir)[0]?.entry['at'] === 'running');
        await killed.kill();
        service.answer(completed());
        const next = await start([]);
        await next.deploy(flow(), 'full', { account: canaries });
        const [done] = await next.next(1, 'done');
        assert.equal(facts(done!)['resumed'], true);
        await until(() => noted() === 0);
      });

      // The rest depends on the package alone, not on the version of Node-RED.
      if (version !== '4.1') return;

      it('continue without a journal if none can be written, and say so once', async () => {
        writeFileSync(join(userDir, 'linkedapi-runs'), 'in the way');
        const without = await start(flow());
        for (let one = 0; one < 2; one += 1) {
          await without.inject('go', { payload: 1 });
          await without.next(1, 'done');
        }
        assert.equal(without.log.match(/Runs cannot be noted/g)?.length, 1);
      });

      it('are sent and delivered once each, hundreds at a time, with few files to open', async () => {
        const many: FlowNode[] = [
          { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['make']] },
          {
            id: 'make',
            type: 'function',
            func: 'return [Array.from({ length: 400 }, (_, payload) => ({ payload }))];',
            outputs: 1,
            wires: [['run']],
          },
        ];
        const flows = [...flow().filter(({ id }) => id !== 'go'), ...tab('t', ...many).slice(1)];
        const credentials = { account: canaries };
        nodeRed = await startNodeRed({ version, install: 'nodesDir', userDir, credentials, flows, openFiles: 256 });
        await nodeRed.inject('go', {});
        await nodeRed.next(400, 'completed');
        assert.deepEqual(nodeRed.messages('caught'), []);
        assert.deepEqual([nodeRed.messages('done').length, posts()], [400, 400]);
      });

      it('start although the journal is damaged', async () => {
        mkdirSync(join(userDir, 'linkedapi-runs'));
        writeFileSync(join(userDir, 'linkedapi-runs', 'x.json'), '{');
        const started = await start(flow());
        await started.logged(/x\.json cannot be read/);
        await started.inject('go', { payload: 1 });
        await started.next(1, 'done');
      });

      it('survive in the chosen context store', async () => {
        const settings = {
          contextStorage: {
            default: { module: 'memory' },
            disk: { module: 'localfilesystem', config: { cache: false } },
          },
        };
        service.answer(running());
        const killed = await start(flow({ store: 'disk' }), settings);
        await killed.inject('go', { payload: 1 });
        await until(async () => /at\W+running/.test((await killed.get('/context/node/run')).text));
        assert.equal(noted(), 0);
        await killed.kill();
        service.answer(completed());
        const [done] = await (await start(undefined, settings)).next(1, 'done');
        assert.equal(facts(done!)['resumed'], true);
        assert.equal(posts(), 0);
      });
    });

    describe('when their node is redeployed', () => {
      let deployed: NodeRed;
      before(async () => {
        makeUserDir();
        deployed = await start(flow());
      });
      beforeEach(() => deployed.deploy(flow()));
      after(end);

      for (const type of ['full', 'flows', 'nodes'] as const) {
        it(`survive a deploy (${type}), once each`, async () => {
          service.answer(running());
          const seen = () => ['done', 'caught'].map((at) => deployed.messages(at).length);
          const [done = 0, caught = 0] = seen();
          await deployed.inject('go', { payload: 1 });
          await service.server.arrived(2);
          const before = posts();
          await deployed.deploy(changed(flow(), { run: { name: 'another' }, tap: { name: 'tap' } }), type);
          service.answer(completed());
          await deployed.next(1, 'done');
          await deployed.next(1, 'completed');
          await until(() => noted() === 0);
          assert.deepEqual([before, posts(), ...seen()], [1, 0, done + 1, caught]);
        });
      }

      it('wait while their tab is disabled, and are dropped when it is deleted then', async () => {
        service.answer(running());
        await deployed.inject('go', { payload: 1 });
        await service.server.arrived(2);
        const disabled = changed(flow(), { t: { disabled: true } });
        await deployed.deploy(disabled);
        service.answer(completed());
        await deployed.deploy(flow());
        await deployed.next(1, 'done');
        await until(() => noted() === 0);
        service.answer(running());
        await deployed.inject('go', { payload: 1 });
        await service.server.arrived(2);
        await deployed.deploy(disabled);
        assert.equal(noted(), 1);
        await deployed.deploy(flow().filter(({ id, z }) => id !== 't' && z !== 't'));
        await deployed.logged(/run node run has been deleted while a run was under way\. The workflow wf-1 goes on/);
        await until(() => noted() === 0);
      });

      it('are dropped with a line in the log when it is deleted', async () => {
        service.answer(running());
        await deployed.inject('go', { payload: 1 });
        await service.server.arrived(2);
        await deployed.deploy(flow().filter(({ id }) => id !== 'run'));
        await deployed.logged(/run node run has been deleted while a run was under way\. The workflow wf-1 goes on/);
        await until(() => noted() === 0);
      });
    });
  });

  it(`A Node-RED ${version} killed 3 times at any moment sends nothing twice, loses nothing, and doubles nothing unmarked`, async () => {
    await withSeed(async (seed) => {
      const { runs, unknown: _, ...rest } = await killRounds(version, 3, seed);
      assert.ok(runs > 0);
      assert.deepEqual(rest, { rounds: 3, doubleSubmissions: 0, lost: 0, doubled: 0, left: 0 });
    }, 20261123);
  });
}
