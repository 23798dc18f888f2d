import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pollNow, waitingSize } from '../../../src/client';
import { PollQueue } from '../../../src/client/polling/poll-queue';
import { Timetable, type Alarm } from '../../../src/client/polling/timetable';
import { FakeClock } from '../../support/service/fake-clock';
import { assertProperty } from '../../support/property';

describe('the alarms', () => {
  it('rings each alarm at its time and in order, whatever is set, moved and cleared, with one alarm of the clock', () => {
    const change = fc.record({ which: fc.nat(19), at: fc.nat(1000), clear: fc.boolean(), go: fc.nat(200) });
    return assertProperty(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const clock = new FakeClock();
        const start = clock.ticks();
        const timetable = new Timetable(clock);
        const due = new Map<number, number>();
        const alarms: Alarm[] = Array.from({ length: 20 }, (_, index) =>
          timetable.alarm(() => {
            const at = due.get(index);
            assert.ok(at !== undefined && at <= clock.ticks(), `alarm ${index}`);
            for (const other of due.values()) assert.ok(other >= at || other <= clock.ticks());
            due.delete(index);
          }),
        );
        for (const { which, at, clear, go } of changes) {
          if (clear) {
            timetable.clear(alarms[which]!);
            due.delete(which);
          } else {
            due.set(which, start + at);
            timetable.set(alarms[which]!, start + at);
          }
          assert.ok(clock.pending <= 1);
          clock.advance(go);
          for (const at of due.values()) assert.ok(at > clock.ticks() - (go === 0 ? 1 : 0));
          assert.equal(timetable.size, due.size);
        }
        while (clock.ringNext());
        assert.deepEqual([due.size, timetable.size, clock.pending], [0, 0, 0]);
      }),
    );
  });
});

describe('the queue of all waits', () => {
  const open = new AbortController().signal;
  let clock: FakeClock;
  let queue: PollQueue;
  let start: number;
  beforeEach(() => {
    clock = new FakeClock();
    queue = new PollQueue(clock);
    start = clock.ticks();
  });
  afterEach(() => assert.deepEqual([queue.size, clock.pending], [{ waiting: 0, asking: 0, alarms: 0 }, 0]));

  const take = (workflowId: string, account = 'a', signal: AbortSignal = open, lasts = 1e9, gapMs = 1000) =>
    queue.take({ workflowId, account, gapMs, pollIntervalMs: 5000, deadline: start + lasts, signal });
  /** Lets pending calls answer. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('keeps 1,000 waits of 10 accounts to one timer and one poll per account and second, first come, first served', async () => {
    const turns: Array<{ account: number; wait: number; at: number }> = [];
    const slots = Array.from({ length: 1000 }, (_, wait) => {
      const account = wait % 10;
      const slot = take(`wf-${wait}`, `account ${account}`);
      void slot.askAt(start + 5000).then(() => {
        turns.push({ account, wait, at: clock.ticks() - start });
        slot.leave();
      });
      return slot;
    });
    assert.equal(clock.pending, 1);
    assert.deepEqual(queue.size, { waiting: 1000, asking: 0, alarms: 1010 });
    while (turns.length < slots.length && clock.ringNext()) {
      await settle();
      assert.ok(clock.pending <= 1);
    }
    for (let account = 0; account < 10; account += 1) {
      const own = turns.filter((turn) => turn.account === account);
      assert.deepEqual(
        own.map(({ at }) => at),
        Array.from({ length: 100 }, (_, index) => 5000 + index * 1000),
      );
      assert.deepEqual(
        own.map(({ wait }) => wait),
        own.map(({ wait }) => wait).sort((a, b) => a - b),
      );
    }
  });

  it('applies a shorter gap at once', async () => {
    const slots = [take('wf-1'), take('wf-2')];
    const turns = slots.map((slot) => slot.askAt(start));
    await turns[0];
    assert.equal(queue.size.asking, 1);
    const third = take('wf-3', 'a', open, 1e9, 0);
    await turns[1];
    assert.equal(clock.ticks(), start);
    for (const slot of [...slots, third]) slot.leave();
  });

  it('removes a wait as soon as its signal aborts, wherever it is', async () => {
    const controller = new AbortController();
    const pausing = take('pausing', 'a', controller.signal);
    const asking = take('asking', 'b', controller.signal);
    const ready = take('ready', 'b', controller.signal);
    const turns = [pausing.askAt(start + 5000), asking.askAt(start), ready.askAt(start)];
    await turns[1];
    assert.equal(queue.size.asking, 1);
    controller.abort();
    await Promise.all(turns);
    assert.equal(queue.size.alarms, 0);
    assert.equal(clock.pending, 0);
    for (const slot of [pausing, asking, ready]) {
      assert.equal(slot.ended, 'cancelled');
      assert.ok(slot.signal.aborted);
      await slot.askAt(start + 9999);
      slot.leave();
    }
  });

  it('ends a wait when its time is over, also during a poll', async () => {
    const slot = take('wf-1', 'a', open, 60_000);
    await slot.askAt(start);
    clock.advance(60_000);
    assert.deepEqual([slot.ended, slot.signal.aborted], ['expired', true]);
    slot.leave();
  });

  it('polls first for a wait after pollNow(), but keeps the gap of the account', async () => {
    const order: string[] = [];
    const slots = ['first', 'second', 'third', 'far'].map((name) => {
      const slot = take(name);
      void slot.askAt(start + (name === 'far' ? 600_000 : 1000)).then(() => order.push(name));
      return slot;
    });
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first']);
    assert.equal(queue.pollNow('far'), true);
    assert.equal(queue.pollNow('nobody'), false);
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first', 'far']);
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first', 'far', 'second']);
    for (const slot of slots) slot.leave();
  });

  it('a pollNow() during a poll polls next, whatever the pause', async () => {
    const slot = take('wf-1');
    await slot.askAt(start);
    queue.pollNow('wf-1');
    const next = slot.askAt(start + 600_000);
    clock.advance(1000);
    await next;
    const usual = slot.askAt(start + 600_000);
    let came = false;
    void usual.then(() => (came = true));
    clock.advance(100_000);
    await settle();
    assert.equal(came, false);
    slot.leave();
  });

  it('pauses the whole account when the service says so', async () => {
    const [one, other] = [take('wf-1'), take('wf-2')];
    await one.askAt(start);
    one.hold(start + 60_000);
    let came = 0;
    void other.askAt(start + 10).then(() => (came = clock.ticks() - start));
    clock.advance(59_999);
    await settle();
    assert.equal(came, 0);
    clock.advance(1);
    await settle();
    assert.equal(came, 60_000);
    one.leave();
    other.leave();
  });

  it('leaves no listener on the caller’s signal', () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)];
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    for (let wait = 0; wait < 100; wait += 1) take(`wf-${wait}`, 'a', signal).leave();
    assert.equal(listeners, 0);
  });

  it('of this process is empty when nothing waits', () => {
    assert.deepEqual(waitingSize(), { waiting: 0, asking: 0, alarms: 0 });
    assert.equal(pollNow('wf-1'), false);
  });
});
