import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readEntry, writeEntry, type Entry } from '../../../src/runs';
import { ContextJournal } from '../../../src/runtime/run/context-journal';
import type { RuntimeNode } from '../../../src/runtime/host/node-red';
import { account, canaries, openPerson, probe, run, tab, trigger } from '../../support/flows/flows';
import { completing, linkedApi, played, telling } from '../../support/service/linked-api-double';
import { success } from '../../support/service/misbehaving-server';
import { keepTrackOfFolder } from '../../support/processes';
import { planOf } from '../../support/runs/carried-run';
import { nodeRed } from '../../support/node-red/running-flows';

const page = { id: 'page', title: '“page”', actionType: 'st.openPersonPage', params: {}, then: [] };
const entry = (id: string, since = 1): Entry => ({
  ...{ at: 'running', since, workflowId: 'wf-1' },
  plan: planOf({ id, timeoutMs: later, roots: [page], message: { topic: id } }),
});
const later = Date.now() + 3_600_000;
const key = (id: string) => `linkedapi_run_${id.replaceAll('-', '_')}`;

describe('The journal in a context store', () => {
  const nr = nodeRed();
  const service = linkedApi();
  let folder: string;
  const problems: string[] = [];
  const file = () => join(folder, 'context/t/run.json');
  const stored = () => JSON.parse(readFileSync(file(), 'utf8')) as Record<string, unknown>;
  /** Resolves when this many values are left. */
  const emptied = async (rest = 0) => {
    while (Object.keys(stored()).length !== rest) await nextTurn();
  };
  /** As an earlier Node-RED left it. */
  const leave = (values: Record<string, unknown>) => {
    mkdirSync(join(folder, 'context/t'), { recursive: true });
    writeFileSync(file(), JSON.stringify(values));
  };
  const flow = (more: object = { store: 'disk' }) => [
    account(service.url),
    ...tab('t', run(['page'], { completion: ['done'] }, more), openPerson('page'), probe('done')),
  ];
  const journal = (store = 'disk') =>
    new ContextJournal(nr.node('run') as unknown as RuntimeNode, store, (problem) => problems.push(problem));

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linkedapi-context-'));
    keepTrackOfFolder(folder);
    problems.length = 0;
    const disk = { module: 'localfilesystem', config: { dir: folder, cache: false } };
    nr.settings({ contextStorage: { default: { module: 'memory' }, disk } });
  });

  it('brings a warning if it would not survive, from the run node and from a trigger', async () => {
    const disk = { module: 'localfilesystem', config: { dir: folder, cache: false } };
    const cached = { module: 'localfilesystem', config: { dir: folder, flushInterval: 7 } };
    nr.settings({ contextStorage: { default: 'memory', memory: { module: 'memory' }, cached, disk } });
    const expected = {
      memory: ['makes its notes in the context store “memory”, which is in memory only'],
      default: ['makes its notes in the context store “default”, which is in memory only'],
      cached: ['makes its notes in the context store “cached”, which writes to disk only every 7 s'],
      disk: [],
    };
    for (const [store, said] of Object.entries(expected)) {
      for (const node of [run(['page'], {}, { store }), trigger('inbox', 'in', [], { store })]) {
        await nr.deploy([account(service.url), ...tab('t', node, openPerson('page'))]);
        if (node.id === 'in') await service.server.arrived(service.requests + 1);
        const warned = nr.warnings().map((text) => /makes its notes[^:]*/.exec(text)?.[0]);
        assert.deepEqual(warned, said, `${node.id} in ${store}`);
      }
    }
  });

  it('holds entries until they are removed, oldest first, and nothing else of the node’s', async () => {
    leave({ mine: 'stays', linkedapi_other: 'x' });
    await nr.deploy(flow({}));
    const own = journal();
    await Promise.all([own.save(entry('a-late', 9)), own.save(entry('an-early-one', 3))]);
    assert.deepEqual(await journal().load(), [entry('an-early-one', 3), entry('a-late', 9)]);
    await own.remove('a-late');
    await own.remove('a-late');
    assert.deepEqual(
      (await journal().load()).map(({ plan }) => plan.id),
      ['an-early-one'],
    );
    await own.remove('an-early-one');
    assert.deepEqual(stored(), { mine: 'stays', linkedapi_other: 'x' });
    assert.deepEqual(problems, []);
  });

  it('contains the last requested state, whatever is requested at once', async () => {
    await nr.deploy(flow({}));
    const own = journal();
    const running = entry('one');
    const delivering: Entry = { at: 'delivering', plan: running.plan, since: 1, workflowId: 'wf-1' };
    await Promise.all([own.save(running), own.save(delivering)]);
    assert.equal((await journal().load())[0]?.at, 'delivering');
    await Promise.all([own.save(delivering), own.remove('one')]);
    assert.deepEqual(await journal().load(), []);
  });

  it('sets aside what it cannot read, says so, and continues', async () => {
    leave({ [key('bad')]: '{"version":1,', [key('good')]: writeEntry(entry('good')), [key('number')]: 7 });
    await nr.deploy(flow({}));
    assert.deepEqual(await journal().load(), [entry('good')]);
    assert.equal(problems.length, 1);
    assert.match(
      problems[0]!,
      /^linkedapi_run_bad in the context store “disk” cannot be read: .* It was renamed to unreadable_linkedapi_run_bad\.$/,
    );
    assert.deepEqual(Object.keys(stored()).sort(), [key('good'), key('number'), 'unreadable_linkedapi_run_bad'].sort());
    assert.equal(stored()['unreadable_linkedapi_run_bad'], '{"version":1,');
    await journal().load();
    assert.equal(problems.length, 1);
  });

  it('says when the store cannot be read or written', async () => {
    leave({});
    await nr.deploy(flow({}));
    writeFileSync(file(), 'no JSON at all');
    assert.deepEqual(await journal().load(), []);
    assert.match(problems.join(), /^The context store “disk” cannot be read: /);
    await assert.rejects(journal().save(entry('one')));
  });

  it('contains a run from before it is sent until it has been delivered', async () => {
    let atPost: string[] = [];
    let atPoll: string[] = [];
    const complete = completing();
    service.answer((response, request) => {
      const now = Object.values(stored()) as string[];
      if (request.method === 'POST') atPost = now;
      else atPoll = now;
      // It is noted while the run continues.
      const noted = request.method === 'POST' || 'workflowId' in JSON.parse(now[0]!);
      if (noted) complete(response, request);
      else success({ workflowId: 'wf-1', workflowStatus: 'running' })(response, request);
    });
    await nr.deploy(flow());
    await nr.run({ topic: 'kept' });
    assert.equal(atPost.length, 1);
    const posted = readEntry(atPost.join());
    assert.ok(posted.at === 'submitting');
    assert.equal(posted.plan.message['topic'], 'kept');
    assert.deepEqual(posted.document, service.document());
    const polled = readEntry(atPoll.join());
    assert.ok(polled.at === 'running');
    assert.equal(polled.workflowId, 'wf-1');
    await emptied();
    for (const token of Object.values(canaries)) assert.ok(!JSON.stringify([atPost, atPoll]).includes(token));
  });

  it('returns runs of an earlier Node-RED to their node, which sends none of them again', async () => {
    service.answer(telling({ workflowStatus: 'completed', completion: played({ actionType: 'st.openPersonPage' }) }));
    leave({
      [key('running')]: writeEntry(entry('running')),
      [key('delivering')]: writeEntry({
        ...{ at: 'delivering', since: 2, workflowId: 'wf-1' },
        plan: { ...entry('delivering').plan, leftOut: ['req'] },
      }),
      [key('submitting')]: writeEntry({
        ...{ at: 'submitting', since: 3, document: { actionType: 'st.openPersonPage' } },
        plan: entry('submitting').plan,
      }),
      [key('bad')]: '{',
    });
    await nr.deploy(flow());
    const done = await nr.arrived('done', 2);
    const marks = done.map(({ topic, linkedapi: { workflowId, resumed, redelivered, leftOut } }) => ({
      topic,
      workflowId,
      resumed,
      redelivered,
      leftOut,
    }));
    const usual = { workflowId: 'wf-1', resumed: true, redelivered: undefined, leftOut: undefined };
    assert.deepEqual(
      new Set(marks),
      new Set([
        { ...usual, topic: 'running' },
        { ...usual, topic: 'delivering', redelivered: true, leftOut: ['req'] },
      ]),
    );
    const [caught] = await nr.arrived('caught');
    assert.deepEqual([caught!['topic'], caught!['error'].code], ['submitting', 'submissionUnknown']);
    assert.deepEqual(new Set(service.server.requests.map(({ method }) => method)), new Set(['GET']));
    assert.ok(nr.logged().some((text) => /linkedapi_run_bad in the context store .* was renamed/.test(text)));
    await emptied(1);
    assert.deepEqual(stored(), { unreadable_linkedapi_run_bad: '{' });
  });

  it('drops a run whose node is deleted, and says what happens to its workflow', async () => {
    service.answer(telling({ workflowStatus: 'running' }));
    await nr.deploy(flow());
    nr.send({});
    await nr.until(() => nr.statuses('run').at(-1) === 'blue dot running');
    await nr.redeploy(flow().filter(({ id }) => id !== 'run'));
    const said = nr.logged().filter((text) => text.includes('has been deleted while a run was under way'));
    assert.deepEqual(said, [
      'The run node run has been deleted while a run was under way. The workflow wf-1 goes on at Linked API; its results will not be delivered.',
    ]);
    assert.deepEqual([nr.at('done'), nr.at('caught')], [[], []]);
  });

  it('is not used if it cannot be written, with one warning', async () => {
    await nr.deploy(flow());
    mkdirSync(file(), { recursive: true });
    for (let time = 0; time < 2; time += 1) await nr.run();
    assert.equal(nr.at('done').length, 2);
    assert.equal(nr.logged().filter((text) => text.includes('Runs cannot be noted')).length, 1);
  });

  it('is replaced by files if the settings have no such store, with one warning', async () => {
    await nr.deploy(flow({ store: 'elsewhere' }));
    await nr.run();
    await nr.run();
    const said = nr.logged().filter((text) => /no context store “elsewhere”, so runs are noted in files/.test(text));
    assert.equal(said.length, 1);
  });
});
