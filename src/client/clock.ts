/** Time and chance, so that tests need neither. All times in milliseconds. */
export interface Clock {
  /** Since 1970. */
  now(): number;
  /** Time since some moment in the past; unaffected when the clock is set. */
  ticks(): number;
  /** As Math.random. */
  random(): number;
  /** Resolves after `ms`, or as soon as the signal aborts; never rejects. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** Calls `ring` once after `ms` unless the returned function is called before. */
  alarm(ms: number, ring: () => void): () => void;
}

const calls = new WeakMap<AbortSignal, Set<() => void>>();

function callAll({ target }: Event): void {
  const own = calls.get(target as AbortSignal) ?? [];
  calls.delete(target as AbortSignal);
  for (const call of own) call();
}

/** Calls once when the signal aborts, unless the returned function is called before. */
export function onAbort(signal: AbortSignal | undefined, abort: () => void): () => void {
  if (!signal) return () => undefined;
  // One listener for all: thousands of runs may share the signal of one node, and Node.js walks a signal's listeners to add one.
  const own = calls.get(signal) ?? new Set();
  const call = () => abort();
  calls.set(signal, own.add(call));
  if (own.size === 1) signal.addEventListener('abort', callAll, { once: true });
  return () => {
    if (own.delete(call) && own.size === 0) signal.removeEventListener('abort', callAll);
  };
}

/** setTimeout fires at once when given more than this. */
const longestTimerMs = 2 ** 31 - 1;

function alarm(ms: number, ring: () => void): () => void {
  const timer = setTimeout(ring, Math.min(ms, longestTimerMs));
  return () => clearTimeout(timer);
}

export const systemClock: Clock = {
  now: Date.now,
  ticks: () => performance.now(),
  random: Math.random,
  alarm,
  pause: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const wake = () => {
        stop();
        forget();
        resolve();
      };
      const stop = alarm(ms, wake);
      const forget = onAbort(signal, wake);
    }),
};

/** A time limit over a piece of work that the caller may also abort. `close` releases timer and listener. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** True when the time ran out (and the caller had not aborted before). */
  readonly expired: boolean;
  close(): void;
}

export function startDeadline(clock: Clock, ms: number, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  let expired = false;
  const abort = () => controller.abort();
  const stop = clock.alarm(ms, () => {
    expired = !controller.signal.aborted;
    abort();
  });
  if (parent?.aborted) abort();
  const forget = onAbort(parent, abort);
  return {
    signal: controller.signal,
    get expired() {
      return expired;
    },
    close() {
      stop();
      forget();
    },
  };
}
