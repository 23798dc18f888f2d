import { setTimeout as pause } from 'node:timers/promises';

/** Polls every few ms until a condition holds that no event announces, such as a file of another process. */
export async function until(condition: () => boolean | Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const end = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`Not within ${timeoutMs} ms: ${condition.toString()}`);
    await pause(20);
  }
}
