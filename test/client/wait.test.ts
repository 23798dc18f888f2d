import assert from 'node:assert/strict';
import { completionFrom, LinkedApiClient, type WorkflowState } from '../../src/client';
import { FakeClock } from '../support/fake-clock';
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
} from '../support/misbehaving-server';
import { clientOf, errorOf, TOKENS } from './support';

const running = success({ workflowId: 'wf-1', workflowStatus: 'running' });
const completed = success({ workflowId: 'wf-1', workflowStatus: 'completed', completion: { success: true } });

describe('waiting for a workflow', () => {
  let server: MisbehavingServer;
  let clock: FakeClock;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  beforeEach(() => {
    clock = new FakeClock();
  });
  afterEach(() => assert.equal(clock.pending, 0, 'an alarm is left behind'));
  after(() => server.close());

  it('asks soon, then at the interval, and tells each state', async () => {
    server.script(success({ workflowStatus: 'pending', pendingReason: 'queued' }), running, running, completed);
    const states: string[] = [];
    const onState = (state: WorkflowState) => states.push(`${state.workflowId} ${state.workflowStatus}`);
    const state = await clientOf(server, clock).waitForWorkflow('wf-1', { onState });
    assert.deepEqual(states, ['wf-1 pending', 'wf-1 running', 'wf-1 running', 'wf-1 completed']);
    assert.deepEqual(clock.pauses, [500, 5000, 5000, 5000]);
    assert.deepEqual(state.completion, { success: true });
    assert.deepEqual(
      server.requests.map(({ method, path }) => `${method} ${path}`),
      Array(4).fill('GET /workflows/wf-1'),
    );
  });

  it('keeps to a shorter interval from the start', async () => {
    server.script(running, completed);
    await clientOf(server, clock, { pollIntervalMs: 20 }).waitForWorkflow('wf-1');
    assert.deepEqual(clock.pauses, [20, 20]);
  });

  it('asks less often while the workflow is parked until working hours', async () => {
    server.script(success({ workflowStatus: 'pending', pendingReason: 'outsideWorkingHours' }), running, completed);
    await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.deepEqual(clock.pauses, [500, 30_000, 5000]);
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
      server.script(success(result));
      const state = await client.getWorkflow('wf-7');
      assert.equal(state.workflowStatus, status, JSON.stringify(result));
      assert.equal(state.workflowId, 'wf-7');
    }
  });

  it('goes on at a status nobody knows', async () => {
    server.script(success({ workflowStatus: 'hibernating' }), completed);
    assert.equal((await clientOf(server, clock).waitForWorkflow('wf-1')).workflowStatus, 'completed');
  });

  it('resolves with a failed workflow, whose reason is always there', async () => {
    server.script(success({ workflowStatus: 'failed', failure: { reason: 'brandNew', message: 'Why.', at: 3 } }));
    const state = await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.deepEqual(state.failure, { reason: 'brandNew', message: 'Why.', at: 3 });
    server.script(success({ workflowStatus: 'failed', failure: 'odd' }));
    assert.equal((await clientOf(server, clock).waitForWorkflow('wf-1')).failure?.reason, 'unknownError');
  });

  it('gives the text, out of which the completion can be had once more', async () => {
    const result = { workflowStatus: 'completed', completion: { data: [1, { a: 'ü' }] }, extra: 1 };
    server.script(success(result));
    const state = await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.equal(state['extra'], 1);
    const second = completionFrom(state.text);
    assert.deepEqual(second, result.completion);
    assert.notEqual(second, state.completion);
  });

  it('bears trouble with growing pauses, tells it, and starts over once the service answers', async () => {
    const trouble = [reset(), text('', 503), html('<p>x</p>'), truncated('{"su'), text('', 408), text('', 425)];
    const more = [
      text('', 429),
      failure('tooManyRequests', 'Slow.', 429),
      json({ success: true }),
      text('{"success":'),
    ];
    server.script(...trouble, ...more, running, reset(), completed);
    const told: string[] = [];
    const onTrouble = (error: Error) => told.push(error.message);
    const state = await clientOf(server, clock).waitForWorkflow('wf-1', { onTrouble });
    assert.equal(state.workflowStatus, 'completed');
    assert.equal(told.length, trouble.length + more.length + 1);
    const growing = [10_000, 20_000, ...Array<number>(8).fill(30_000)];
    assert.deepEqual(clock.pauses, [500, ...growing, 5000, 10_000]);
  });

  it('spreads the pauses by chance, but never to nothing', async () => {
    server.script(reset(), reset(), completed);
    clock.chance = 0.3;
    await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.deepEqual(clock.pauses, [500, 3000, 6000]);
    server.script(reset(), completed);
    clock.chance = 0;
    await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.deepEqual(clock.pauses.slice(-2), [500, 500]);
  });

  it('obeys Retry-After, up to ten minutes', async () => {
    server.script(
      failure('tooManyRequests', 'Slow.', 429, { 'retry-after': '120' }),
      text('', 503, { 'retry-after': '86400' }),
      completed,
    );
    await clientOf(server, clock).waitForWorkflow('wf-1');
    assert.deepEqual(clock.pauses, [500, 120_000, 600_000]);
  });

  it('throws what Linked API names at once, whatever the HTTP status', async () => {
    for (const status of [200, 401, 429, 503]) {
      server.script(failure('invalidIdentificationToken', 'Gone.', status));
      const error = await errorOf(clientOf(server, clock).waitForWorkflow('wf-1'));
      assert.equal(error.code, 'invalidIdentificationToken');
      assert.equal(error.cause.workflowId, 'wf-1');
      assert.equal(server.requests.length, 1);
    }
  });

  it('gives up on an answer that does not look like passing trouble after a while', async () => {
    server.script(html('<p>No entry</p>', 403));
    const error = await errorOf(clientOf(server, clock).waitForWorkflow('wf-1'));
    assert.equal(error.cause.status, 403);
    assert.equal(server.requests.length, 16);
  });

  it('gives up at once on a result that is too large', async () => {
    server.script(success('x'.repeat(2000)));
    const client = clientOf(server, clock, { maxResponseBytes: 1000 });
    assert.equal((await errorOf(client.waitForWorkflow('wf-1'))).cause.problem, 'tooLarge');
    assert.equal(server.requests.length, 1);
  });

  it('stops waiting in the end, and says that the workflow goes on', async () => {
    server.script(running);
    const error = await errorOf(clientOf(server, clock).waitForWorkflow('wf-1', { timeoutMs: 180_000 }));
    assert.equal(error.code, 'workflowTimeout');
    assert.deepEqual(error.cause, { workflowId: 'wf-1' });
    assert.match(error.message, /Waited 3 min and gave up; workflow wf-1 itself goes on at Linked API/);
    assert.equal(server.requests.length, 36);
  });

  it('waits 24 hours unless told', async () => {
    server.script(hang());
    const waiting = errorOf(clientOf(server, clock, { requestTimeoutMs: 1e9 }).waitForWorkflow('wf-1'));
    await server.arrived(1);
    clock.advance(86_400_000 - 501);
    assert.equal(clock.pending, 2);
    clock.advance(1);
    assert.match((await waiting).message, /Waited 24 h/);
  });

  it('mentions the last trouble when it stops', async () => {
    server.script(reset());
    const error = await errorOf(clientOf(server, clock).waitForWorkflow('wf-1', { timeoutMs: 20_000 }));
    assert.equal(error.code, 'workflowTimeout');
    assert.match(error.message, /last attempt to ask failed: The connection/);
  });

  it('bears a silent server for one request, then asks again', async () => {
    server.script(hang(), completed);
    const waiting = clientOf(server, clock).waitForWorkflow('wf-1');
    await server.arrived(1);
    clock.advance(60_000);
    assert.equal((await waiting).workflowStatus, 'completed');
    assert.equal(server.requests.length, 2);
  });

  it('is cancelled at once by its signal: before, between and during polls', async () => {
    server.script(running);
    const waitWith = (signal: AbortSignal, onState?: () => void) => {
      return errorOf(clientOf(server, clock).waitForWorkflow('wf-1', { signal, onState }));
    };
    assert.equal((await waitWith(AbortSignal.abort())).code, 'cancelled');
    assert.equal(server.requests.length, 0);

    const between = new AbortController();
    const error = await waitWith(between.signal, () => between.abort());
    assert.equal(error.code, 'cancelled');
    assert.deepEqual(error.cause, { workflowId: 'wf-1' });
    assert.match(error.message, /itself goes on/);
    assert.equal(server.requests.length, 1);

    server.script(hang());
    const during = new AbortController();
    const waiting = waitWith(during.signal);
    await server.arrived(1);
    during.abort();
    assert.equal((await waiting).code, 'cancelled');
  });

  it('is cancelled in the middle of a real pause, too', async () => {
    server.script(running);
    const controller = new AbortController();
    const client = new LinkedApiClient({ baseUrl: server.url, ...TOKENS, pollIntervalMs: 3_600_000 });
    const onState = () => setImmediate(() => controller.abort());
    const error = await errorOf(client.waitForWorkflow('wf-1', { signal: controller.signal, onState }));
    assert.equal(error.code, 'cancelled');
  });

  it('leaves a mistake in the callback alone', async () => {
    server.script(running);
    const onState = () => {
      throw new RangeError('mine');
    };
    await assert.rejects(clientOf(server, clock).waitForWorkflow('wf-1', { onState }), /mine/);
    assert.equal(server.requests.length, 1);
  });
});
