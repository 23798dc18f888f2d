import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { account, canaries, changed, probe, tab, trigger, type FlowNode } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { failure, hang, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';
import { event, events, inMinutes, message, telling, userDirFor, type Row } from '../../support/service/triggers';
import { until } from '../../support/until';

describe('A trigger node', () => {
  const nr = nodeRed();
  const userDir = userDirFor(nr);
  const service = linkedApi();
  const flow = (more: object = {}, kind = 'inbox') => [
    account(service.url),
    ...tab('t', trigger(kind, 'in', ['out'], more), probe('out')),
  ];
  const ids = () => nr.payloads('out').map((one) => (one as Row).id);
  const asked = () => service.server.requests.map(({ body }) => JSON.parse(body) as { since?: string });
  /** Waits until so many more polls have been answered and their messages have arrived. */
  const polls = async (count = 2) => {
    await service.server.arrived(service.requests + count + 1);
    await settled();
  };
  const restart = async (nodes: FlowNode[]) => {
    await nr.unload();
    await nr.deploy(nodes);
  };

  /** Starts the flow and waits for its first poll. */
  async function listening(nodes: FlowNode[], there: Reply = telling([])): Promise<void> {
    service.answer(there);
    await nr.deploy(nodes);
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
  }

  it('sends each message once, oldest first, however often and in whatever order it is listed', async () => {
    await listening(flow());
    const [one, two, three, late] = [
      message('1', { time: inMinutes(1) }),
      message('2', { time: inMinutes(2) }),
      message('3', { time: inMinutes(3) }),
      message('late', { time: inMinutes(0.5) }),
    ];
    service.answer(telling([three, one, two]), telling([two, three]), telling([late, three, one, three, two, late]));
    await nr.arrived('out', 4);
    await polls();
    assert.deepEqual(ids(), ['1', '2', '3', 'late']);
    const [first] = nr.at('out');
    assert.deepEqual(
      { topic: first!['topic'], payload: first!['payload'], linkedapi: first!['linkedapi'] },
      { topic: 'inbox.messageReceived', payload: one, linkedapi: { eventType: 'inbox.messageReceived' } },
    );
    assert.equal(new Set(nr.at('out').map(({ _msgid }) => _msgid)).size, 4);
    assert.deepEqual(nr.statuses('in').slice(-2), ['green dot 3 new', 'green dot 1 new']);
    assert.deepEqual([nr.at('caught'), nr.errors(), nr.warnings()], [[], [], []]);
  });

  it('starts with the present, including events of the day that arrive late', async () => {
    const [old, older] = [message('old', { time: inMinutes(-1) }), message('older', { time: inMinutes(-300) })];
    await listening(flow(), telling([old, older]));
    service.answer(telling([message('new'), old, message('seen late', { time: inMinutes(-60) }), older]));
    await nr.arrived('out', 2);
    await polls();
    assert.deepEqual(ids(), ['seen late', 'new']);
    const hours = (Date.now() - Date.parse(asked()[0]!.since!)) / 3_600_000;
    assert.ok(Math.round(hours) === 24, `asked for what is ${hours} hours old`);
  });

  it('misses nothing between its start and its first poll', async () => {
    service.answer(
      failure('httpError', 'not yet', 503),
      telling([message('old', { time: inMinutes(-1) }), message('meanwhile', { time: inMinutes(0.2) })]),
    );
    await nr.deploy(flow());
    await nr.arrived('out');
    await polls();
    assert.deepEqual(ids(), ['meanwhile']);
  });

  it('begins with a date', async () => {
    service.answer(
      telling([
        message('2', { time: '2026-05-02T00:00:00Z' }),
        message('1', { time: '2026-05-01T00:00:00Z' }),
        message('0', { time: '2026-04-30T23:59:59Z' }),
      ]),
    );
    await nr.deploy(flow({ start: 'date', from: '2026-05-01' }));
    await nr.arrived('out', 2);
    await polls();
    assert.deepEqual(ids(), ['1', '2']);
    assert.equal(asked()[0]!.since, '2026-04-30T23:59:59.999Z');
  });

  it('sends nothing twice after a redeploy, and what came meanwhile', async () => {
    await listening(flow());
    service.answer(telling([message('1')]));
    await nr.arrived('out', 1);
    await nr.redeploy(changed(flow(), { in: { name: 'another' } }));
    await polls();
    service.answer(telling([message('2'), message('1')]));
    await nr.arrived('out', 2);
    await polls();
    assert.deepEqual(ids(), ['1', '2']);
  });

  it('continues when its tab is enabled again', async () => {
    await listening(flow());
    service.answer(telling([message('1')]));
    await nr.arrived('out', 1);
    await nr.redeploy(changed(flow(), { t: { disabled: true } }));
    service.answer(telling([message('2'), message('1')]));
    await nr.redeploy(flow());
    await nr.arrived('out', 2);
    await polls();
    assert.deepEqual(ids(), ['1', '2']);
  });

  it('starts over with another account, date or start, and not with another filter', async () => {
    await listening(flow());
    service.answer(telling([message('1'), message('2', { threadId: '2-b' })]));
    await nr.arrived('out', 2);
    await nr.redeploy(flow({ threadId: '2-b' }));
    await polls();
    assert.equal(ids().length, 2);
    await nr.redeploy(flow({ start: 'date', from: '2026-05-01' }));
    await nr.arrived('out', 4);
    assert.deepEqual(ids().slice(2).sort(), ['1', '2']);
  });

  describe('with its notes', () => {
    const folder = () => join(userDir(), 'linkedapi-triggers');
    const file = () => join(folder(), 'in.json');

    it('removes the remains of a killed write', async () => {
      await listening(flow());
      const draft = `${file()}.tmp`;
      writeFileSync(draft, '{');
      await restart(flow());
      await nr.until(() => nr.statuses('in').includes('green ring listening'));
      assert.ok(!existsSync(draft));
    });

    it('sends nothing twice after a restart, and what came meanwhile; its notes are its owner’s', async () => {
      await listening(flow());
      service.answer(telling([message('1')]));
      await nr.arrived('out', 1);
      await polls();
      await restart(flow());
      service.answer(telling([message('2', { time: inMinutes(0.1) }), message('1')]));
      await nr.arrived('out');
      await polls();
      assert.deepEqual(ids(), ['2']);
      assert.deepEqual(readdirSync(folder()), ['in.json']);
      if (process.platform !== 'win32') {
        assert.deepEqual([statSync(folder()).mode & 0o777, statSync(file()).mode & 0o777], [0o700, 0o600]);
      }
      for (const token of Object.values(canaries)) assert.ok(!readFileSync(file(), 'utf8').includes(token));
    });

    it('sends again, marked, what was being sent when the process ended', async () => {
      await listening(flow());
      service.answer(telling([message('1')]));
      let asItWas = '';
      nr.node('out').on('input', () => (asItWas = readFileSync(file(), 'utf8')));
      await nr.arrived('out');
      await polls();
      await nr.unload();
      writeFileSync(file(), asItWas);
      await nr.deploy(flow());
      service.answer(telling([message('2'), message('1')]));
      await nr.arrived('out', 2);
      await polls();
      assert.deepEqual(
        nr
          .at('out')
          .map(({ payload, linkedapi }) => [(payload as Row).id, (linkedapi as Row)['redelivered']])
          .sort(),
        [
          ['1', true],
          ['2', undefined],
        ],
      );
    });

    it('sends nothing that it cannot note, says so once, and continues when it can', async () => {
      await listening(flow());
      rmSync(folder(), { recursive: true });
      writeFileSync(folder(), 'in the way');
      service.answer(telling([message('1')]));
      await nr.arrived('caught');
      assert.deepEqual([ids(), nr.at('caught')[0]!['error'].code], [[], 'notNoted']);
      rmSync(folder());
      await nr.arrived('out');
      await polls();
      assert.deepEqual([ids(), nr.at('caught').length], [['1'], 1]);
      assert.equal((nr.at('out')[0]!['linkedapi'] as Row)['redelivered'], undefined);
    });

    it('starts over with a warning if its notes are damaged; forgets them when it is deleted', async () => {
      await listening(flow());
      await nr.unload();
      writeFileSync(file(), '{"version":1,');
      await listening(flow(), telling([message('old', { time: inMinutes(-1) })]));
      assert.match(nr.warnings().join(), /starts over/);
      assert.deepEqual(ids(), []);
      await nr.redeploy(flow().filter(({ id }) => id !== 'in'));
      await until(() => readdirSync(folder()).length === 0);
    });
  });

  for (const [what, more, sent, left] of [
    ['an inbox', { kind: 'nv' }, message('yes', { type: 'nv' }), message('no')],
    ['a conversation', { threadId: '2-b' }, message('yes', { threadId: '2-b' }), message('no')],
    ['a sender', { sender: 'us' }, message('yes', { sender: 'us' }), message('no')],
  ] as const)
    it(`passes only messages of ${what}`, async () => {
      await listening(flow(more));
      service.answer(telling([left, sent]));
      await nr.arrived('out');
      await polls();
      assert.deepEqual(ids(), ['yes']);
      assert.equal(nr.at('out')[0]!['topic'], `inbox.message${sent['sender'] === 'us' ? 'Sent' : 'Received'}`);
    });

  it('of the network sends events, of one kind if wanted', async () => {
    await listening(flow({ kind: 'connectionAdded' }, 'network'), events([]));
    service.answer(events([event('no'), event('yes', { type: 'connectionAdded' })]));
    await nr.arrived('out');
    await polls();
    assert.deepEqual([ids(), nr.at('out')[0]!['topic']], [['yes'], 'network.connectionAdded']);
    assert.deepEqual(
      [service.server.requests[0]!.path, (asked()[0] as unknown as Row)['type']],
      ['/network/poll', 'connectionAdded'],
    );
  });

  it('says once what is not followed and what to do, and starts when it is', async () => {
    service.answer(failure('conversationsNotSynced', 'The inbox is not synced.'));
    await nr.deploy(flow());
    await nr.arrived('caught');
    await polls();
    assert.equal(nr.at('caught').length, 1);
    const { error } = nr.at('caught')[0]!;
    assert.equal(error.code, 'conversationsNotSynced');
    assert.match(error.message as string, /st\.syncInbox/);
    assert.equal(nr.statuses('in').at(-1), 'yellow ring not synced');
    service.answer(telling([message('1')]));
    await nr.arrived('out');
    assert.deepEqual(ids(), ['1']);
  });

  it('reports an outage once, polls less and less often, and continues', async () => {
    await listening(flow());
    service.answer(failure('subscriptionRequired', 'It has lapsed.'));
    await nr.arrived('caught');
    await polls(3);
    assert.deepEqual(
      nr.at('caught').map(({ error }) => error.code as string),
      ['subscriptionRequired'],
    );
    assert.equal(nr.statuses('in').at(-1), 'red ring subscriptionRequir…');
    service.answer(telling([message('1')]));
    await nr.arrived('out');
    assert.deepEqual(ids(), ['1']);
    service.answer(failure('subscriptionRequired', 'Once more.'));
    await nr.arrived('caught', 2);
  });

  it('ignores a short outage', async () => {
    await listening(flow());
    service.answer(failure('tooManyRequests', 'Slow down.', 429), telling([message('1')]));
    await nr.arrived('out');
    assert.deepEqual([nr.at('caught'), nr.errors()], [[], []]);
  });

  it('closes at once during a poll, and sends nothing more', async () => {
    await listening(flow());
    service.answer(hang());
    await service.server.arrived(service.requests + 1);
    await nr.redeploy(flow().filter(({ id }) => id !== 'in'));
    assert.equal(nr.statuses('in').at(-1), '');
    assert.deepEqual([nr.at('caught'), nr.errors()], [[], []]);
  });

  for (const [what, more, code] of [
    ['no account', { account: '' }, 'accountRequired'],
    ['no date to begin with', { start: 'date', from: 'yesterday' }, 'invalidDate'],
  ] as const)
    it(`says that it has ${what}`, async () => {
      await nr.deploy(flow(more));
      await nr.arrived('caught');
      assert.deepEqual([nr.at('caught')[0]!['error'].code, service.requests], [code, 0]);
    });

  it('survives answers of any shape', async () => {
    await listening(flow());
    const rows = [
      null,
      7,
      'x',
      [],
      {},
      { id: 5 },
      { id: 'no time' },
      { id: 'strange', time: {} },
      { time: 'never', text: 'no id' },
    ];
    service.answer(telling(rows as never), telling(rows as never), success({ messages: 'none' }));
    await nr.arrived('caught');
    await settled();
    assert.equal(nr.at('out').length, 5);
    assert.equal(nr.at('caught')[0]!['error'].code, 'httpError');
  });

  it('remembers so much that thousands are sent once each', async () => {
    await listening(flow());
    const many = Array.from({ length: 6_000 }, (_, n) =>
      message(`m${n}`, { time: new Date(Date.now() + n).toISOString() }),
    );
    service.answer(telling(many));
    await nr.arrived('out', many.length);
    await polls(2);
    service.answer(telling([...many, message('last', { time: inMinutes(5) })]));
    await nr.arrived('out', many.length + 1);
    await polls(1);
    assert.equal(new Set(ids()).size, many.length + 1);
    assert.equal(ids().length, many.length + 1);
  });
});
