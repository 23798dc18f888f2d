import type { LinkedApiError } from '../http/errors';
import type { WorkflowState } from './workflow-state';

const shareOfAge = 0.1;
const longestIntervalMs = 60_000;
/** At most 19 polls in 8 hours, and one more at the announced opening. */
const parkedIntervalMs = 26 * 60_000;
/** A workflow does not start in the very moment working hours begin. */
const afterOpeningMs = 15_000;
const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
const longestRetryAfterMs = 10 * 60_000;

/**
 * Milliseconds until the next poll of a workflow of this age: a tenth of its age, at most a minute, at least the poll
 * interval of the account. `chance` (0 to 1) takes off up to a fifth, so that workflows started together drift apart.
 */
export function intervalAt(ageMs: number, pollIntervalMs: number, chance: number): number {
  const longest = Math.min(ageMs * shareOfAge, longestIntervalMs);
  return Math.max(longest * (1 - chance / 5), pollIntervalMs);
}

/**
 * Milliseconds until the next poll of a parked workflow, which does not start before the account's working hours begin
 * (https://linkedapi.io/docs/executing-workflows). `waitedForHour`: the announced hour has passed once, so it was wrong.
 */
export function parkedInterval(state: WorkflowState, now: number, waitedForHour: boolean): number {
  const opening = state.parkedUntil === undefined || waitedForHour ? Infinity : Date.parse(state.parkedUntil) - now;
  return Math.min(Math.max(opening, 0) + afterOpeningMs, parkedIntervalMs);
}

/** Milliseconds to pause after so many failures: exponential with full jitter, at most 30 s, but never less than a Retry-After. */
export function backoff(failures: number, error: LinkedApiError, chance: number, firstMs = firstBackoffMs): number {
  const ceiling = Math.min(firstMs * 2 ** failures, longestBackoffMs);
  return Math.max(chance * ceiling, retryAfterMs(error));
}

/** The Retry-After in milliseconds, at most ten minutes; 0 without one. */
export function retryAfterMs({ cause }: LinkedApiError): number {
  return Math.min((cause.retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs);
}
