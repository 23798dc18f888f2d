import type { LinkedApiError } from '../http/errors';
import type { WorkflowState } from './workflow-state';

const SHARE_OF_AGE = 0.1;
const LONGEST_INTERVAL_MS = 60_000;
/** 8 hours hold at most 19 of them, and one more may come at the hour named: 20 polls in 8 hours. */
const PARKED_INTERVAL_MS = 26 * 60_000;
/** A workflow is not under way the moment its hours begin. */
const AFTER_OPENING_MS = 15_000;
const FIRST_BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;

/**
 * Milliseconds until the next poll of a run of this age: a tenth of the age, at most a minute, and never less than the
 * account's interval. Chance takes off up to a fifth, so that runs that began together do not go on asking together.
 */
export function intervalAt(ageMs: number, pollIntervalMs: number, chance: number): number {
  const longest = Math.min(ageMs * SHARE_OF_AGE, LONGEST_INTERVAL_MS);
  return Math.max(longest * (1 - chance / 5), pollIntervalMs);
}

/**
 * How long to leave a parked workflow alone (https://linkedapi.io/docs/executing-workflows): nothing happens before the
 * account's working hours begin. `hourTaken` says that the hour named has been waited for once, and was wrong.
 */
export function parkedInterval(state: WorkflowState, now: number, hourTaken: boolean): number {
  const opening = state.parkedUntil === undefined || hourTaken ? Infinity : Date.parse(state.parkedUntil) - now;
  return Math.min(Math.max(opening, 0) + AFTER_OPENING_MS, PARKED_INTERVAL_MS);
}

/** Full jitter below a ceiling that doubles from half a second to half a minute, and what a Retry-After says, within reason. */
export function backoff(failures: number, error: LinkedApiError, chance: number, firstMs = FIRST_BACKOFF_MS): number {
  const ceiling = Math.min(firstMs * 2 ** failures, LONGEST_BACKOFF_MS);
  return Math.max(chance * ceiling, retryAfterMs(error));
}

/** What the service asked for, in milliseconds, at most ten minutes; 0 when it asked for nothing. */
export function retryAfterMs({ cause }: LinkedApiError): number {
  return Math.min((cause.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS);
}
