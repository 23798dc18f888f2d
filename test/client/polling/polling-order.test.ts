import assert from 'node:assert/strict';
import { LinkedApiError, pollNow, waitingSize, type WaitOptions, type WorkflowState } from '../../../src/client';
import { wait } from '../../../src/client/polling/wait';
import { chance } from '../../support/seeded-random';
import { FakeClock } from '../../support/service/fake-clock';
import { SimulatedAccount } from '../../support/service/simulated-account';

const second = 1000;
const minuteMs = 60 * second;
const intervalMs = 5 * second;
/** The milliseconds within which each of so many queued runs is polled at least once. */
const round = (queued: number) => queued * intervalMs + minuteMs;

const names = (count: number) => Array.from({ length: count }, (_, index) => `wf-${index}`);

describe('the polls of one account', () => {
  let clock: FakeClock;
  let service: SimulatedAccount;
  /** How the ended runs ended, in order. */
  let ends: Map<string, { at: number; with: string }>;
  beforeEach(() => {
    clock = new FakeClock();
    clock.random = chance(1);
    service = new SimulatedAccount(clock);
    ends = new Map();
  });
  afterEach(() => {
    assert.deepEqual([waitingSize(clock), clock.pending], [{ waiting: 0, asking: 0, alarms: 0 }, 0]);
    service.asked.forEach(({ at }, index) => {
      assert.ok(
        index === 0 || at - service.asked[index - 1]!.at >= second,
        `poll ${index} is less than a gap after the last`,
      );
    });
  });

  /** Waits for a run that was submitted just now. */
  const follow = (
    workflowId: string,
    options: WaitOptions = {},
    poll?: (signal: AbortSignal) => Promise<WorkflowState>,
  ) => {
    const wanted = {
      ...{ workflowId, account: 'account', pollIntervalMs: intervalMs, gapMs: second },
      poll: poll ?? (() => Promise.resolve(service.poll(workflowId))),
      now: () => clock.now(),
    };
    const end = (how: string) => void ends.set(workflowId, { at: clock.ticks(), with: how });
    wait(wanted, { startedAt: clock.now(), ...options }, clock).then(
      () => end('completed'),
      (error: unknown) => end(error instanceof LinkedApiError ? error.code : String(error)),
    );
  };
  const submit = (ids: string[], lastsMs: number) => ids.forEach((id) => service.submit(id, lastsMs));

  /** Advances the time to a moment, or until all of these have ended. */
  const goOn = async (until: number | string[]) => {
    const over = () => (typeof until === 'number' ? clock.ticks() >= until : until.every((id) => ends.has(id)));
    if (typeof until === 'number') clock.alarm(until - clock.ticks(), () => undefined);
    do await new Promise((resolve) => setImmediate(resolve));
    while (!over() && clock.ringNext());
    assert.ok(over());
  };
  const lateness = (id: string) => ends.get(id)!.at - service.ended.get(id)!;
  const pollsOf = (id: string) => service.asked.filter((poll) => poll.id === id).map(({ at }) => at);
  const assertOnTime = (ids: string[], intervals = 2) => {
    const late = ids.filter((id) => lateness(id) > intervals * intervalMs).map((id) => `${id}: ${lateness(id)} ms`);
    assert.deepEqual(late, []);
  };
  const assertNobodyStarves = (ids: string[], from: number) => {
    for (const id of ids) {
      const times = [from, ...pollsOf(id), ends.get(id)?.at ?? clock.ticks()];
      times.forEach((at, index) =>
        assert.ok(index === 0 || at - times[index - 1]! <= round(ids.length), `${id} ${at}`),
      );
    }
  };

  for (const [lastsMs, polls] of [
    [1500, 1.5],
    [20_000, 9],
  ] as const) {
    it(`find that queued runs of ${lastsMs / second} s have ended within two intervals, by at most ${polls} polls each`, async () => {
      const ids = names(60);
      const start = clock.ticks();
      submit(ids, lastsMs);
      for (const id of ids) follow(id);
      await goOn(ids);
      assertOnTime(ids);
      assertNobodyStarves(ids, start);
      assert.ok(service.asked.length <= polls * ids.length, `${service.asked.length}`);
      for (const id of ids) {
        const own = pollsOf(id);
        assert.ok(own.every((at, index) => index === 0 || at - own[index - 1]! >= intervalMs));
      }
    });
  }

  it('find a younger one that runs first, and the others on time', async () => {
    const ids = names(12);
    submit(['wf-5', ...ids.filter((id) => id !== 'wf-5')], 20 * second);
    for (const id of ids) follow(id);
    await goOn(ids);
    assert.equal(ends.get('wf-5')!.with, 'completed');
    assert.ok(lateness('wf-5') <= round(ids.length));
    assertOnTime(ids.filter((id) => id !== 'wf-5'));
  });

  it('keep up with runs that were submitted at once, and stand in a somewhat different order', async () => {
    const ids = names(60);
    const place = new Map(ids.map((id, index) => [id, index + 20 * clock.random()]));
    submit(
      [...ids].sort((a, b) => place.get(a)! - place.get(b)!),
      20 * second,
    );
    for (const id of ids) follow(id);
    await goOn(ids);
    const late = ids.map(lateness).sort((a, b) => a - b);
    assert.ok(late[30]! <= 1.5 * intervalMs, `${late[30]}`);
    assert.ok(service.asked.length <= 12 * ids.length, `${service.asked.length}`);
  });

  it('are few while an unknown workflow is ahead of all, include everyone, and keep up once it has ended', async () => {
    const ids = names(30);
    const hours = 3 * 60 * minuteMs;
    const start = clock.ticks();
    submit(['foreign'], hours);
    submit(ids, 20 * second);
    for (const id of ids) follow(id);
    await goOn(start + hours);
    assert.ok(service.asked.length <= (1.3 * hours) / intervalMs, `${service.asked.length}`);
    assertNobodyStarves(ids, start);
    await goOn(ids);
    // The longer nothing changes, the less often it is polled.
    assertOnTime(ids.slice(0, 5), 60 / 5);
    assertOnTime(ids.slice(5));
  });

  it('continue with the others while the oldest is parked, and find it after its time', async () => {
    const ids = names(20);
    submit(ids, 20 * second);
    service.park('wf-0');
    for (const id of ids) follow(id);
    await goOn(ids.slice(1));
    assertOnTime(ids.slice(1));
    assert.equal(pollsOf('wf-0').length, 1);
    service.unpark('wf-0');
    await goOn(ids);
    assert.ok(lateness('wf-0') <= 27 * minuteMs);
  });

  it('are spread when working hours begin', async () => {
    const ids = names(40);
    submit(ids, 20 * second);
    for (const id of ids) service.park(id);
    for (const id of ids) follow(id);
    const start = clock.ticks();
    await goOn(start + 5 * minuteMs);
    assert.ok(ids.every((id) => pollsOf(id).length === 1));
    for (const id of ids) service.unpark(id);
    await goOn(start + 60 * minuteMs);
    await goOn(ids);
    for (const id of ids) assert.ok(pollsOf(id).length <= 20, id);
  });

  it('come at once for a run after pollNow(), wherever it is', async () => {
    const ids = names(20);
    submit(['wf-19', 'foreign'], 20 * second);
    submit(ids.slice(0, 19), 20 * second);
    for (const id of ids) follow(id);
    await goOn(clock.ticks() + 20 * second);
    pollNow('wf-19', clock);
    await goOn(['wf-19']);
    assert.ok(lateness('wf-19') <= second);
    await goOn(ids);
    assertOnTime(ids.slice(0, 19));
  });

  it('are no more frequent than the interval of each, however few are queued', async () => {
    const ids = names(3);
    submit(['foreign'], 60 * minuteMs);
    submit(ids, second);
    for (const id of ids) follow(id);
    await goOn(clock.ticks() + 60 * minuteMs);
    // Every minute after the first ten.
    for (const id of ids) assert.ok(pollsOf(id).length <= 120, `${id}: ${pollsOf(id).length}`);
    await goOn(ids);
  });

  it('continue with the next at once when a long-running one is cancelled', async () => {
    const ids = names(5);
    submit(['wf-0'], 60 * minuteMs);
    submit(ids.slice(1), 20 * second);
    const stop = new AbortController();
    follow('wf-0', { signal: stop.signal });
    for (const id of ids.slice(1)) follow(id);
    await goOn(clock.ticks() + 30 * minuteMs);
    service.cancel('wf-0');
    stop.abort();
    await goOn(ids);
    assertOnTime(ids.slice(1));
  });

  it('continue with the next when the oldest is cancelled, queued or running', async () => {
    const ids = names(20);
    submit(ids, 20 * second);
    const stops = new Map(ids.map((id) => [id, new AbortController()]));
    for (const id of ids) follow(id, { signal: stops.get(id)!.signal });
    const cancel = (id: string) => {
      service.cancel(id);
      stops.get(id)!.abort();
    };
    await goOn(clock.ticks() + 10 * second);
    cancel('wf-0');
    await goOn(clock.ticks() + 10 * second);
    for (const id of ['wf-2', 'wf-3', 'wf-12']) cancel(id);
    await goOn(ids);
    const completed = [...ends].filter(([, end]) => end.with === 'completed').map(([id]) => id);
    assert.deepEqual([completed.length, ends.get('wf-0')!.with], [16, 'cancelled']);
    assertOnTime(completed);
  });

  describe('when the oldest', () => {
    const trouble = (details: Record<string, unknown>) => new LinkedApiError('httpError', 'No answer.', details);
    const others = names(20).slice(1);
    for (const [what, poll] of [
      ['cannot be read', () => Promise.reject(trouble({ status: 403 }))],
      ['is refused for good', () => Promise.reject(new LinkedApiError('subscriptionRequired', 'Lapsed.'))],
      [
        'is not answered',
        () => new Promise<never>((_, reject) => clock.alarm(minuteMs, () => reject(trouble({ status: 403 })))),
      ],
    ] as const) {
      it(`${what}, find the others on time`, async () => {
        submit(names(20), 20 * second);
        follow('wf-0', {}, poll);
        for (const id of others) follow(id);
        await goOn(others);
        assertOnTime(others);
        await goOn(['wf-0']);
        assert.match(ends.get('wf-0')!.with, /httpError|subscriptionRequired/);
      });
    }
  });

  it('resume 3,000 runs after a restart one after the other, those that have ended first', async () => {
    const ids = names(3000);
    const startedAt = clock.now();
    submit(ids, 20 * second);
    clock.advance(1000 * 20 * second);
    const start = clock.ticks();
    const stop = new AbortController();
    // In the random order in which a folder may list them.
    for (const id of [...ids].sort()) {
      follow(id, { startedAt: startedAt + Number(id.slice(3)), signal: stop.signal });
    }
    await goOn(ids.slice(0, 1000));
    assert.ok(clock.ticks() - start <= 1.5 * 1000 * second, `${clock.ticks() - start}`);
    stop.abort();
    await goOn(ids);
  });

  it('poll each run at least once, even if its time is already over', async () => {
    const ids = names(30);
    const start = clock.ticks();
    submit(['foreign'], 60 * minuteMs);
    submit(ids, second);
    for (const id of ids) follow(id, { timeoutMs: minuteMs });
    await goOn(ids);
    assert.deepEqual(new Set([...ends.values()].map((end) => end.with)), new Set(['workflowTimeout']));
    for (const id of ids) {
      assert.ok(pollsOf(id).length > 0, id);
      assert.ok(ends.get(id)!.at - start <= round(ids.length), id);
    }
    assert.equal(ends.get('wf-0')!.at - start, minuteMs);
  });

  it('keep to the interval of each run where several run at once', async () => {
    const ids = names(4);
    const polls = new Map(ids.map((id) => [id, [] as number[]]));
    const stop = new AbortController();
    for (const id of ids) {
      const poll = () => {
        polls.get(id)!.push(clock.ticks());
        return Promise.resolve({ workflowId: id, workflowStatus: 'running', text: '' });
      };
      follow(id, { signal: stop.signal }, poll);
    }
    await goOn(clock.ticks() + minuteMs);
    stop.abort();
    await goOn(ids);
    for (const own of polls.values()) {
      assert.ok(own.length >= 5, `${own.length}`);
      own.forEach((at, index) => assert.ok(index === 0 || at - own[index - 1]! >= intervalMs));
    }
  });
});

describe('many accounts that are resumed at the same time', () => {
  it('are not all polled at once', async () => {
    const clock = new FakeClock();
    clock.random = chance(1);
    const start = clock.ticks();
    const stop = new AbortController();
    const asked: number[] = [];
    const ends = names(1000).map((workflowId) => {
      const poll = () => {
        asked.push(clock.ticks() - start);
        return Promise.resolve({ workflowId, workflowStatus: 'running', text: '' });
      };
      const wanted = {
        workflowId,
        account: workflowId,
        pollIntervalMs: intervalMs,
        gapMs: second,
        poll,
        now: () => clock.now(),
      };
      return wait(wanted, { startedAt: clock.now() - minuteMs, signal: stop.signal }, clock).catch(() => undefined);
    });
    do await new Promise((resolve) => setImmediate(resolve));
    while (asked.length < 1000 && clock.ringNext());
    stop.abort();
    await Promise.all(ends);
    const perHundredMs = Array.from(
      { length: 50 },
      (_, part) => asked.filter((at) => Math.floor(at / 100) === part).length,
    );
    assert.ok(Math.max(...perHundredMs) < 150, perHundredMs.join());
    assert.ok(Math.max(...asked) <= intervalMs);
  });
});
