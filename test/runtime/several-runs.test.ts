import assert from 'node:assert/strict';
import { once } from 'node:events';
import { account, action, changed, openPerson, probe, run, tab, type FlowNode } from '../support/flows';
import { completing, linkedApi, played, telling, type Sent } from '../support/linked-api-double';
import { hang, success, type Reply } from '../support/misbehaving-server';
import { nodeRed, settled } from '../support/running-flows';

const byMessage = { params: { personUrl: { type: 'msg', value: 'url' } }, label: 'page' };
const person = (name: string) => `https://www.linkedin.com/in/${name}`;

/** Completes each workflow only when it is let go, by the slug of its person, and answers with that. */
function held(): { reply: Reply; letGo: (slug: string) => void } {
  const free = new Set<string>();
  const slugOf = (document: unknown) =>
    String((document as Sent)['personUrl'])
      .split('/')
      .at(-1)!;
  const completed = completing((document) => ({ ...(played(document) as object), data: { slug: slugOf(document) } })); // prettier-ignore
  const slugs = new Map<string, string>();
  return {
    letGo: (slug) => void free.add(slug),
    reply: (response, request) => {
      if (request.method === 'POST') slugs.set(`wf-${slugs.size + 1}`, slugOf(JSON.parse(request.body)));
      const workflowId = request.path.split('/').at(-1)!;
      if (request.method === 'POST' || free.has(slugs.get(workflowId)!)) return completed(response, request);
      success({ workflowId, workflowStatus: 'running' })(response, request);
    },
  };
}

