import assert from 'node:assert/strict';
import { pollNow, waitingSize } from '../../../src/client';
import { FakeClock } from '../../support/service/fake-clock';
import {
  failure,
  html,
  MisbehavingServer,
  reset,
  success,
  truncated,
  type Reply,
} from '../../support/service/misbehaving-server';
import { clientOf, errorOf } from '../support';

describe('polls of conversations, inbox and network', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  it('send the documented requests, over a shared connection', async () => {
    server.script(success({ messages: [{ id: 'm' }] }), success({ events: [{ id: 'e' }] }), success([]));
    const client = clientOf(server);
    const inbox = { since: '2026-05-01T00:00:00.000Z', type: 'nv', threadId: '2-a' } as const;
    assert.deepEqual(await client.pollInbox(inbox), [{ id: 'm' }]);
    assert.deepEqual(await client.pollNetwork({ type: 'connectionAdded' }), [{ id: 'e' }]);
    await client.pollConversations([]);
    const asked = server.requests.map(({ method, path, body }) => [method, path, JSON.parse(body) as unknown]);
    assert.deepEqual(asked, [
      ['POST', '/inbox/poll', inbox],
      ['POST', '/network/poll', { type: 'connectionAdded' }],
      ['POST', '/conversations/poll', []],
    ]);
    assert.equal(new Set(server.requests.map(({ remotePort }) => remotePort)).size, 1);
  });

  for (const [what, trouble] of Object.entries<Reply>({
    'a reset': reset(),
    'a page instead of JSON': html('<p>Busy</p>'),
    'half an answer': truncated('{"success":tr'),
    'HTTP 503': html('<p>Down</p>', 503),
    'one request too many': failure('tooManyRequests', 'Slow down.', 429),
  })) {
    it(`retry after ${what}, three times at most`, async () => {
      const clock = new FakeClock();
      server.script(trouble, trouble, success({ messages: [] }));
      assert.deepEqual(await clientOf(server, clock).pollInbox({}), []);
      assert.equal(server.requests.length, 3);
      server.script(trouble);
      await errorOf(clientOf(server, clock).pollNetwork({}));
      assert.equal(server.requests.length, 4);
    });
  }

  for (const [what, refusal] of Object.entries<Reply>({
    'a refusal': failure('conversationsNotSynced', 'It is not synced.'),
    'HTTP 404': html('<p>Nothing here</p>', 404),
    'a result of another shape': success({ messages: {} }),
    'a long Retry-After': failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '60' }),
  })) {
    it(`do not retry after ${what}`, async () => {
      server.script(refusal);
      await errorOf(clientOf(server).pollInbox({}));
      assert.equal(server.requests.length, 1);
    });
  }

  it('are repeated at their pace, at once after pollNow(), one after the other for an account, until stopped', async () => {
    const clock = new FakeClock();
    const client = clientOf(server, clock, { pollGapMs: 1_000 });
    const stop = new AbortController();
    const asked: [string, number][] = [];
    const repeat = (name: string) =>
      client.repeat(name, () => (asked.push([name, clock.ticks()]), Promise.resolve(60_000)), stop.signal);
    const ends = [repeat('one'), repeat('two')];
    const pass = async (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        await new Promise((resolve) => setImmediate(resolve));
        clock.advance(1_000);
      }
    };
    await pass(30);
    pollNow('one', clock);
    await pass(50);
    stop.abort();
    await Promise.all(ends);
    const began = asked[0]![1];
    assert.deepEqual(
      asked.map(([name, at]) => [name, at - began]),
      [
        ['one', 0],
        ['two', 1_000],
        ['one', 30_000],
        ['two', 61_000],
      ],
    );
    assert.deepEqual(waitingSize(clock), { waiting: 0, asking: 0, alarms: 0 });
  });
});
