import assert from 'node:assert/strict';
import { account, action, func, join, openPerson, probe, run, tab, type FlowNode } from '../../support/flows/flows';
import { completing, linkedApi, type Sent } from '../../support/service/linked-api-double';
import { ok, skillsOf, pageOf, completion, people } from '../../support/flows/people-found';
import { nodeRed, type Msg } from '../../support/node-red/running-flows';

describe('What comes out of a run', () => {
  const nr = nodeRed();
  const service = linkedApi();

  async function deliver(given: unknown, flow: FlowNode[], msg: object = {}): Promise<void> {
    service.answer(completing(() => given));
    await nr.deploy([account(service.url), ...tab('t', ...flow)]);
    await nr.run(msg);
  }

  describe('at the completion port', () => {
    it('is the completion as Linked API returned it, once', async () => {
      const labels = { found: ['f'], page: ['p'], skills: ['s'] };
      const flow = [
        run(['search'], { completion: ['done'], labels }),
        ...people(),
        ...['done', 'f', 'p', 's'].map(probe),
      ];
      await deliver(completion(), flow);
      assert.deepEqual(nr.payloads('done'), [completion()]);
    });

    it('comes after all results', async () => {
      const labels = { skills: ['s'], found: ['f'] };
      const flow = [
        run(['search'], { completion: ['done'], labels }),
        ...people({ page: ['tap'] }),
        ...['done', 's', 'f', 'tap'].map(probe),
      ];
      await deliver(completion(), flow);
      const order = nr.arrivals.map(({ at }) => at);
      assert.deepEqual(order.slice(-2), ['done', 'completed']);
      assert.deepEqual([...order].sort(), ['completed', 'done', 'f', 's', 'tap', 'tap']);
    });

    it('counts per label and in total what succeeded, failed and was skipped', async () => {
      await deliver(completion(), [run(['search'], { completion: ['done'] }), ...people(), probe('done')]);
      assert.deepEqual(nr.at('done')[0]!['linkedapi'], {
        workflowId: 'wf-1',
        resultId: 'wf-1/completion',
        success: false,
        summary: {
          succeeded: 3,
          failed: 1,
          skipped: 1,
          labels: {
            found: { succeeded: 1, failed: 0, skipped: 0 },
            page: { succeeded: 1, failed: 1, skipped: 0 },
            skills: { succeeded: 1, failed: 0, skipped: 1, skippedBecause: { parentFailed: 1 } },
          },
        },
      });
    });

    it('says so when a list was empty', async () => {
      const flow = [
        run(['search'], { completion: ['done'], labels: { skills: ['s'] } }),
        ...people(),
        probe('done'),
        probe('s'),
      ];
      await deliver(ok('st.searchPeople', 'found', []), flow);
      const { labels } = nr.at('done')[0]!['linkedapi'].summary;
      assert.deepEqual(labels.skills, { succeeded: 0, failed: 0, skipped: 1, skippedBecause: { emptyList: 1 } });
      assert.deepEqual(nr.at('s'), []);
    });
  });

  describe('at a label’s port', () => {
    const ports = (label: string, given: unknown, msg?: object) =>
      deliver(given, [run(['search'], { labels: { [label]: ['out'] } }), ...people(), probe('out')], msg);

    it('is a message for each result, with the data without its children as payload', async () => {
      await ports('found', completion());
      assert.deepEqual(nr.payloads('out'), [
        [
          { name: 'Ada', headline: 'CTO' },
          { name: 'Bob', headline: 'CEO' },
        ],
      ]);
    });

    it('says whose result it is: the path from the root, with the facts of the list’s items', async () => {
      await ports('skills', completion());
      assert.deepEqual(nr.payloads('out'), [[{ name: 'Chess' }, { name: 'Go' }]]);
      assert.deepEqual(nr.at('out')[0]!['linkedapi'], {
        workflowId: 'wf-1',
        resultId: 'wf-1/skills/0',
        actionType: 'st.retrievePersonSkills',
        label: 'skills',
        nodeId: 'skills',
        success: true,
        person: { name: 'Ada L.' },
        path: [
          { actionType: 'st.searchPeople', label: 'found', index: 0, item: { name: 'Ada', headline: 'CTO' } },
          { actionType: 'st.doForPeople' },
          { actionType: 'st.openPersonPage', label: 'page' },
          { actionType: 'st.retrievePersonSkills', label: 'skills' },
        ],
      });
    });

    it('is null for an action that failed, with its error', async () => {
      await ports('page', completion());
      assert.deepEqual(nr.payloads('out'), [{ name: 'Ada L.' }, null]);
      const { success, error, person } = nr.at('out')[1]!['linkedapi'];
      assert.deepEqual([success, error.type, person], [false, 'personNotFound', { name: 'Bob' }]);
    });

    it('is {} for an action without data, [] for an empty list', async () => {
      await deliver(ok('st.openPersonPage', 'page', undefined), [
        run(['page'], { labels: { page: ['out'] } }),
        openPerson('page', [], { label: 'page' }),
        probe('out'),
      ]);
      assert.deepEqual(nr.payloads('out'), [{}]);
      await nr.unload();
      await ports('found', ok('st.searchPeople', 'found', []));
      assert.deepEqual(nr.payloads('out'), [[]]);
    });

    it('is the same where the loop has no envelope of its own', async () => {
      const given = ok('st.searchPeople', 'found', [
        { name: 'Ada', then: pageOf('Ada L.', [skillsOf('Chess')]) },
        { name: 'Bob', then: pageOf('Bob M.', [skillsOf('Tea')]) },
      ]);
      await ports('skills', given);
      assert.deepEqual(nr.payloads('out'), [[{ name: 'Chess' }], [{ name: 'Tea' }]]);
      assert.deepEqual(
        nr.at('out').map((msg) => msg['linkedapi'].path[0].item),
        [{ name: 'Ada' }, { name: 'Bob' }],
      );
    });

    it('comes once per parent of a node with two', async () => {
      const flow = [
        run(['one', 'two'], { labels: { skills: ['out'] } }),
        openPerson('one', ['skills'], { label: 'one' }),
        openPerson('two', ['skills'], { label: 'two' }),
        action('st.retrievePersonSkills', 'skills', [], { label: 'skills' }),
        probe('out'),
      ];
      const page = (label: string, skill: string) => ok('st.openPersonPage', label, { then: [skillsOf(skill)] });
      await deliver([page('one', 'Chess'), page('two', 'Tea')], flow);
      assert.deepEqual(
        nr.at('out').map(({ payload, linkedapi }) => [linkedapi.path[0].label, payload[0].name]),
        [
          ['one', 'Chess'],
          ['two', 'Tea'],
        ],
      );
    });

    it('comes for an action that only the service knows, too', async () => {
      const flow = [run(['page'], { labels: { extra: ['out'] } }), openPerson('page', []), probe('out')];
      await deliver(ok('st.openPersonPage', undefined, { then: [ok('st.new', 'extra', { x: 1 })] }), flow);
      assert.deepEqual(nr.payloads('out'), [{ x: 1 }]);
      assert.equal('nodeId' in nr.at('out')[0]!['linkedapi'], false);
    });

    it('comes out of both ports if two have the same label', async () => {
      const both = { ...run(['search']), labels: ['page', 'page'], wires: [['search'], [], ['a'], ['b']] };
      await deliver(completion(), [both, ...people(), probe('a'), probe('b')], { parts: { id: 'outer' } });
      assert.deepEqual(nr.payloads('a'), nr.payloads('b'));
      for (const { parts } of [...nr.at('a'), ...nr.at('b')]) assert.deepEqual(parts.parts, { id: 'outer' });
    });
  });

  describe('as arrays', () => {
    const arrays = (given: unknown) =>
      deliver(given, [
        run(['search'], { labels: { page: ['out'] } }, { delivery: 'array' }),
        ...people({ page: ['tap'] }),
        probe('out'),
        probe('tap'),
      ]);

    it('is one message per label or tap, with all payloads and their paths', async () => {
      await arrays(completion());
      for (const at of ['out', 'tap']) assert.deepEqual(nr.payloads(at), [[{ name: 'Ada L.' }, null]]);
      const { label, success, results } = nr.at('out')[0]!['linkedapi'];
      assert.deepEqual([label, success], ['page', false]);
      assert.deepEqual(
        results.map((one: { success: boolean }) => one.success),
        [true, false],
      );
      assert.equal('parts' in nr.at('out')[0]!, false);
    });

    it('is empty if there was no result', async () => {
      await arrays(ok('st.searchPeople', 'found', []));
      assert.deepEqual(nr.payloads('out'), [[]]);
    });
  });

  describe('at a tap', () => {
    it('gets the same messages as a label’s port, also for an action without a label', async () => {
      const flow = [
        run(['page']),
        openPerson('page', ['skills', 'tap']),
        action('st.retrievePersonSkills', 'skills', ['tap2']),
        probe('tap'),
        probe('tap2'),
      ];
      await deliver(
        ok('st.openPersonPage', undefined, { name: 'Ada', then: [{ ...skillsOf('Chess'), label: undefined }] }),
        flow,
      );
      assert.deepEqual([nr.payloads('tap'), nr.payloads('tap2')], [[{ name: 'Ada' }], [[{ name: 'Chess' }]]]);
      assert.equal(nr.at('tap')[0]!['linkedapi'].nodeId, 'page');
    });

    it('gets results past the actions on the same wire, which report and complete nothing', async () => {
      await deliver(completion(), [run(['search']), ...people({ page: ['tap'], search: ['tap'] }), probe('tap')]);
      assert.equal(nr.at('tap').length, 3);
      assert.deepEqual(
        nr.at('completed').map(({ complete }) => complete.source.id),
        ['run'],
      );
      assert.deepEqual([nr.errors(), nr.warnings()], [[], []]);
    });
  });

  describe('is numbered', () => {
    it('so that a join node can join it', async () => {
      const flow = [run(['search'], { labels: { page: ['join'] } }), ...people(), join('join', ['all']), probe('all')];
      await deliver(completion(), flow);
      await nr.arrived('all');
      assert.deepEqual(nr.payloads('all'), [[{ name: 'Ada L.' }, null]]);
    });

    it('in addition to the message’s own parts', async () => {
      const outer = { id: 'outer', type: 'array', index: 4, count: 9, len: 1 };
      const flow = [
        run(['search'], { completion: ['done'], labels: { page: ['join'] } }),
        ...people(),
        join('join', ['all']),
        probe('all'),
        probe('done'),
      ];
      await deliver(completion(), flow, { parts: outer });
      await nr.arrived('all');
      assert.deepEqual(nr.at('all')[0]!['parts'], outer);
      assert.deepEqual(nr.at('done')[0]!['parts'], outer);
    });
  });

  describe('keeps', () => {
    const everywhere = (taps = ['tap', 'tap2']) => [
      run(['search'], { completion: ['done'], labels: { page: ['p', 'p2'], skills: ['s'], found: ['f'] } }),
      ...people({ page: taps, search: ['tap'] }),
      ...['done', 'p', 'p2', 's', 'f', 'tap', 'tap2'].map(probe),
    ];
    const results = () => nr.arrivals.filter(({ at }) => at !== 'completed').map(({ msg }) => msg);

    it('the message’s other properties, and request and response themselves', async () => {
      const [req, res] = [{ url: '/' }, { end() {} }];
      await deliver(completion(), everywhere(), {
        _msgid: 'm1',
        topic: 'T',
        own: { deep: [1] },
        payload: 'in',
        req,
        res,
      });
      assert.equal(results().length, 12);
      for (const msg of results()) {
        assert.deepEqual([msg._msgid, msg['topic'], msg['own']], ['m1', 'T', { deep: [1] }]);
        assert.deepEqual([msg['req'] === req, msg['res'] === res], [true, true]);
        assert.notEqual(msg['payload'], 'in');
      }
    });

    it('them as they were when the run began', async () => {
      service.answer(completing(() => completion()));
      await nr.deploy([account(service.url), ...tab('t', ...everywhere())]);
      const msg = { own: { state: 'before' } };
      nr.send(msg);
      msg.own.state = 'after';
      await nr.arrived('completed');
      assert.equal(nr.at('done')[0]!['own'].state, 'before');
    });

    it('nothing that two receivers share and could change', async () => {
      await deliver(completion(), everywhere(), { own: { deep: [{}] }, parts: { id: 'outer' } });
      const owners = new Map<object, Msg>();
      for (const msg of results()) {
        for (const part of mutableParts(msg)) {
          assert.ok(!owners.has(part) || owners.get(part) === msg, `shared: ${JSON.stringify(part)}`);
          owners.set(part, msg);
        }
      }
    });

    it('the path to a result unchangeable, as results share it', async () => {
      const flow = [run(['search'], { labels: { skills: ['s'], page: ['p'] } }), ...people(), probe('s'), probe('p')];
      await deliver(completion(), flow);
      for (const msg of [...nr.at('s'), ...nr.at('p')]) {
        assert.deepEqual(mutableParts(msg['linkedapi'].path), []);
        assert.ok(msg['linkedapi'].path[0].item.headline);
      }
    });

    it('the changes of one receiver from the next', async () => {
      const spoil = 'msg.payload = "spoilt"; msg.linkedapi.label = "spoilt"; return msg;';
      const flow = [
        run(['search'], { labels: { page: ['f', 'p'] } }),
        ...people({ page: ['tap'] }),
        func('f', spoil, []),
        probe('p'),
        probe('tap'),
      ];
      await deliver(completion(), flow);
      for (const at of ['p', 'tap']) {
        assert.deepEqual(nr.payloads(at), [{ name: 'Ada L.' }, null]);
        assert.equal(nr.at(at)[0]!['linkedapi'].label, 'page');
      }
    });
  });

  it('is nothing if nothing is wired', async () => {
    service.answer(completing(() => completion()));
    const flow = [
      run(['search'], { labels: { found: [], page: ['p'] } }),
      ...people({ skills: ['tap'] }),
      probe('p'),
      probe('tap'),
    ];
    await nr.deploy([account(service.url), ...tab('t', ...flow)]);
    const sent = new Set<string>();
    for (const id of ['run', 'search', 'loop', 'page', 'skills']) {
      const node = nr.node(id);
      const original = node.send.bind(node);
      node.send = (messages: unknown) => {
        const ports = Array.isArray(messages) ? messages.map((one: unknown) => [one].flat()) : [[messages]];
        ports.forEach((port, index) => port.some((one) => one) && sent.add(`${id} ${index}`));
        original(messages);
      };
    }
    await nr.run();
    assert.deepEqual([...sent].sort(), ['run 3', 'skills 0']);
  });

  it('is sent by the current nodes after a redeploy', async () => {
    let letGo!: () => void;
    const held = new Promise<void>((resolve) => (letGo = resolve));
    const ready = completing((document) => ok((document as Sent).actionType, 'page', { name: 'Ada' }));
    service.answer((response, request) => {
      if (request.method === 'POST') return ready(response, request);
      void held.then(() => ready(response, request));
    });
    const page = openPerson('page', ['old'], { label: 'page' });
    const flow = [account(service.url), ...tab('t', run(['page']), page, probe('old'), probe('new'))];
    await nr.deploy(flow);
    nr.send({});
    await service.server.arrived(2);
    await nr.redeploy(flow.map((one) => (one.id === 'page' ? { ...one, name: 'renamed', wires: [['new']] } : one)));
    letGo();
    await nr.arrived('new');
    assert.deepEqual(nr.payloads('new'), [{ name: 'Ada' }]);
    assert.deepEqual(nr.at('old'), []);
  });
});

/** Every mutable object below a value, except a request and its response, which are passed on as they are. */
function mutableParts(value: unknown, found: object[] = []): object[] {
  if (typeof value !== 'object' || value === null || found.includes(value)) return found;
  if (!Object.isFrozen(value)) found.push(value);
  for (const [key, inner] of Object.entries(value)) if (key !== 'req' && key !== 'res') mutableParts(inner, found);
  return found;
}
