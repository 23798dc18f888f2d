import { performance } from 'node:perf_hooks';

export const median = (values: number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

export const round = (value: number, digits = 3): number => Number(value.toFixed(digits));

/** Median of the milliseconds a function takes, after some runs to warm up. */
export function timeOf(work: () => unknown, { runs = 15, warmUp = 5 } = {}): number {
  for (let run = 0; run < warmUp; run += 1) work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

/**
 * Runs two pieces of work in turn, so that a drift in the machine's speed affects both: medians, and the median of the ratios.
 * `prepare`, for the first, is not timed.
 */
export function timeBeside<T>(prepare: () => T, work: (input: T) => unknown, reference: () => unknown, runs = 9) {
  const pairs = Array.from({ length: runs + 2 }, () => {
    const referenceMs = once(reference);
    const input = prepare();
    return { work: once(() => work(input)), reference: referenceMs };
  }).slice(2);
  return {
    ms: round(median(pairs.map((pair) => pair.work)), 1),
    referenceMs: round(median(pairs.map((pair) => pair.reference)), 1),
    ratio: round(median(pairs.map((pair) => pair.work / pair.reference)), 2),
  };
}

function once(work: () => unknown): number {
  globalThis.gc?.();
  const start = performance.now();
  work();
  return performance.now() - start;
}
