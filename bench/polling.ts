import { performance } from 'node:perf_hooks';
import { wait } from '../src/client/polling/wait';
import { chance } from '../test/support/seeded-random';
import { FakeClock } from '../test/support/service/fake-clock';
import { SimulatedAccount } from '../test/support/service/simulated-account';
import { median, round } from './measure';

const pollIntervalMs = 5000;
const gapMs = 1000;

interface QueueOptions {
  workflows: number;
  /** The average; each lasts up to a fifth more or less. */
  lastsMs: number;
  /** How far a workflow may be from its place in the order of submission, as when many are submitted at once. */
  shuffledBy?: number;
}

/**
 * All workflows of one account's queue, followed to their end in simulated time: how long after its completion a run knows of
 * it, in poll intervals, and the polls it takes.
 */
export async function queued({ workflows, lastsMs, shuffledBy = 0 }: QueueOptions) {
  const clock = new FakeClock();
  clock.random = chance(1);
  const service = new SimulatedAccount(clock);
  const places = Array.from({ length: workflows }, (_, index) => ({
    index,
    place: index + shuffledBy * clock.random(),
  }));
  for (const { index } of places.sort((a, b) => a.place - b.place)) {
    service.submit(`wf-${index}`, lastsMs * (0.8 + 0.4 * clock.random()));
  }
  const late: number[] = [];
  let left = workflows;
  for (let index = 0; index < workflows; index += 1) {
    const workflowId = `wf-${index}`;
    const poll = () => Promise.resolve(service.poll(workflowId));
    const wanted = { workflowId, account: 'account', pollIntervalMs, gapMs, poll, now: () => clock.now() };
    const noticed = () => {
      late.push((clock.ticks() - service.ended.get(workflowId)!) / pollIntervalMs);
      left -= 1;
    };
    void wait(wanted, { startedAt: clock.now() }, clock).then(noticed);
  }
  do await new Promise((resolve) => setImmediate(resolve));
  while (left > 0 && clock.ringNext());
  return {
    workflows,
    lastsSeconds: lastsMs / 1000,
    ...(shuffledBy ? { shuffledBy } : {}),
    medianIntervals: round(median(late), 2),
    worstIntervals: round(Math.max(...late), 1),
    pollsPerRun: round(service.asked.length / workflows, 2),
  };
}

/** Time per run to register and cancel many waits at once, compared with the same number in hundreds; 1 is no growth. */
export async function registering(waits = 10_000, few = 100, runs = 7) {
  const ratios: number[] = [];
  for (let run = 0; run < runs + 2; run += 1) {
    let fewMs = 0;
    for (let part = 0; part < waits / few; part += 1) fewMs += await registered(few);
    ratios.push((await registered(waits)) / fewMs);
  }
  return { waits, besides: few, ratio: round(median(ratios.slice(2)), 2) };
}

async function registered(waits: number): Promise<number> {
  const clock = new FakeClock();
  const poll = () => new Promise<never>(() => undefined);
  const controllers = Array.from({ length: waits }, () => new AbortController());
  globalThis.gc?.();
  const start = performance.now();
  const ends = controllers.map(({ signal }, index) => {
    const wanted = {
      workflowId: `wf-${index}`,
      account: `account ${index % 10}`,
      pollIntervalMs,
      gapMs,
      poll,
      now: () => clock.now(),
    };
    return wait(wanted, { startedAt: clock.now(), signal }, clock).catch(() => undefined);
  });
  for (const controller of controllers) controller.abort();
  await Promise.all(ends);
  return performance.now() - start;
}
