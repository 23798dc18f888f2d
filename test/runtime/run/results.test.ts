import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import { action, account, changed, openPerson, probe, run, tab, type FlowNode } from '../../support/flows/flows';
import { completing, linkedApi, played, telling, type Sent } from '../../support/service/linked-api-double';
import { failure, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled, type Msg } from '../../support/node-red/running-flows';
import type { Told, Page } from '../../support/node-red/results-api';

const running = { workflowStatus: 'running' };
const doing = (cancelled: boolean, then: Reply): Reply => {
  return (response, request) => (request.method === 'DELETE' ? success({ cancelled }) : then)(response, request);
};

describe('What the editor is told of runs', () => {
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

  async function runsOf(node: string): Promise<Told[]> {
    const { status, body } = await nr.get(`/linkedapi/runs/${node}`);
    assert.equal(status, 200);
    return body['runs'] as Told[];
  }
  async function pageOf(node: string, { id }: Told, from = 0): Promise<Page> {
    return (await nr.get(`/linkedapi/runs/${node}/${id}?from=${from}`)).body as unknown as Page;
  }
  const outcomes = async () =>
    (await nr.get('/linkedapi/outcomes')).body['nodes'] as Record<
      string,
      { text: string; print: string; run: string } | null
    >;
  const ask = async (what: 'cancel' | 'again', { id }: Told) =>
    (await nr.post(`/linkedapi/runs/${id}/${what}`, {})).body;
  const played2 = (data: object, then: object[] = []) => ({
    actionType: 'st.openPersonPage',
    label: 'page',
    success: true,
    data: { ...data, then },
  });

  it('is when a run was, how it ended, and what each action brought', async () => {
    const failed = { actionType: 'st.retrievePersonSkills', success: false, error: { type: 'boom', message: 'No.' } };
    service.answer(completing(() => played2({ name: 'Ada' }, [failed])));
    await deploy();
    await nr.run({ payload: 1 });
    const [told, ...others] = await runsOf('run');
    assert.deepEqual(others, []);
    assert.deepEqual([told!.state, told!.workflowId, told!.again, told!.nodeId], ['completed', 'wf-1', true, 'run']);
    assert.ok(told!.began <= told!.ended!);
    assert.deepEqual(told!.summary, {
      ...{ succeeded: 1, failed: 1, skipped: 0 },
      labels: { page: { succeeded: 1, failed: 0, skipped: 0 } },
    });
    assert.deepEqual(await runsOf('skills'), [told]);
    assert.deepEqual(await runsOf('tap'), []);
    const { results, total } = await pageOf('page', told!);
    assert.equal(total, 1);
    assert.deepEqual([results[0]!.success, results[0]!.payload], [true, { name: 'Ada' }]);
    const below = await pageOf('skills', told!);
    assert.deepEqual(
      below.results.map(({ error, payload }) => [error?.type, payload]),
      [['boom', null]],
    );
    assert.deepEqual(
      below.results[0]!.path.map(({ actionType }) => actionType),
      ['st.openPersonPage', 'st.retrievePersonSkills'],
    );
  });

  it('stays as it was received, whatever a flow does with its messages', async () => {
    service.answer(completing(() => played2({ name: 'Ada' })));
    await deploy();
    const message = { payload: { deep: ['as sent'] } };
    nr.node('tap').on('input', (msg: Msg) => (msg['payload'].name = 'changed'));
    nr.send(message);
    message.payload.deep[0] = 'changed';
    await nr.arrived('completed');
    const [told] = await runsOf('run');
    assert.deepEqual((await pageOf('page', told!)).results[0]!.payload, { name: 'Ada' });
    const received: Msg[] = [];
    nr.node('run').on('input', (msg: Msg) => received.push(msg));
    assert.deepEqual(await ask('again', told!), { ok: true });
    await nr.arrived('completed', 2);
    assert.deepEqual(
      received.map(({ payload }) => payload as unknown),
      [{ deep: ['as sent'] }],
    );
  });

  it('is what makes a run once more, as often as one likes, each with a message of its own', async () => {
    await deploy();
    nr.send({ topic: 'first', payload: [1], res: new (class Connection {})(), again: () => 1 });
    await nr.arrived('completed');
    const [told] = await runsOf('run');
    assert.deepEqual(told!.omitted, ['res', 'again']);
    await ask('again', told!);
    await ask('again', told!);
    await nr.arrived('completed', 3);
    assert.deepEqual(
      nr.at('completed').map(({ topic }) => topic as string),
      ['first', 'first', 'first'],
    );
    assert.equal(new Set(nr.at('completed').map(({ _msgid }) => _msgid)).size, 3);
    assert.equal((await runsOf('run')).length, 3);
  });

  it('is what makes a run once more with objects that a Function node made, and without those it must not share', async () => {
    await deploy();
    const lead = runInNewContext(`({ first: 'Ann', met: new Date(0) })`) as unknown;
    nr.send({ lead, req: { query: { a: 1 } } });
    await nr.arrived('completed');
    const [told] = await runsOf('run');
    assert.deepEqual(told!.omitted, []);
    const received: object[] = [];
    nr.node('run').on('input', (msg: Msg) => {
      received.push(structuredClone({ lead: msg['lead'] as unknown, query: msg['req'].query as unknown }));
      msg['req'].query.a = 'changed';
    });
    for (const count of [2, 3]) {
      await ask('again', told!);
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
    it(`is not what makes a run once more whose parameter ${what}, where it was not kept`, async () => {
      const send = action('st.sendMessage', 'page', [], {
        params: { personUrl: 'https://www.linkedin.com/in/ann', text: value },
      });
      await nr.deploy([account(service.url), ...tab('t', run(['page'], {}, { onFinding: 'warn' }), send)]);
      class Person {
        first = 'Ann';
      }
      await nr.run({ lead: { who: new Person() } });
      const before = service.requests;
      const [told] = await runsOf('run');
      assert.deepEqual(await ask('again', told!), { ok: false, type: 'notKept', names });
      assert.deepEqual([service.requests, (await runsOf('run')).length], [before, 1]);
    });
  }

  it('is nothing where nothing is to be kept, but a run that is under way', async () => {
    service.answer(telling(running));
    await deploy({ keep: 'nothing' });
    nr.send({});
    await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
    const [told] = await runsOf('run');
    assert.deepEqual([told!.state, told!.again], ['running', false]);
    service.answer(completing(() => played2({})));
    await nr.arrived('completed');
    assert.deepEqual([await runsOf('run'), await runsOf('page'), await outcomes()], [[], [], {}]);
    assert.equal((await nr.get(`/linkedapi/runs/page/${told!.id}`)).status, 404);
  });

  it('is forgotten when keeping is switched off, and when the run node is deleted', async () => {
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
    const told = await runsOf('run');
    assert.deepEqual([told.length, told[0]!.workflowId, told.at(-1)!.workflowId], [10, 'wf-12', 'wf-3']);
  });

  it('says that a message, a result or all of them are too large', async () => {
    const skills = (data: unknown) => ({ actionType: 'st.retrievePersonSkills', success: true, data });
    const tellRow = (length: number) => completing(() => played2({}, [skills([{ name: 'x'.repeat(length) }])]));
    service.answer(tellRow(1_100_000));
    await deploy();
    await nr.run({ payload: 'x'.repeat(300_000) });
    const [told] = await runsOf('run');
    assert.deepEqual([told!.again, told!.messageGone], [false, 'tooLarge']);
    assert.deepEqual(await ask('again', told!), { ok: false, type: 'messageGone' });
    const [large] = (await pageOf('skills', told!)).results;
    assert.deepEqual([large!.payload, large!.size! > 1_100_000], [undefined, true]);

    service.answer(tellRow(8_100_000));
    await nr.run();
    const [newest] = await runsOf('run');
    assert.equal(newest!.resultsGone, 'tooLarge');
    assert.deepEqual((await pageOf('skills', newest!)).results, []);
  });

  it('makes room for what is new: of what is old it says that it is gone', async () => {
    service.answer(completing(() => played2({ name: 'x'.repeat(6_500_000) })));
    await deploy();
    for (let count = 1; count <= 5; count++) await nr.run();
    const told = await runsOf('run');
    assert.deepEqual(
      told.map(({ resultsGone }) => resultsGone ?? 'there'),
      ['there', 'there', 'there', 'there', 'noRoom'],
    );
    assert.deepEqual(
      told.map(({ again }) => again),
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
    const [told] = await runsOf('page');
    const first = await pageOf('page', told!);
    assert.deepEqual([first.total, first.results.length, first.next], [45, 20, 20]);
    const last = await pageOf('page', told!, 40);
    assert.deepEqual(
      last.results.map(({ payload }) => payload),
      [40, 41, 42, 43, 44].map((index) => ({ index })),
    );
    assert.equal(last.next, undefined);
    assert.equal(nr.statuses('loop').at(-1), 'green dot ✓ 45');
  });

  it('tells by an action’s print whether it has been changed since', async () => {
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

  describe('of a run under way', () => {
    async function begun(...replies: Reply[]): Promise<Told> {
      service.answer(...replies);
      await deploy();
      nr.send({});
      await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
      const [told] = await runsOf('page');
      assert.deepEqual([told!.state, told!.workflowId, told!.again], ['running', 'wf-1', false]);
      return told!;
    }

    it('cancels it: it ends once, with an error of its own', async () => {
      const told = await begun(doing(true, telling(running)));
      assert.deepEqual(await ask('cancel', told), { ok: true });
      const [caught] = await nr.arrived('caught');
      await settled();
      assert.deepEqual([nr.at('caught').length, nr.at('completed').length], [1, 0]);
      assert.deepEqual([caught!['error'].code, caught!['error'].cause.workflowId], ['cancelled', 'wf-1']);
      assert.deepEqual([nr.statuses('run').at(-1), nr.statuses('page').at(-1)], ['grey ring cancelled', '']);
      const [ended] = await runsOf('run');
      assert.deepEqual([ended!.state, ended!.again], ['cancelled', true]);
      assert.deepEqual(await ask('cancel', ended!), { ok: false, type: 'tooLate' });
    });

    it('says the same when the service calls it failed first', async () => {
      const lost = { workflowStatus: 'failed', failure: { reason: 'stopped', message: '' } };
      const told = await begun((response, request) => {
        if (request.method === 'DELETE')
          service.answer((late, poll) => {
            telling(lost)(late, poll);
            success({ cancelled: true })(response, request);
          });
        else telling(running)(response, request);
      });
      assert.deepEqual(await ask('cancel', told), { ok: true });
      const [caught] = await nr.arrived('caught');
      assert.equal(caught!['error'].code, 'cancelled');
    });

    it('goes on when it is too late to cancel it, or the service does not answer', async () => {
      const told = await begun(doing(false, telling(running)));
      assert.deepEqual(await ask('cancel', told), { ok: false, type: 'tooLate' });
      service.answer((response, request) =>
        (request.method === 'DELETE' ? failure('tooBusy', 'Later.', 503) : telling(running))(response, request),
      );
      const refused = await ask('cancel', told);
      assert.deepEqual([refused['ok'], refused['type']], [false, 'tooBusy']);
      service.answer(completing(() => played2({})));
      await nr.arrived('completed');
      assert.deepEqual(nr.at('caught'), []);
    });

    it('is not told of in vain: no run, no answer', async () => {
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
