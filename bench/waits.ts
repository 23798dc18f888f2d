import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { LinkedApiClient, waitingSize } from '../src/client';
import { round } from './measure';

/** A service in a process of its own, so that its work is not measured: one workflow of each account runs for ever, the others are queued. */
const service = `
  const accounts = Number(process.argv[1]);
  const body = (state) => JSON.stringify({ success: true, result: { workflowId: 'wf', ...state } });
  const running = body({ workflowStatus: 'running' });
  const queued = body({ workflowStatus: 'pending', pendingReason: 'queued' });
  const server = require('node:http').createServer(({ url }, response) =>
    response.setHeader('content-type', 'application/json').end(Number(url.split('wf-')[1]) < accounts ? running : queued));
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));`;

export interface WaitsOptions {
  waits?: number;
  accounts?: number;
  /** The age of the runs, which decides how often they are polled. */
  ageMs?: number;
  /** How long to measure, after ten polls of each account. */
  forMs?: number;
}

/**
 * Waits for many workflows at once, in real time, and measures what that costs this process: memory in MB compared with the same process
 * before, CPU in percent of one core, polls a second; `idlePercent` is what the process takes beforehand. Start Node.js with --expose-gc. `left` has to be all zeros.
 */
export async function waits({ waits = 1000, accounts = 10, ageMs = 3_600_000, forMs = 20_000 }: WaitsOptions = {}) {
  const child = spawn(process.execPath, ['-e', service, String(accounts)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const [port] = (await once(child, 'message')) as [number];
  const controller = new AbortController();
  const clients = Array.from({ length: accounts }, (_, account) => {
    const tokens = { linkedApiToken: 'measured', identificationToken: `account-${account}` };
    return new LinkedApiClient({ baseUrl: `http://127.0.0.1:${port}`, ...tokens });
  });
  await clients[0]!.getWorkflow('wf-0');
  const idle = await cpuFor(forMs);
  globalThis.gc?.();
  const before = process.memoryUsage();
  let polls = 0;
  const ended = Array.from({ length: waits }, (_, wait) => {
    const startedAt = Date.now() - ageMs;
    const options = { signal: controller.signal, startedAt, onState: () => (polls += 1) };
    return clients[wait % accounts]!.waitForWorkflow(`wf-${wait}`, options).catch(() => undefined);
  });
  while (polls < accounts * 10) await new Promise((resolve) => setTimeout(resolve, 100));
  polls = 0;
  const { ms, cpuPercent } = await cpuFor(forMs);
  globalThis.gc?.();
  const after = process.memoryUsage();
  const pollsPerSecond = round((polls / ms) * 1000, 1);
  controller.abort();
  await Promise.all(ended);
  child.kill();
  return {
    waits,
    accounts,
    pollsPerSecond,
    cpuPercent,
    idlePercent: idle.cpuPercent,
    heapMb: round((after.heapUsed - before.heapUsed) / 2 ** 20, 1),
    rssMb: round((after.rss - before.rss) / 2 ** 20, 1),
    left: waitingSize(),
  };
}

async function cpuFor(forMs: number) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, forMs));
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  return { ms, cpuPercent: round((user + system) / 10 / ms, 2) };
}
