import { setImmediate as nextTurn } from 'node:timers/promises';
import { Random } from './random';

export const speeds = ['instant', 'fast', 'real'] as const;
/** instant: as fast as possible. fast: some 10 ms per action, 2 s at most in all. real: seconds per action, as in the service. */
export type Speed = (typeof speeds)[number];

/** Called before each action. A returned promise is awaited; it rejects when the workflow is cancelled. */
export type Pace = (signal: AbortSignal) => Promise<void> | undefined;

export function paceOf(speed: Speed, seed: string): Pace {
  if (speed === 'instant') return breathing();
  const random = new Random(seed);
  const yieldToEventLoop = breathing();
  let left = speed === 'fast' ? 2_000 : Infinity;
  return (signal) => {
    const pause = Math.min(left, speed === 'fast' ? random.int(15, 45) : random.int(3_000, 8_000));
    left -= pause;
    return pause > 0 ? sleep(pause, signal) : yieldToEventLoop(signal);
  };
}

/** Yields to the event loop now and then, so that a large workflow does not block everything else. */
function breathing(): Pace {
  let last = performance.now();
  return () => {
    if (performance.now() - last < 8) return undefined;
    return nextTurn().then(() => {
      last = performance.now();
    });
  };
}

/** Never keeps the process alive. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms).unref();
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
