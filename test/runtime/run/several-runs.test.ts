import assert from 'node:assert/strict';
import { once } from 'node:events';
import { account, action, changed, openPerson, probe, run, tab, type FlowNode } from '../../support/flows/flows';
import { completing, linkedApi, played, telling, type Sent } from '../../support/service/linked-api-double';
import { failure, readToTheEnd, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';

const byMessage = { params: { personUrl: { type: 'msg', value: 'url' } }, label: 'page' };
const person = (name: string) => `https://www.linkedin.com/in/${name}`;

/** Completes each workflow only when the test lets it, by the slug of its person, and answers with that slug. */
function held(): { reply: Reply; letGo: (slug: string) => void } {
  const free = new Set<string>();
  const slugOf = (document: unknown) =>
    String((document as Sent)['personUrl'])
      .split('/')
      .at(-1)!;
  const completed = completing((document) => ({ ...(played(document) as object), data: { slug: slugOf(document) } }));
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
    const flow = [
      run(['page'], { completion: ['done'], labels: { page: ['out'] } }),
      openPerson('page', ['tap'], byMessage),
      ...['done', 'out', 'tap'].map(probe),
    ];

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
      assert.deepEqual(
        nr.at('completed').map(({ _msgid }) => _msgid),
        ['second', 'first'],
      );
      assert.deepEqual(nr.at('caught'), []);
    });

    it('continue when one of them fails', async () => {
      const { reply, letGo } = held();
      service.answer(reply);
      await deploy(...flow);
      nr.send({ _msgid: 'good', url: person('ada') });
      nr.send({ _msgid: 'bad', url: 'nonsense' });
      await nr.arrived('caught');
      letGo('ada');
      await nr.arrived('completed');
      assert.deepEqual(
        [nr.at('caught'), nr.at('completed')].map((all) => all.map(({ _msgid }) => _msgid)),
        [['bad'], ['good']],
      );
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

  describe('show their state', () => {
    const flow = [
      run(['page']),
      openPerson('page', ['skills'], { label: 'page' }),
      action('st.retrievePersonSkills', 'skills', [], { label: 'skills' }),
    ];
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
      // A waiting workflow is polled less often; one poll is enough here.
      service.answer(telling(parked));
      await deploy(...flow);
      nr.send({});
      await nr.until(() => nr.statuses('skills').at(-1) === 'yellow ring outside work hours');
      assert.equal(nr.statuses('run').at(-1), 'yellow ring outside work hours');
    });

    it('each action with its outcome', async () => {
      const [ran, opened, below] = await shown(
        completed(page([{ ...skills, success: false, error: { type: 'aVeryLongErrorTypeIndeed', message: '' } }])),
      );
      assert.deepEqual([ran!.at(-1), opened!.at(-1)], ['yellow dot done 1, 1 failed', 'green dot ✓ 1']);
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

  describe('of one sequence of messages', () => {
    it('add up their outcomes on the run node and on each action', async () => {
      service.answer(
        completing((document) => {
          const { personUrl = '' } = document as Sent & { personUrl?: string };
          if (!personUrl.endsWith('/gone')) return played(document);
          return { actionType: 'st.openPersonPage', success: false, error: { type: 'personNotFound', message: '' } };
        }),
      );
      await deploy(run(['page'], { completion: ['done'] }), openPerson('page', [], byMessage), probe('done'));
      for (const [index, name] of ['ada', 'gone', 'bob'].entries()) {
        nr.send({ url: person(name), parts: { id: 'rows', index, count: 3 } });
        await nr.arrived('completed', index + 1);
      }
      assert.equal(nr.statuses('run').at(-1), 'yellow dot done 2, 1 failed');
      assert.equal(nr.statuses('page').at(-1), 'red ring ✓ 2 ✗ 1 personNotF…');
      nr.send({ url: person('eve'), parts: { id: 'others', index: 0, count: 2 } });
      await nr.arrived('completed', 4);
      assert.equal(nr.statuses('run').at(-1), 'green dot done 1');
      nr.send({ url: person('eve') });
      await nr.arrived('completed', 5);
      assert.equal(nr.statuses('run').at(-1), 'green dot done 1');
    });

    it('are one run among those that are kept, and say whom they are about', async () => {
      service.answer(completing(played));
      await deploy(run(['page']), openPerson('page', [], byMessage));
      for (let index = 0; index < 12; index++)
        nr.send({ url: person(`p${index}`), parts: { id: 'rows', index, count: 12 } });
      await nr.arrived('completed', 12);
      nr.send({ url: person('last') });
      await nr.arrived('completed', 13);
      const runs = (await nr.get('/linkedapi/runs/run')).body['runs'] as { about: string; sequence?: string }[];
      assert.deepEqual([runs.length, runs.filter(({ sequence }) => sequence === 'rows').length], [13, 12]);
      assert.deepEqual(
        new Set(runs.map(({ about }) => about)),
        new Set([...Array(12).keys()].map((index) => `p${index}`)).add('last'),
      );
    });
  });

  describe('in progress when the run node is redeployed', () => {
    const flow = (more: object = {}) => [
      account(service.url),
      ...tab('t', run(['page'], { completion: ['done'] }, more), openPerson('page'), probe('done')),
    ];
    const restarted = (nodes: FlowNode[]) => changed(nodes, { run: { name: 'changed' } });
    const posts = () => service.server.requests.filter(({ method }) => method === 'POST').length;

    it('are resumed and delivered once, with their whole message', async () => {
      const { reply, letGo } = held();
      const ended: Promise<unknown>[] = [];
      service.answer((response, request) => {
        ended.push(once(response, 'close'));
        reply(response, request);
      });
      await nr.deploy(flow());
      const own = new Date();
      nr.send({ _msgid: 'one', own });
      await service.server.arrived(2);
      await nr.redeploy(restarted(flow()));
      letGo('jonas-lindqvist');
      await nr.until(() => nr.at('done').length > 0);
      await settled();
      const [message] = nr.at('done');
      assert.deepEqual([message!._msgid, message!['own'], message!['linkedapi'].resumed], ['one', own, true]);
      assert.deepEqual([posts(), nr.at('done').length, nr.at('caught')], [1, 1, []]);
      assert.deepEqual([nr.warnings(), nr.errors()], [[], []]);
      await Promise.all(ended);
    });

    it('that are being started wait for the answer, and are not started twice', async () => {
      let answer: () => void = () => undefined;
      const completed = completing();
      service.answer((response, request) => {
        if (request.method === 'POST') answer = () => completed(response, request);
        else completed(response, request);
      });
      await nr.deploy(flow());
      nr.send({});
      await service.server.arrived(1);
      await nr.redeploy(restarted(flow()));
      assert.deepEqual(nr.at('done'), []);
      answer();
      await nr.until(() => nr.at('done').length > 0);
      assert.deepEqual([posts(), nr.at('done')[0]!['linkedapi'].resumed, nr.at('caught')], [1, true, []]);
    });

    it('report errors to the new node’s Catch', async () => {
      let answer: () => void = () => undefined;
      service.answer((response, request) => {
        answer = () => failure('subscriptionRequired', 'It has lapsed.')(response, request);
      });
      await nr.deploy(flow());
      nr.send({});
      await service.server.arrived(1);
      await nr.redeploy(restarted(flow()));
      answer();
      const [caught] = await nr.arrived('caught');
      assert.deepEqual([caught!['error'].code, nr.at('done'), posts()], ['subscriptionRequired', [], 1]);
    });

    it('start over when nothing has been sent yet', async () => {
      await nr.deploy(flow());
      nr.send({});
      await nr.redeploy(restarted(flow()));
      await nr.until(() => nr.at('done').length > 0);
      assert.deepEqual([posts(), 'resumed' in nr.at('done')[0]!['linkedapi']], [1, false]);
    });

    it('start over when they were refused and waiting to be sent again', async () => {
      const { reply, read } = readToTheEnd(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '600' }));
      service.answer(reply);
      await nr.deploy(flow());
      nr.send({});
      await read;
      await settled();
      service.answer(completing());
      await nr.redeploy(restarted(flow()));
      await nr.until(() => nr.at('done').length > 0);
      assert.deepEqual([posts(), 'resumed' in nr.at('done')[0]!['linkedapi'], nr.at('caught')], [1, false, []]);
    });

    it('are cancelled if the node is set to: no message, a warning', async () => {
      const deleted: string[] = [];
      service.answer((response, request) => {
        if (request.method === 'DELETE') deleted.push(request.path);
        const result = request.method === 'DELETE' ? { cancelled: true } : { workflowStatus: 'running' };
        success({ workflowId: 'wf-1', ...result })(response, request);
      });
      await nr.deploy(flow({ onClose: 'cancel' }));
      nr.send({});
      await service.server.arrived(2);
      const warned = nr.warned('run');
      await nr.redeploy(restarted(flow({ onClose: 'cancel' })));
      await warned;
      await settled();
      assert.deepEqual(deleted, ['/workflows/wf-1']);
      assert.match(nr.warnings().join(), /“run” was closed while.*The workflow wf-1 was cancelled/);
      assert.deepEqual(
        ['caught', 'completed', 'done'].map((at) => nr.at(at)),
        [[], [], []],
      );
      assert.equal(nr.statuses('page').at(-1), '');
    });

    it('name the receivers that are gone', async () => {
      const { reply, letGo } = held();
      service.answer(reply);
      const before = [
        account(service.url),
        ...tab(
          't',
          run(['page'], { completion: ['done'], labels: { page: ['out'] } }),
          openPerson('page', ['tap'], { label: 'page' }),
          ...['done', 'out', 'tap'].map(probe),
        ),
      ];
      await nr.deploy(before);
      nr.send({});
      await service.server.arrived(2);
      const now = [
        account(service.url),
        ...tab(
          't',
          run(['page'], { completion: ['done'] }),
          openPerson('page', [], { label: 'page' }),
          ...['done', 'out', 'tap'].map(probe),
        ),
      ];
      await nr.redeploy(now);
      letGo('jonas-lindqvist');
      await nr.until(() => nr.at('done').length > 0);
      assert.match(
        nr.warnings().join(),
        /nothing is wired any more to the label “page”, the action node page\. The completion/,
      );
      assert.deepEqual([nr.at('out'), nr.at('tap')], [[], []]);
    });

    it('clear an action’s status when the action is closed', async () => {
      await nr.deploy(flow());
      await nr.run();
      assert.equal(nr.statuses('page').at(-1), 'green dot ✓ 1');
      await nr.redeploy(changed(flow(), { page: { name: 'changed' } }));
      assert.equal(nr.statuses('page').at(-1), '');
    });
  });
});
