import assert from 'node:assert/strict';
import {
  completionFrom,
  LinkedApiClient,
  pollNow,
  waitingSize,
  type ClientOptions,
  type WaitOptions,
  type WorkflowState,
} from '../../../src/client';
import { FakeClock } from '../../support/service/fake-clock';
import {
  failure,
  hang,
  html,
  json,
  MisbehavingServer,
  reset,
  success,
  text,
  truncated,
  type Reply,
} from '../../support/service/misbehaving-server';
import { drive, Stuck } from '../../support/service/driver';
import { clientOf, errorOf, tokens } from '../support';

const running = success({ workflowId: 'wf-1', workflowStatus: 'running' });
const completed = success({ workflowId: 'wf-1', workflowStatus: 'completed', completion: { success: true } });

describe('waiting for a workflow', () => {
  let server: MisbehavingServer;
  let clock: FakeClock;
  let stuck: Stuck;
  /** The times of the requests, in ms since the start of the test. */
  let asked: number[];
  before(async () => {
    server = await MisbehavingServer.start();
  });
  beforeEach(() => {
    clock = new FakeClock();
    stuck = new Stuck();
    asked = [];
  });
  afterEach(() => {
    assert.equal(clock.pending, 0, 'an alarm is left behind');
    assert.deepEqual(waitingSize(clock), { waiting: 0, asking: 0, alarms: 0 });
  });
  after(() => server.close());

  const script = (...replies: Reply[]) => {
    const started = clock.now();
    const noting = (reply: Reply): Reply => {
      return (response, request) => {
        asked.push(clock.now() - started);
        reply(response, request);
      };
    };
    server.script(...replies.map(noting));
    asked.length = 0;
  };

  const waiting = (options: WaitOptions = {}, more: Partial<ClientOptions> = {}) =>
    drive(clock, clientOf(server, clock, more).waitForWorkflow('wf-1', options), stuck);
  /** Like a run that has just started. */
  const fresh = (options: WaitOptions = {}, more?: Partial<ClientOptions>) =>
    waiting({ startedAt: clock.now(), ...options }, more);

  it('polls at its interval while the run is young, and reports each state', async () => {
    script(success({ workflowStatus: 'pending', pendingReason: 'queued' }), running, running, completed);
    const states: string[] = [];
    const onState = (state: WorkflowState) => states.push(`${state.workflowId} ${state.workflowStatus}`);
    const state = await fresh({ onState });
    assert.deepEqual(states, ['wf-1 pending', 'wf-1 running', 'wf-1 running', 'wf-1 completed']);
    assert.deepEqual(asked, [5000, 10_000, 15_000, 20_000]);
    assert.deepEqual(state.completion, { success: true });
    assert.deepEqual(
      server.requests.map(({ method, path }) => `${method} ${path}`),
      Array(4).fill('GET /workflows/wf-1'),
    );
  });

  it('polls at once for a workflow of unknown age, and for one resumed after its first interval', async () => {
    script(running, completed);
    await waiting();
    assert.deepEqual(asked, [0, 5000]);
    clock.advance(60_000);
    script(running, completed);
    await waiting({ startedAt: clock.now() - 300_000 });
    assert.deepEqual(asked, [0, 24_000]);
    clock.advance(60_000);
    script(completed);
    await waiting({ startedAt: clock.now() - 3000 });
    assert.deepEqual(asked, [2000]);
  });

  it('keeps to a shorter interval from the start', async () => {
    script(running, completed);
    await fresh({}, { pollIntervalMs: 20 });
    assert.deepEqual(asked, [20, 40]);
  });

  it('polls less often as the run grows older: a tenth of its age, at most a minute, never below the interval', async () => {
    for (const [pollIntervalMs, chance] of [
      [5000, 0],
      [5000, 1],
      [90_000, 0],
    ] as const) {
      clock.chance = chance;
      script(running);
      await errorOf(fresh({ timeoutMs: 4 * 3_600_000 }, { pollIntervalMs }));
      const pauses = asked.map((at, index) => at - (asked[index - 1] ?? 0));
      pauses.forEach((pause, index) => {
        const allowed = Math.max(Math.min((asked[index - 1] ?? 0) / 10, 60_000), pollIntervalMs);
        assert.ok(pause <= allowed + 1 && pause >= Math.max(allowed * 0.8 - 1, pollIntervalMs), `${index}: ${pause}`);
      });
      assert.equal(Math.max(...pauses), Math.max(chance ? 48_000 : 60_000, pollIntervalMs));
    }
  });

  describe('that is parked until working hours', () => {
    const parked = (message?: string) =>
      success({ workflowStatus: 'pending', pendingReason: 'outsideWorkingHours', message });

    it('polls at most 20 times in 8 hours, whatever the message', async () => {
      for (const message of [undefined, 'Opens 00:20 UTC.', 'Opens 2026-01-01T00:01:00Z.', 'Opens soon.']) {
        script(parked(message));
        await errorOf(waiting({ timeoutMs: 8 * 3_600_000 }));
        assert.ok(asked.length <= 20 && asked.length >= 18, `${asked.length}: ${message}`);
      }
    });

    it('reports until when, and polls soon after', async () => {
      script(parked('Starts at 00:20 (UTC).'), running, running, completed);
      const states: WorkflowState[] = [];
      await waiting({ onState: (state) => states.push(state) });
      assert.deepEqual(
        states.map(({ parkedUntil }) => parkedUntil),
        ['2026-01-01T00:20:00.000Z', undefined, undefined, undefined],
      );
      assert.deepEqual(asked.slice(0, 2), [0, 20 * 60_000 + 15_000]);
    });

    it('polls at once after pollNow()', async () => {
      script(parked(), completed);
      await waiting({ onState: () => assert.equal(pollNow('wf-1', clock), true) });
      assert.deepEqual(asked, [0, 1000]);
      assert.equal(pollNow('wf-1', clock), false);
    });
  });

  it('reads a completion first, then a failure, then the status', async () => {
    const client = clientOf(server, clock);
    for (const [result, status] of [
      [{ workflowStatus: 'running', completion: [] }, 'completed'],
      [{ workflowStatus: 'failed', completion: {}, failure: { reason: 'a', message: 'b' } }, 'completed'],
      [{ workflowStatus: 'running', failure: { reason: 'a', message: 'b' } }, 'failed'],
      [{ workflowStatus: 'failed' }, 'failed'],
      [{ workflowStatus: 'completed' }, 'completed'],
      [{ workflowStatus: 'paused', completion: null, failure: null }, 'paused'],
      [{}, 'running'],
    ] as const) {
      script(success(result));
      const state = await client.getWorkflow('wf-7');
      assert.equal(state.workflowStatus, status, JSON.stringify(result));
      assert.equal(state.workflowId, 'wf-7');
    }
  });

  it('continues at an unknown status', async () => {
    script(success({ workflowStatus: 'hibernating' }), completed);
    assert.equal((await waiting()).workflowStatus, 'completed');
  });

  it('resolves with a failed workflow, always with a reason', async () => {
    script(success({ workflowStatus: 'failed', failure: { reason: 'brandNew', message: 'Why.', at: 3 } }));
    const state = await waiting();
    assert.deepEqual(state.failure, { reason: 'brandNew', message: 'Why.', at: 3 });
    script(success({ workflowStatus: 'failed', failure: 'Profile is private' }));
    assert.deepEqual((await waiting()).failure, { reason: 'unknownError', message: 'Profile is private' });
    script(success({ workflowStatus: 'failed', failure: '' }));
    assert.deepEqual((await waiting()).failure, { reason: 'unknownError', message: 'Linked API gave no reason.' });
  });

  it('returns the text, from which the completion can be read again', async () => {
    const result = { workflowStatus: 'completed', completion: { data: [1, { a: 'ü' }] }, extra: 1 };
    script(success(result));
    const state = await waiting();
    assert.equal(state['extra'], 1);
    const second = completionFrom(state.text);
    assert.deepEqual(second, result.completion);
    assert.notEqual(second, state.completion);
  });

  it('retries failed polls with growing pauses, reports them, and returns to normal once the service answers', async () => {
    const trouble = [reset(), text('', 503), html('<p>x</p>'), truncated('{"su'), text('', 408), text('', 425)];
    const more = [
      text('', 429),
      failure('tooManyRequests', 'Slow.', 429),
      json({ success: true }),
      text('{"success":'),
    ];
    script(...trouble, ...more, running, reset(), completed);
    const reported: string[] = [];
    const onTrouble = (error: Error) => reported.push(error.message);
    const state = await waiting({ onTrouble });
    assert.equal(state.workflowStatus, 'completed');
    assert.equal(reported.length, trouble.length + more.length + 1);
    const growing = [1000, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000, 30_000];
    const pauses = asked.slice(1).map((at, index) => at - asked[index]!);
    // Half a second is less than the account's rate allows.
    assert.deepEqual(pauses, [...growing, 152_000 * 0.1 * 0.8, 1000]);
  });

  it('spreads the pauses by chance, but never beyond the rate of the account', async () => {
    script(reset(), reset(), reset(), reset(), completed);
    clock.chance = 0.75;
    await waiting({}, { pollGapMs: 0 });
    assert.deepEqual(asked, [0, 375, 1125, 2625, 5625]);
    script(reset(), completed);
    clock.chance = 0;
    await waiting();
    assert.deepEqual(asked, [0, 1000]);
  });

  it('respects Retry-After, up to ten minutes', async () => {
    script(
      failure('tooManyRequests', 'Slow.', 429, { 'retry-after': '120' }),
      text('', 503, { 'retry-after': '86400' }),
      text('', 503, { 'retry-after': new Date(clock.now() + 810_000).toUTCString() }),
      completed,
    );
    await waiting();
    assert.deepEqual(asked, [0, 120_000, 720_000, 810_000]);
  });

  it('throws an error of Linked API at once, whatever the HTTP status', async () => {
    for (const status of [200, 401, 429, 503]) {
      script(failure('invalidIdentificationToken', 'Gone.', status));
      const error = await errorOf(waiting());
      assert.equal(error.code, 'invalidIdentificationToken');
      assert.equal(error.cause.workflowId, 'wf-1');
      assert.equal(server.requests.length, 1);
    }
  });

  it('stops after a while on an answer that does not look temporary', async () => {
    script(html('<p>No entry</p>', 403));
    const error = await errorOf(waiting());
    assert.equal(error.cause.status, 403);
    assert.equal(server.requests.length, 16);
  });

  it('stops at once on a result that is too large', async () => {
    script(success('x'.repeat(2000)));
    assert.equal((await errorOf(waiting({}, { maxResponseBytes: 1000 }))).cause.problem, 'tooLarge');
    assert.equal(server.requests.length, 1);
  });

  it('stops waiting after its time, and says that the workflow continues', async () => {
    script(running);
    const error = await errorOf(waiting({ timeoutMs: 180_000 }));
    assert.equal(error.code, 'workflowTimeout');
    assert.deepEqual(error.cause, { workflowId: 'wf-1' });
    assert.match(error.message, /Waited 3 min and gave up; workflow wf-1 itself goes on at Linked API/);
    assert.ok(asked.length > 20 && asked.at(-1)! <= 180_000, `${asked.length}`);
  });

  it('waits 24 hours by default', async () => {
    script(hang());
    const error = errorOf(clientOf(server, clock, { requestTimeoutMs: 1e9 }).waitForWorkflow('wf-1'));
    await server.arrived(1);
    clock.advance(86_400_000 - 1);
    assert.equal(clock.pending, 2);
    clock.advance(1);
    assert.match((await error).message, /Waited 24 h/);
  });

  it('polls three times more for a missing completion, then says so', async () => {
    const bare = success({ workflowId: 'wf-1', workflowStatus: 'completed' });
    script(bare, bare, bare, completed);
    const states: string[] = [];
    const onState = ({ workflowStatus }: WorkflowState) => states.push(workflowStatus);
    assert.deepEqual((await waiting({ onState })).completion, { success: true });
    assert.deepEqual([asked, states], [[0, 5000, 10_000, 15_000], ['completed']]);
    script(bare);
    const state = await waiting({ onState });
    assert.deepEqual([state.workflowStatus, state.completion, server.requests.length], ['completed', undefined, 4]);
  });

  describe('when the process was suspended beyond its time', () => {
    const stopped = async (before: Reply, after: Reply, options: WaitOptions = {}) => {
      script(before, after);
      const onState = () => setImmediate(() => clock.advance(3_600_000));
      const client = clientOf(server, clock);
      return client.waitForWorkflow('wf-1', { timeoutMs: 60_000, onState, ...options });
    };

    it('polls once more, and finds a workflow that has ended', async () => {
      assert.deepEqual((await stopped(running, completed)).completion, { success: true });
      assert.equal(server.requests.length, 2);
    });

    for (const [what, after] of [
      ['finds nothing', running],
      ['is broken off', reset()],
      ['is refused', text('', 503)],
    ] as const) {
      it(`stops when that ${what}`, async () => {
        const error = await errorOf(stopped(running, after));
        assert.equal(error.code, 'workflowTimeout');
        assert.equal(server.requests.length, 2);
      });
    }

    it('can be cancelled during that poll', async () => {
      const controller = new AbortController();
      const error = errorOf(stopped(running, hang(), { signal: controller.signal }));
      await server.arrived(2);
      controller.abort();
      assert.equal((await error).code, 'cancelled');
    });
  });

  it('names the last error when it stops', async () => {
    script(reset());
    const error = await errorOf(waiting({ timeoutMs: 20_000 }));
    assert.equal(error.code, 'workflowTimeout');
    assert.match(error.message, /last attempt to ask failed: The connection/);
  });

  it('stands a silent server for one request, then polls again', async () => {
    script(stuck.reply(hang()), completed);
    assert.equal((await waiting()).workflowStatus, 'completed');
    assert.deepEqual(asked, [0, 60_500]);
    assert.equal(server.requests.length, 2);
  });

  it('is cancelled at once by its signal: before, between and during polls', async () => {
    script(running);
    const waitWith = (signal: AbortSignal, onState?: () => void) => {
      return errorOf(waiting({ signal, onState }));
    };
    assert.equal((await waitWith(AbortSignal.abort())).code, 'cancelled');
    assert.equal(server.requests.length, 0);

    const between = new AbortController();
    const error = await waitWith(between.signal, () => between.abort());
    assert.equal(error.code, 'cancelled');
    assert.deepEqual(error.cause, { workflowId: 'wf-1' });
    assert.match(error.message, /itself goes on/);
    assert.equal(server.requests.length, 1);

    script(hang());
    const during = new AbortController();
    const cancelled = waitWith(during.signal);
    await server.arrived(1);
    during.abort();
    assert.equal((await cancelled).code, 'cancelled');
  });

  it('is cancelled in the middle of a real pause, too', async () => {
    script(running);
    const controller = new AbortController();
    const client = new LinkedApiClient({ baseUrl: server.url, ...tokens, pollIntervalMs: 3_600_000 });
    const onState = () => setImmediate(() => controller.abort());
    const error = await errorOf(client.waitForWorkflow('wf-1', { signal: controller.signal, onState }));
    assert.equal(error.code, 'cancelled');
  });

  it('passes on an error in the callback', async () => {
    script(running);
    const onState = () => {
      throw new RangeError('mine');
    };
    await assert.rejects(fresh({ onState }), /mine/);
    assert.equal(server.requests.length, 1);
  });
});
