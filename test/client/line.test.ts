import assert from 'node:assert/strict';
import fc from 'fast-check';
import { poke, waitingSize } from '../../src/client';
import { Line } from '../../src/client/line';
import { Timetable, type Slot } from '../../src/client/timetable';
import { FakeClock } from '../support/fake-clock';
import { assertProperty } from '../support/property';

describe('a timetable', () => {
  it('rings each slot at its time and in order, whatever is set, moved and cleared, with one alarm', () => {
    const change = fc.record({ slot: fc.nat(19), at: fc.nat(1000), clear: fc.boolean(), go: fc.nat(200) });
    return assertProperty(
      fc.property(fc.array(change, { maxLength: 200 }), (changes) => {
        const clock = new FakeClock();
        const start = clock.ticks();
        const timetable = new Timetable(clock);
        const due = new Map<number, number>();
        const slots: Slot[] = Array.from({ length: 20 }, (_, index) =>
          timetable.slot(() => {
            const at = due.get(index);
            assert.ok(at !== undefined && at <= clock.ticks(), `slot ${index}`);
            for (const other of due.values()) assert.ok(other >= at || other <= clock.ticks());
            due.delete(index);
          }),
        );
        for (const { slot, at, clear, go } of changes) {
          if (clear) {
            timetable.clear(slots[slot]!);
            due.delete(slot);
          } else {
            due.set(slot, start + at);
            timetable.set(slots[slot]!, start + at);
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

describe('the line of all waits', () => {
  const open = new AbortController().signal;
  let clock: FakeClock;
  let line: Line;
  let start: number;
  beforeEach(() => {
    clock = new FakeClock();
    line = new Line(clock);
    start = clock.ticks();
  });
  afterEach(() => assert.deepEqual([line.size, clock.pending], [{ waiting: 0, asking: 0, alarms: 0 }, 0]));

  const take = (workflowId: string, account = 'a', signal: AbortSignal = open, lasts = 1e9) =>
    line.take({ workflowId, account, gapMs: 1000, deadline: start + lasts, signal });
  /** Lets what has been called answer. */
  const settle = () => new Promise((resolve) => setImmediate(resolve));

  it('keeps 1,000 waits of 10 accounts to one timer and one turn per account and second, first come, first served', async () => {
    const turns: Array<{ account: number; wait: number; at: number }> = [];
    const seats = Array.from({ length: 1000 }, (_, wait) => {
      const account = wait % 10;
      const seat = take(`wf-${wait}`, `account ${account}`);
      void seat.turn(start + 5000).then(() => {
        turns.push({ account, wait, at: clock.ticks() - start });
        seat.leave();
      });
      return seat;
    });
    assert.equal(clock.pending, 1);
    assert.deepEqual(line.size, { waiting: 1000, asking: 0, alarms: 2000 });
    while (turns.length < seats.length && clock.ringNext()) {
      await settle();
      assert.ok(clock.pending <= 1);
    }
    for (let account = 0; account < 10; account += 1) {
      const own = turns.filter((turn) => turn.account === account);
      assert.deepEqual(own.map(({ at }) => at), Array.from({ length: 100 }, (_, index) => 5000 + index * 1000)); // prettier-ignore
      assert.deepEqual(own.map(({ wait }) => wait), own.map(({ wait }) => wait).sort((a, b) => a - b)); // prettier-ignore
    }
  });

  it('takes up a shorter gap at once', async () => {
    const seats = [take('wf-1'), take('wf-2')];
    const turns = seats.map((seat) => seat.turn(start));
    await turns[0];
    assert.equal(line.size.asking, 1);
    const third = line.take({ workflowId: 'wf-3', account: 'a', gapMs: 0, deadline: start + 1e9, signal: open });
    await turns[1];
    assert.equal(clock.ticks(), start);
    for (const seat of [...seats, third]) seat.leave();
  });

  it('removes a wait the moment its signal aborts, wherever it stands', async () => {
    const controller = new AbortController();
    const pausing = take('pausing', 'a', controller.signal);
    const asking = take('asking', 'b', controller.signal);
    const ready = take('ready', 'b', controller.signal);
    const turns = [pausing.turn(start + 5000), asking.turn(start), ready.turn(start)];
    await turns[1];
    assert.equal(line.size.asking, 1);
    controller.abort();
    await Promise.all(turns);
    assert.equal(line.size.alarms, 0);
    assert.equal(clock.pending, 0);
    for (const seat of [pausing, asking, ready]) {
      assert.equal(seat.ended, 'cancelled');
      assert.ok(seat.signal.aborted);
      await seat.turn(start + 9999);
      seat.leave();
    }
  });

  it('ends a wait when its time is over, also while it asks', async () => {
    const seat = take('wf-1', 'a', open, 60_000);
    await seat.turn(start);
    clock.advance(60_000);
    assert.deepEqual([seat.ended, seat.signal.aborted], ['expired', true]);
    seat.leave();
  });

  it('lets a poked wait go before all others of its account, and no other account’s turn pass', async () => {
    const order: string[] = [];
    const seats = ['first', 'second', 'third', 'far'].map((name) => {
      const seat = take(name);
      void seat.turn(start + (name === 'far' ? 600_000 : 1000)).then(() => order.push(name));
      return seat;
    });
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first']);
    assert.equal(line.poke('far'), true);
    assert.equal(line.poke('nobody'), false);
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first', 'far']);
    clock.advance(1000);
    await settle();
    assert.deepEqual(order, ['first', 'far', 'second']);
    for (const seat of seats) seat.leave();
  });

  it('a poke while it asks is for the next turn, whatever pause was meant', async () => {
    const seat = take('wf-1');
    await seat.turn(start);
    line.poke('wf-1');
    const next = seat.turn(start + 600_000);
    clock.advance(1000);
    await next;
    const usual = seat.turn(start + 600_000);
    let came = false;
    void usual.then(() => (came = true));
    clock.advance(100_000);
    await settle();
    assert.equal(came, false);
    seat.leave();
  });

  it('holds the whole account back when the service asks for it', async () => {
    const [one, other] = [take('wf-1'), take('wf-2')];
    await one.turn(start);
    one.hold(start + 60_000);
    let came = 0;
    void other.turn(start + 10).then(() => (came = clock.ticks() - start));
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

  it('of this process has nobody in it when nobody waits', () => {
    assert.deepEqual(waitingSize(), { waiting: 0, asking: 0, alarms: 0 });
    assert.equal(poke('wf-1'), false);
  });
});