describe('Runs', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const deploy = (...flow: FlowNode[]) => nr.deploy([account(service.url), ...tab('t', ...flow)]);

  describe('of two messages at once', () => {
    const flow = [run(['page'], { completion: ['done'], labels: { page: ['out'] } }), openPerson('page', ['tap'], byMessage), ...['done', 'out', 'tap'].map(probe)]; // prettier-ignore

    it('are never mixed and both complete, the later one first', async () => {
      const { reply, letGo } = held();
      service.answer(reply);
      await deploy(...flow);
      nr.send({ _msgid: 'first', url: person('ada'), own: 'A' });
      nr.send({ _msgid: 'second', url: person('bob'), own: 'B' });
      await nr.until(() => nr.statuses('run').at(-1) === 'blue dot 2 running');
      letGo('bob');
      await nr.arrived('completed', 1);
      letGo('ada');
      await nr.arrived('completed', 2);
      for (const at of ['out', 'tap']) {
        assert.deepEqual(
          nr.at(at).map(({ _msgid, own, payload, linkedapi }) => [_msgid, own, payload.slug, linkedapi.workflowId]),
          [
            ['second', 'B', 'bob', 'wf-2'],
            ['first', 'A', 'ada', 'wf-1'],
          ],
        );
      }
      assert.deepEqual(nr.at('completed').map(({ _msgid }) => _msgid), ['second', 'first']); // prettier-ignore
      assert.deepEqual(nr.at('caught'), []);
    });

    it('go on when one of them fails', async () => {
      const { reply, letGo } = held();
      service.answer(reply);
      await deploy(...flow);
      nr.send({ _msgid: 'good', url: person('ada') });
      nr.send({ _msgid: 'bad', url: 'nonsense' });
      await nr.arrived('caught');
      letGo('ada');
      await nr.arrived('completed');
      assert.deepEqual([nr.at('caught'), nr.at('completed')].map((all) => all.map(({ _msgid }) => _msgid)), [['bad'], ['good']]); // prettier-ignore
      assert.equal(nr.statuses('run').at(-1), 'green dot done 1');
    });

    it('show how many there are', async () => {
      const { reply, letGo } = held();
      service.answer(reply);
      await deploy(...flow);
      for (const slug of ['ada', 'bob', 'eve']) nr.send({ url: person(slug) });
      await nr.until(() => nr.statuses('run').at(-1) === 'blue dot 3 running');
      letGo('ada');
      await nr.arrived('completed', 1);
      await nr.until(() => nr.statuses('run').at(-1) === 'blue dot 2 running');
      letGo('bob');
      await nr.arrived('completed', 2);
      await nr.until(() => nr.statuses('run').at(-1) === 'blue dot running');
      letGo('eve');
      await nr.arrived('completed', 3);
      assert.equal(nr.statuses('run').at(-1), 'green dot done 1');
    });
  });

  describe('show how they stand', () => {
    const flow = [run(['page']), openPerson('page', ['skills'], { label: 'page' }), action('st.retrievePersonSkills', 'skills', [], { label: 'skills' })]; // prettier-ignore
    const queued = { workflowStatus: 'pending', pendingReason: 'queued' };
    const parked = { workflowStatus: 'pending', pendingReason: 'outsideWorkingHours' };
    const completed = (completion: unknown) => ({ workflowStatus: 'completed', completion });
    const page = (then: unknown) => ({ actionType: 'st.openPersonPage', success: true, data: { then } });
    const skills = { actionType: 'st.retrievePersonSkills' };

    async function shown(...states: object[]): Promise<string[][]> {
      service.answer(telling(...states));
      await deploy(...flow);
      nr.send({});
      await nr.until(() => nr.at('completed').length + nr.at('caught').length > 0);
      return ['run', 'page', 'skills'].map((id) => nr.statuses(id).filter((text, index) => index > 0 || text !== ''));
    }

    it('from queued to done, on the run node and on each action', async () => {
      const done = completed(page([{ ...skills, success: true }]));
      assert.deepEqual(await shown(queued, { workflowStatus: 'running' }, done), [
        ['blue dot queued', 'blue dot running', 'green dot done 2'],
        ['blue dot queued', 'blue dot running', 'green dot ✓ 1'],
        ['blue dot queued', 'blue dot running', 'green dot ✓ 1'],
      ]);
    });

    it('when parked until working hours', async () => {
      // What is parked is asked about less often; one look is enough here.
      service.answer(telling(parked));
      await deploy(...flow);
      nr.send({});
      await nr.until(() => nr.statuses('skills').at(-1) === 'yellow ring outside work hours');
      assert.equal(nr.statuses('run').at(-1), 'yellow ring outside work hours');
    });

    it('each action with what became of it', async () => {
      const [ran, opened, below] = await shown(completed(page([{ ...skills, success: false, error: { type: 'aVeryLongErrorTypeIndeed', message: '' } }]))); // prettier-ignore
      assert.deepEqual([ran!.at(-1), opened!.at(-1)], ['green dot done 1, 1 failed', 'green dot ✓ 1']);
      assert.match(below!.at(-1)!, /^red ring ✗ 1 aVeryLongError.*…$/);
      assert.ok(below!.at(-1)!.length <= 'red ring '.length + 20);
    });

    it('what was skipped as skipped', async () => {
      const gone = { actionType: 'st.openPersonPage', success: false, error: { type: 'personNotFound', message: '' } };
      const [, opened, below] = await shown(completed(gone));
      assert.deepEqual([opened!.at(-1), below!.at(-1)], ['red ring ✗ 1 personNotFound', 'grey ring skipped 1']);
    });

    it('the error on the run node when the run itself failed, and nothing on the actions', async () => {
      const lost = { workflowStatus: 'failed', failure: { reason: 'signedOut', message: '' } };
      assert.deepEqual(
        (await shown(lost)).map((texts) => texts.at(-1)),
        ['red ring signedOut', '', ''],
      );
    });
  });

  describe('that are under way when the run node is closed', () => {
    const flow = () => [account(service.url), ...tab('t', run(['page'], { completion: ['done'] }), openPerson('page'), probe('done'))]; // prettier-ignore
    const restarted = (nodes: FlowNode[]) => changed(nodes, { run: { name: 'changed' } });

    for (const [what, reply, says] of [
      [
        'waiting for the workflow',
        telling({ workflowStatus: 'running' }),
        /“run” was stopped.*workflow wf-1 goes on at Linked API/,
      ],
      [
        'asking about it',
        ((response, request) => (request.method === 'POST' ? telling({}) : hang())(response, request)) as Reply,
        /workflow wf-1 goes on/,
      ],
      ['starting it', hang(), /“run” was stopped.*not known whether its workflow was started/],
    ] as const)
      // prettier-ignore
      it(`while ${what} end at once with a warning: no Catch message, no Complete message, no request left`, async () => {
        const ended: Promise<unknown>[] = [];
        service.answer((response, request) => {
          ended.push(once(response, 'close'));
          reply(response, request);
        });
        await nr.deploy(flow());
        nr.send({});
        await service.server.arrived(what === 'starting it' ? 1 : 2);
        const warned = nr.warned('run');
        // Fails when the nodes take long to close.
        await nr.redeploy(restarted(flow()));
        await Promise.all([warned, ...ended]);
        await settled();
        assert.equal(nr.warnings().length, 1);
        assert.match(nr.warnings()[0]!, says);
        assert.deepEqual(['caught', 'completed', 'done'].map((at) => nr.at(at)), [[], [], []]); // prettier-ignore
        assert.deepEqual(nr.errors(), []);
      });

    it('are not begun any more when nothing has been sent yet', async () => {
      await nr.deploy(flow());
      const warned = nr.warned('run');
      nr.send({});
      nr.node('run').close();
      await warned;
      await settled();
      assert.match(nr.warnings()[0]!, /“run” was stopped.*workflow was not started/);
      assert.equal(service.requests, 0);
    });

    it('clear what they showed, on the actions too', async () => {
      service.answer(telling({ workflowStatus: 'running' }));
      await nr.deploy(flow());
      nr.send({});
      await nr.until(() => nr.statuses('page').at(-1) === 'blue dot running');
      await nr.redeploy(restarted(flow()));
      await nr.until(() => nr.statuses('page').at(-1) === '');
      assert.equal(nr.statuses('run').at(-1), '');
    });

    it('do not keep the new run node from running', async () => {
      service.answer(telling({ workflowStatus: 'running' }));
      await nr.deploy(flow());
      nr.send({});
      await service.server.arrived(2);
      await nr.redeploy(restarted(flow()));
      service.answer(completing());
      await nr.run();
      assert.equal(nr.at('done').length, 1);
    });

    it('leave an action’s status to go when the action is closed', async () => {
      await nr.deploy(flow());
      await nr.run();
      assert.equal(nr.statuses('page').at(-1), 'green dot ✓ 1');
      await nr.redeploy(changed(flow(), { page: { name: 'changed' } }));
      assert.equal(nr.statuses('page').at(-1), '');
    });
  });
});
