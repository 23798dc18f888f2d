import type { LinkedApiError } from '../http/errors';
import type { WorkflowState } from './workflow-state';

const shareOfAge = 0.1;
const longestIntervalMs = 60_000;
/** 8 hours hold at most 19 of them, and one more may come at the hour named: 20 polls in 8 hours. */
const parkedIntervalMs = 26 * 60_000;
/** A workflow is not under way the moment its hours begin. */
const afterOpeningMs = 15_000;
const firstBackoffMs = 500;
const longestBackoffMs = 30_000;
const longestRetryAfterMs = 10 * 60_000;

/**
 * Milliseconds until the next poll of a run of this age: a tenth of the age, at most a minute, and never less than the
 * account's interval. Chance takes off up to a fifth, so that runs that began together do not go on asking together.
 */
export function intervalAt(ageMs: number, pollIntervalMs: number, chance: number): number {
  const longest = Math.min(ageMs * shareOfAge, longestIntervalMs);
  return Math.max(longest * (1 - chance / 5), pollIntervalMs);
}

/**
 * How long to leave a parked workflow alone (https://linkedapi.io/docs/executing-workflows): nothing happens before the
 * account's working hours begin. `hourTaken` says that the hour named has been waited for once, and was wrong.
 */
export function parkedInterval(state: WorkflowState, now: number, hourTaken: boolean): number {
  const opening = state.parkedUntil === undefined || hourTaken ? Infinity : Date.parse(state.parkedUntil) - now;
  return Math.min(Math.max(opening, 0) + afterOpeningMs, parkedIntervalMs);
}

/** Full jitter below a ceiling that doubles from half a second to half a minute, and what a Retry-After says, within reason. */
export function backoff(failures: number, error: LinkedApiError, chance: number, firstMs = firstBackoffMs): number {
  const ceiling = Math.min(firstMs * 2 ** failures, longestBackoffMs);
  return Math.max(chance * ceiling, retryAfterMs(error));
}

/** What the service asked for, in milliseconds, at most ten minutes; 0 when it asked for nothing. */
export function retryAfterMs({ cause }: LinkedApiError): number {
  return Math.min((cause.retryAfterSeconds ?? 0) * 1000, longestRetryAfterMs);
}
