import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { action, account, changed, openPerson, probe, run, tab, type FlowNode } from '../../support/flows/flows';
import { completing, linkedApi, played, telling, type Sent } from '../../support/service/linked-api-double';
import { failure, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled, type Msg } from '../../support/node-red/running-flows';
import type { RunInfo, Page } from '../../support/node-red/results-api';

const running = { workflowStatus: 'running' };
const doing = (cancelled: boolean, then: Reply): Reply => {
  return (response, request) => (request.method === 'DELETE' ? success({ cancelled }) : then)(response, request);
};

describe('The runs in the editor', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const flow = (runs: object = {}, ...more: FlowNode[]) => [
    account(service.url),
    ...tab(
      't',
      run(['page'], {}, runs),
      openPerson('page', ['skills', 'tap'], { label: 'page' }),
      action('st.retrievePersonSkills', 'skills'),
      probe('tap'),
      ...more,
    ),
  ];
  const deploy = (...args: Parameters<typeof flow>) => nr.deploy(flow(...args));

  async function runsOf(node: string): Promise<RunInfo[]> {
    const { status, body } = await nr.get(`/linkedapi/runs/${node}`);
    assert.equal(status, 200);
    return body['runs'] as RunInfo[];
  }
  async function pageOf(node: string, { id }: RunInfo, from = 0): Promise<Page> {
    return (await nr.get(`/linkedapi/runs/${node}/${id}?from=${from}`)).body as unknown as Page;
  }
  const outcomes = async () =>
    (await nr.get('/linkedapi/outcomes')).body['nodes'] as Record<
      string,
      { text: string; print: string; run: string } | null
    >;
  const ask = async (what: 'cancel' | 'again', { id }: RunInfo) =>
    (await nr.post(`/linkedapi/runs/${id}/${what}`, {})).body;
  const played2 = (data: object, then: object[] = []) => ({
    actionType: 'st.openPersonPage',
    label: 'page',
    success: true,
    data: { ...data, then },
  });

  it('show their time, their end, and the results of each action', async () => {
    const failed = { actionType: 'st.retrievePersonSkills', success: false, error: { type: 'boom', message: 'No.' } };
    service.answer(completing(() => played2({ name: 'Ada' }, [failed])));
    await deploy();
    await nr.run({ payload: 1 });
    const [shown, ...others] = await runsOf('run');
    assert.deepEqual(others, []);
    assert.deepEqual(
      [shown!.state, shown!.workflowId, shown!.again, shown!.nodeId],
      ['completed', 'wf-1', true, 'run'],
    );
    assert.ok(shown!.began <= shown!.ended!);
    assert.deepEqual(shown!.summary, {
      ...{ succeeded: 1, failed: 1, skipped: 0 },
      labels: { page: { succeeded: 1, failed: 0, skipped: 0 } },
    });
    assert.deepEqual(await runsOf('skills'), [shown]);
    assert.deepEqual(await runsOf('tap'), []);
    const { results, total } = await pageOf('page', shown!);
    assert.equal(total, 1);
    assert.deepEqual([results[0]!.success, results[0]!.payload], [true, { name: 'Ada' }]);
    const below = await pageOf('skills', shown!);
    assert.deepEqual(
      below.results.map(({ error, payload }) => [error?.type, payload]),
      [['boom', null]],
    );
    assert.deepEqual(
      below.results[0]!.path.map(({ actionType }) => actionType),
      ['st.openPersonPage', 'st.retrievePersonSkills'],
    );
  });

  it('keep results as received, whatever a flow does with its messages', async () => {
    service.answer(completing(() => played2({ name: 'Ada' })));
    await deploy();
    const message = { payload: { deep: ['as sent'] } };
    nr.node('tap').on('input', (msg: Msg) => (msg['payload'].name = 'changed'));
    nr.send(message);
    message.payload.deep[0] = 'changed';
    await nr.arrived('completed');
    const [shown] = await runsOf('run');
    assert.deepEqual((await pageOf('page', shown!)).results[0]!.payload, { name: 'Ada' });
    const received: Msg[] = [];
    nr.node('run').on('input', (msg: Msg) => received.push(msg));
    assert.deepEqual(await ask('again', shown!), { ok: true });
    await nr.arrived('completed', 2);
    assert.deepEqual(
      received.map(({ payload }) => payload as unknown),
      [{ deep: ['as sent'] }],
    );
  });

  it('can be run again any number of times, each with its own message', async () => {
    await deploy();
    nr.send({ topic: 'first', payload: [1], res: new (class Connection {})(), again: () => 1 });
    await nr.arrived('completed');
    const [shown] = await runsOf('run');
    assert.deepEqual(shown!.omitted, ['res', 'again']);
    await ask('again', shown!);
    await ask('again', shown!);
    await nr.arrived('completed', 3);
    assert.deepEqual(
      nr.at('completed').map(({ topic }) => topic as string),
      ['first', 'first', 'first'],
    );
    assert.equal(new Set(nr.at('completed').map(({ _msgid }) => _msgid)).size, 3);
    assert.equal((await runsOf('run')).length, 3);
  });

  it('can be run again with objects from a Function node, and without those that must not be shared', async () => {
    await deploy();
    const lead = runInNewContext(`({ first: 'Ann', met: new Date(0) })`) as unknown;
    nr.send({ lead, req: { query: { a: 1 } } });
    await nr.arrived('completed');
    const [shown] = await runsOf('run');
    assert.deepEqual(shown!.omitted, []);
    const received: object[] = [];
    nr.node('run').on('input', (msg: Msg) => {
      received.push(structuredClone({ lead: msg['lead'] as unknown, query: msg['req'].query as unknown }));
      msg['req'].query.a = 'changed';
    });
    for (const count of [2, 3]) {
      await ask('again', shown!);
      await nr.arrived('completed', count);
    }
    const once = { lead: { first: 'Ann', met: new Date(0) }, query: { a: 1 } };
    assert.deepEqual(received, [once, once]);
  });

  const greetings: [what: string, value: { type: string; value: string }, used: string][] = [
    ['reads it', { type: 'msg', value: 'lead.who.first' }, 'msg.lead.who'],
    ['holds it', { type: 'msg', value: 'lead' }, 'msg.lead.who'],
    ['is an expression with it', { type: 'jsonata', value: '"Hello " & lead.who.first & "!"' }, 'msg.lead.who'],
    ['is an expression of all of the message', { type: 'jsonata', value: '$string($)' }, 'msg.lead.who'],
  ];
  for (const [what, value, names] of greetings) {
    it(`cannot be run again if a parameter ${what} that was not kept`, async () => {
      const send = action('st.sendMessage', 'page', [], {
        params: { personUrl: 'https://www.linkedin.com/in/ann', text: value },
      });
      await nr.deploy([account(service.url), ...tab('t', run(['page'], {}, { onFinding: 'warn' }), send)]);
      class Person {
        first = 'Ann';
      }
      await nr.run({ lead: { who: new Person() } });
      const before = service.requests;
      const [shown] = await runsOf('run');
      assert.deepEqual(await ask('again', shown!), { ok: false, type: 'notKept', names });
      assert.deepEqual([service.requests, (await runsOf('run')).length], [before, 1]);
    });
  }

  it('are not kept if so set, except a run in progress', async () => {
    service.answer(telling(running));
    await deploy({ keep: 'nothing' });
    nr.send({});
    await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
    const [shown] = await runsOf('run');
    assert.deepEqual([shown!.state, shown!.again], ['running', false]);
    service.answer(completing(() => played2({})));
    await nr.arrived('completed');
    assert.deepEqual([await runsOf('run'), await runsOf('page'), await outcomes()], [[], [], {}]);
    assert.equal((await nr.get(`/linkedapi/runs/page/${shown!.id}`)).status, 404);
  });

  it('are forgotten when keeping is switched off, and when the run node is deleted', async () => {
    await deploy();
    await nr.run();
    assert.equal((await runsOf('run')).length, 1);
    await nr.redeploy(changed(flow(), { run: { keep: 'nothing' } }));
    assert.deepEqual(await runsOf('run'), []);
    await nr.redeploy(flow());
    await nr.run();
    assert.equal((await runsOf('page')).length, 1);
    await nr.redeploy(flow().filter(({ id }) => id !== 'run'));
    assert.deepEqual(await runsOf('page'), []);
  });

  it('are the last ten runs of a run node', async () => {
    await deploy();
    for (let count = 1; count <= 12; count++) await nr.run({ payload: count });
    const shown = await runsOf('run');
    assert.deepEqual([shown.length, shown[0]!.workflowId, shown.at(-1)!.workflowId], [10, 'wf-12', 'wf-3']);
  });

  it('says that a message, a result or all of them are too large', async () => {
    const skills = (data: unknown) => ({ actionType: 'st.retrievePersonSkills', success: true, data });
    const tellRow = (length: number) => completing(() => played2({}, [skills([{ name: 'x'.repeat(length) }])]));
    service.answer(tellRow(1_100_000));
    await deploy();
    await nr.run({ payload: 'x'.repeat(300_000) });
    const [shown] = await runsOf('run');
    assert.deepEqual([shown!.again, shown!.messageGone], [false, 'tooLarge']);
    assert.deepEqual(await ask('again', shown!), { ok: false, type: 'messageGone' });
    const [large] = (await pageOf('skills', shown!)).results;
    assert.deepEqual([large!.payload, large!.size! > 1_100_000], [undefined, true]);

    service.answer(tellRow(8_100_000));
    await nr.run();
    const [newest] = await runsOf('run');
    assert.equal(newest!.resultsGone, 'tooLarge');
    assert.deepEqual((await pageOf('skills', newest!)).results, []);
  });

  it('are dropped to make room for new ones, and say so', async () => {
    service.answer(completing(() => played2({ name: 'x'.repeat(6_500_000) })));
    await deploy();
    for (let count = 1; count <= 5; count++) await nr.run();
    const shown = await runsOf('run');
    assert.deepEqual(
      shown.map(({ resultsGone }) => resultsGone ?? 'there'),
      ['there', 'there', 'there', 'there', 'noRoom'],
    );
    assert.deepEqual(
      shown.map(({ again }) => again),
      [true, true, true, true, false],
    );
  });

  it('comes in pages', async () => {
    const data = Array.from({ length: 45 }, (_, index) => played2({ index }));
    service.answer(
      completing(() => ({
        actionType: 'st.searchPeople',
        success: true,
        data: data.map((then) => ({
          then: [{ actionType: 'st.doForPeople', success: true, data: [{ then: [then] }] }],
        })),
      })),
    );
    await nr.deploy([
      account(service.url),
      ...tab(
        't',
        run(['search']),
        action('st.searchPeople', 'search', ['loop'], { params: { term: 'x' } }),
        action('st.doForPeople', 'loop', ['page']),
        action('st.openPersonPage', 'page', [], { label: 'page' }),
      ),
    ]);
    await nr.run();
    const [shown] = await runsOf('page');
    const first = await pageOf('page', shown!);
    assert.deepEqual([first.total, first.results.length, first.next], [45, 20, 20]);
    const last = await pageOf('page', shown!, 40);
    assert.deepEqual(
      last.results.map(({ payload }) => payload),
      [40, 41, 42, 43, 44].map((index) => ({ index })),
    );
    assert.equal(last.next, undefined);
    assert.equal(nr.statuses('loop').at(-1), 'green dot ✓ 45');
  });

  it('show by an action’s print whether it has changed since', async () => {
    await deploy();
    await nr.run();
    const before = await outcomes();
    assert.deepEqual([before['page']!.text, before['page']!.run], ['✓ 1', 'run']);
    const again = async (...nodes: FlowNode[]) => {
      await nr.redeploy(nodes);
      await nr.run();
      return outcomes();
    };
    const moved = await again(...changed(flow(), { page: { x: 700, y: 300 }, skills: { x: 900 } }));
    assert.deepEqual(moved, before);
    const rewired = await again(...changed(flow(), { page: { wires: [['tap']] } }));
    assert.notEqual(rewired['page']!.print, before['page']!.print);
    const relabelled = await again(...changed(flow(), { page: { label: 'other' } }));
    assert.notEqual(relabelled['page']!.print, before['page']!.print);
    assert.deepEqual(relabelled['skills'], before['skills']);
  });

  describe('of a run in progress', () => {
    async function begun(...replies: Reply[]): Promise<RunInfo> {
      service.answer(...replies);
      await deploy();
      nr.send({});
      await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
      const [shown] = await runsOf('page');
      assert.deepEqual([shown!.state, shown!.workflowId, shown!.again], ['running', 'wf-1', false]);
      return shown!;
    }

    it('cancels it: it ends once, with an error of its own', async () => {
      const shown = await begun(doing(true, telling(running)));
      assert.deepEqual(await ask('cancel', shown), { ok: true });
      const [caught] = await nr.arrived('caught');
      await settled();
      assert.deepEqual([nr.at('caught').length, nr.at('completed').length], [1, 0]);
      assert.deepEqual([caught!['error'].code, caught!['error'].cause.workflowId], ['cancelled', 'wf-1']);
      assert.deepEqual([nr.statuses('run').at(-1), nr.statuses('page').at(-1)], ['grey ring cancelled', '']);
      const [ended] = await runsOf('run');
      assert.deepEqual([ended!.state, ended!.again], ['cancelled', true]);
      assert.deepEqual(await ask('cancel', ended!), { ok: false, type: 'tooLate' });
    });

    it('says the same when the service reports it as failed first', async () => {
      const lost = { workflowStatus: 'failed', failure: { reason: 'stopped', message: '' } };
      const shown = await begun((response, request) => {
        if (request.method === 'DELETE')
          service.answer((late, poll) => {
            telling(lost)(late, poll);
            success({ cancelled: true })(response, request);
          });
        else telling(running)(response, request);
      });
      assert.deepEqual(await ask('cancel', shown), { ok: true });
      const [caught] = await nr.arrived('caught');
      assert.equal(caught!['error'].code, 'cancelled');
    });

    it('continues when it is too late to cancel it, or the service does not answer', async () => {
      const shown = await begun(doing(false, telling(running)));
      assert.deepEqual(await ask('cancel', shown), { ok: false, type: 'tooLate' });
      service.answer((response, request) =>
        (request.method === 'DELETE' ? failure('tooBusy', 'Later.', 503) : telling(running))(response, request),
      );
      const refused = await ask('cancel', shown);
      assert.deepEqual([refused['ok'], refused['type']], [false, 'tooBusy']);
      service.answer(completing(() => played2({})));
      await nr.arrived('completed');
      assert.deepEqual(nr.at('caught'), []);
    });

    it('answers nothing for an unknown run', async () => {
      await deploy();
      for (const path of ['nowhere/cancel', 'nowhere/again']) {
        const { status, body } = await nr.post(`/linkedapi/runs/${path}`, {});
        assert.deepEqual([status, body['type']], [404, 'unknownRun']);
      }
    });
  });

  it('is right for an action under two run nodes', async () => {
    const held = (document: unknown) => (document as Sent)['personUrl'] === 'https://www.linkedin.com/in/slow';
    const documents: unknown[] = [];
    let free = false;
    service.answer((response, request) => {
      if (request.method === 'POST') documents.push(JSON.parse(request.body));
      const workflowId = request.method === 'POST' ? `wf-${documents.length}` : request.path.split('/').at(-1)!;
      const document = documents[Number(workflowId.slice(3)) - 1] as Sent;
      const goesOn = request.method === 'POST' || (held(document) && !free);
      success({ workflowId, ...(goesOn ? running : { workflowStatus: 'completed', completion: played(document) }) })(
        response,
        request,
      );
    });
    const byMessage = { params: { personUrl: { type: 'msg', value: 'url' } } };
    await nr.deploy([
      account(service.url),
      ...tab('t', run(['page']), run(['page'], {}, { id: 'run2' }), openPerson('page', [], byMessage)),
    ]);
    nr.send({ url: 'https://www.linkedin.com/in/slow' });
    await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
    nr.send({ url: 'https://www.linkedin.com/in/quick' }, 'run2');
    await nr.until(() => nr.statuses('page').at(-1) === 'blue dot 2 running');
    await nr.arrived('completed');
    assert.equal(nr.statuses('page').at(-1), 'blue dot running');
    assert.deepEqual([nr.statuses('run').at(-1), nr.statuses('run2').at(-1)], ['blue dot running', 'green dot done 1']);
    assert.deepEqual(
      (await runsOf('page')).map(({ nodeId, state }) => [nodeId, state]),
      [
        ['run2', 'completed'],
        ['run', 'running'],
      ],
    );
    free = true;
    await nr.arrived('completed', 2);
    assert.equal(nr.statuses('page').at(-1), 'green dot ✓ 1');
  });
});
