import { mkdtempSync, readdirSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LinkedApiClient, LinkedApiError, waitingSize } from '../../../src/client';
import { FileJournal } from '../../../src/runs';
import { chance } from '../seeded-random';
import { carriedRun } from '../runs/carried-run';
import { FakeClock } from '../service/fake-clock';
import { failure, html, MisbehavingServer, reset, success, truncated, type Reply } from '../service/misbehaving-server';
import { keepTrackOfFolder, removeFolder } from '../processes';

/** The totals of a day; all but the first three have to be 0. */
export interface DaySummary {
  runs: number;
  polls: number;
  /** How many runs ended how: `completed`, or an error's code. */
  ended: Record<string, number>;
  /** Runs that never ended. */
  unended: number;
  doubleSubmissions: number;
  /** What is left after the day, when every run has ended. */
  timers: number;
  waiting: number;
  listeners: number;
  entries: number;
}

const hourMs = 3_600_000;
const accounts = 10;

/** Simulates a day in which runs start at any time, last up to six hours and meet every kind of fault. Time is simulated, requests and files are real. */
export async function simulatedDay(runs: number, seed: number): Promise<DaySummary> {
  const random = chance(seed);
  const clock = new FakeClock();
  clock.random = random;
  const service = new DayService(clock, random);
  const server = await MisbehavingServer.start((response, request) => service.reply(request)(response, request));
  server.now = () => clock.now();
  const folder = mkdtempSync(join(tmpdir(), 'linkedapi-day-'));
  keepTrackOfFolder(folder);
  const journal = new FileJournal(folder, () => undefined);
  const clients = Array.from({ length: accounts }, (_, account) => {
    const tokens = { linkedApiToken: 'a', identificationToken: `b${account}` };
    return new LinkedApiClient({ baseUrl: server.url, ...tokens }, clock);
  });
  const before = listeners();
  const ended: Record<string, number> = {};
  let [busy, open] = [0, runs];

  const one = async (number: number) => {
    let started = false;
    const { run, ended: result } = carriedRun({
      ...{ client: clients[number % accounts]!, timeoutMs: 20 * hourMs },
      document: { actionType: 'st.openPersonPage', personUrl: `https://www.linkedin.com/in/${number}` },
      notes: {
        save: async (entry) => {
          busy += 1;
          await journal.save(entry).finally(() => (busy -= 1));
          return true;
        },
        remove: (name) => journal.remove(name),
      },
      onProgress: () => {
        if (started) return;
        started = true;
        busy -= 1;
      },
    });
    const cancel = () => {
      busy += 1;
      const settle = () => (busy -= 1);
      run.cancel().then(settle, settle);
    };
    if (random() < 0.05) clock.alarm(random() * hourMs, cancel);
    const end = await result.then(
      () => 'completed',
      (error: unknown) => (error instanceof LinkedApiError ? error.code : String(error)),
    );
    // From here on this run is active again; one that never got an id has been active all along.
    if (started) busy += 1;
    ended[end] = (ended[end] ?? 0) + 1;
    await run.forget();
    busy -= 1;
    open -= 1;
  };

  for (let number = 0; number < runs; number += 1) {
    clock.alarm(random() * 24 * hourMs, () => {
      busy += 1;
      void one(number);
    });
  }
  // Time passes whenever no run is active.
  for (let going = true; going;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (busy === 0 && waitingSize(clock).asking === 0) going = clock.ringNext();
  }
  const { waiting, alarms } = waitingSize(clock);
  const summary = {
    ...{ runs, polls: service.polls, ended, unended: open, doubleSubmissions: service.doubled },
    timers: clock.pending + alarms,
    waiting,
    listeners: listeners() - before,
    entries: readdirSync(folder).length,
  };
  await server.close();
  removeFolder(folder);
  return summary;
}

/** Listeners on what outlives every run: the process and kept connections. Node.js itself has a handful. */
function listeners(): number {
  const sockets = Object.values(http.globalAgent.freeSockets).flatMap((some) => some ?? []);
  const most = sockets.flatMap((socket) => socket.eventNames().map((name) => socket.listenerCount(name)));
  const own = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return own + most.filter((count) => count > 5).length;
}

/** A service with occasional faults. */
class DayService {
  polls = 0;
  doubled = 0;
  private readonly posted = new Set<string>();
  private readonly ends = new Map<string, number>();

  constructor(
    private readonly clock: FakeClock,
    private readonly random: () => number,
  ) {}

  reply({ method, path, body }: { method: string; path: string; body: string }): Reply {
    const workflowId = path.split('/').at(-1)!;
    if (method === 'POST') return this.post(body);
    if (method === 'DELETE') {
      this.ends.set(workflowId, 0);
      return success({ cancelled: this.random() < 0.8 });
    }
    this.polls += 1;
    const bad: Reply[] = [
      reset(),
      truncated('{"success":tr'),
      html('<h1>Busy</h1>', 502),
      failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '30' }),
    ];
    const trouble = bad[Math.floor(this.random() * 60)];
    if (trouble) return trouble;
    const end = this.ends.get(workflowId) ?? 0;
    if (this.clock.now() < end) {
      const parked =
        this.random() < 0.1
          ? { workflowStatus: 'pending', pendingReason: 'outsideWorkingHours' }
          : { workflowStatus: 'running' };
      return success({ workflowId, ...parked });
    }
    if (this.random() < 0.1) {
      return success({
        workflowId,
        workflowStatus: 'failed',
        failure: { reason: 'linkedinAccountSignedOut', message: 'Out.' },
      });
    }
    return success({ workflowId, workflowStatus: 'completed', completion: [] });
  }

  private post(body: string): Reply {
    const luck = this.random();
    if (luck < 0.03) return failure('tooManyRequests', 'Slow down.', 429);
    if (luck < 0.05) return failure('subscriptionRequired', 'Lapsed.', 402);
    if (this.posted.has(body)) this.doubled += 1;
    this.posted.add(body);
    if (luck < 0.08) return reset();
    const workflowId = `wf-${this.posted.size}`;
    const lasts = luck < 0.1 ? 30 * hourMs : this.random() ** 3 * 6 * hourMs;
    this.ends.set(workflowId, this.clock.now() + lasts);
    return success({ workflowId, workflowStatus: 'pending', pendingReason: 'queued' });
  }
}
