import type { Clock } from './clock';
import { LinkedApiError } from './errors';
import { lineOf, type Seat } from './line';
import { backoff, intervalAt, parkedInterval, retryAfterMs } from './pace';
import { isLasting } from './persist';
import { isFinished, isParked, lacksCompletion, type WorkflowState } from './workflow-state';

export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** How long to wait from now on; 24 hours unless told. */
  timeoutMs?: number | undefined;
  /**
   * When the workflow was started, in milliseconds since 1970 by the service's clock: an older run is asked for less often, one
   * just started not before an interval is over. Unless told, its age is taken for nothing, and it is asked for at once.
   */
  startedAt?: number | undefined;
  /** When told, `timeoutMs` counts from `startedAt`, and so long is waited from now on in any case. */
  leastMs?: number | undefined;
  /** Called with every state read, the last one included. */
  onState?: ((state: WorkflowState) => void) | undefined;
  /** Called with every failed poll that will be repeated. */
  onTrouble?: ((error: LinkedApiError) => void) | undefined;
}

/** What to wait for, and how its account may be asked. */
export interface Wanted {
  workflowId: string;
  account: string;
  pollIntervalMs: number;
  /** Between two polls of the account, for whichever workflows. */
  gapMs: number;
  poll: (signal: AbortSignal) => Promise<WorkflowState>;
  /** By the service's clock, in milliseconds since 1970; right after a poll at the latest. */
  now: () => number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Answers that do not look like passing trouble are taken for it this many times in a row, as a proxy may give them. */
const DOUBTFUL_ANSWERS = 15;
/** Further looks at a workflow that has completed, for a completion that is not there yet. */
const LOOKS_FOR_COMPLETION = 3;
/** A timer this late means that the process was stopped, or the machine asleep. */
const OVERSLEPT_MS = 1000;
/** Runs that begin or are taken up together are spread by this much each. */
const SPREAD_MS = 5;

/** Polls until the workflow has completed or failed; see LinkedApiClient.waitForWorkflow. */
export async function wait(wanted: Wanted, options: WaitOptions, clock: Clock): Promise<WorkflowState> {
  const { workflowId, account, gapMs } = wanted;
  const { signal, timeoutMs = DAY_MS } = options;
  const begun = clock.ticks();
  const deadline = () => begun + timeLeft(options, timeoutMs, wanted.now() - (clock.ticks() - begun));
  const seat = lineOf(clock).take({ workflowId, account, gapMs, deadline: deadline(), signal });
  // The clock by which time was left may have been wrong.
  const answered = () => seat.expireAt(deadline());
  try {
    return await askUntilEnd(seat, wanted, options, timeoutMs, clock, answered);
  } catch (error) {
    const overslept = seat.ended === 'expired' && clock.ticks() - seat.deadline >= OVERSLEPT_MS;
    const state = overslept ? await lastLook(wanted, signal) : undefined;
    if (signal?.aborted) throw interrupted('cancelled', workflowId, timeoutMs);
    if (!state || !isFinished(state)) throw error;
    options.onState?.(state);
    return state;
  } finally {
    seat.leave();
  }
}

/** How long to wait from `now` on, which is by the service's clock. */
function timeLeft({ startedAt, leastMs }: WaitOptions, timeoutMs: number, now: number): number {
  if (startedAt === undefined || leastMs === undefined) return timeoutMs;
  return Math.max(timeoutMs - Math.max(0, now - startedAt), leastMs);
}

/** The workflow may have ended while nothing in this process could ask for it. */
async function lastLook({ poll }: Wanted, signal = new AbortController().signal): Promise<WorkflowState | undefined> {
  try {
    return await poll(signal);
  } catch (error) {
    if (error instanceof LinkedApiError) return undefined;
    throw error;
  }
}

async function askUntilEnd(
  seat: Seat,
  { workflowId, pollIntervalMs, poll, now }: Wanted,
  { startedAt, onState, onTrouble }: WaitOptions,
  timeoutMs: number,
  clock: Clock,
  answered: () => void,
): Promise<WorkflowState> {
  const age = startedAt === undefined ? 0 : Math.max(0, now() - startedAt);
  const startedTicks = clock.ticks() - age;
  const spread = clock.random() * Math.min(pollIntervalMs, (lineOf(clock).size.waiting - 1) * SPREAD_MS);
  let pauseMs = spread + (startedAt === undefined ? 0 : Math.max(0, pollIntervalMs - age));
  let failures = 0;
  let looks = 0;
  let lastTrouble: LinkedApiError | undefined;
  let hourTaken = false;
  for (;;) {
    await seat.turn(clock.ticks() + pauseMs);
    if (seat.ended) throw interrupted(seat.ended, workflowId, timeoutMs, lastTrouble);
    let state: WorkflowState;
    try {
      state = await poll(seat.signal);
    } catch (error) {
      if (seat.ended) throw interrupted(seat.ended, workflowId, timeoutMs, lastTrouble);
      if (!(error instanceof LinkedApiError) || failures >= patienceWith(error)) throw error;
      pauseMs = backoff(failures, error, clock.random());
      // What the service asks of one wait it asks of the account.
      if (isTooMany(error)) seat.hold(clock.ticks() + retryAfterMs(error));
      failures += 1;
      lastTrouble = error;
      onTrouble?.(error);
      continue;
    }
    failures = 0;
    lastTrouble = undefined;
    answered();
    if (lacksCompletion(state) && looks < LOOKS_FOR_COMPLETION) {
      looks += 1;
      pauseMs = pollIntervalMs;
      continue;
    }
    onState?.(state);
    if (isFinished(state)) return state;
    const parked = isParked(state);
    pauseMs = parked
      ? Math.max(parkedInterval(state, now(), hourTaken), pollIntervalMs)
      : intervalAt(clock.ticks() - startedTicks, pollIntervalMs, clock.random());
    hourTaken = parked && (hourTaken || state.parkedUntil !== undefined);
  }
}

function interrupted(how: Seat['ended'], workflowId: string, timeoutMs: number, lastTrouble?: LinkedApiError) {
  const goesOn = `workflow ${workflowId} itself goes on at Linked API`;
  if (how === 'cancelled') return new LinkedApiError('cancelled', `Waiting was cancelled; ${goesOn}.`, { workflowId });
  const trouble = lastTrouble ? ` The last attempt to ask failed: ${lastTrouble.message}` : '';
  const sentence = `Waited ${duration(timeoutMs)} and gave up; ${goesOn}, and its result can be fetched later.${trouble}`;
  return new LinkedApiError('workflowTimeout', sentence, { workflowId });
}

function duration(ms: number): string {
  const [unit, size] = ms >= 7_200_000 ? ['h', 3_600_000] : ms >= 120_000 ? ['min', 60_000] : ['s', 1000];
  return `${Math.round((ms / size) * 10) / 10} ${unit}`;
}

function isTooMany({ code, cause }: LinkedApiError): boolean {
  return code === 'tooManyRequests' || cause.status === 429;
}

/** How many failures in a row are borne before this one is thrown. */
function patienceWith(error: LinkedApiError): number {
  const {
    code,
    cause: { status },
  } = error;
  if (code === 'tooManyRequests') return Infinity;
  if (code !== 'httpError' || isLasting(error)) return 0;
  const passing = status === undefined || status < 300 || status >= 500 || [408, 425, 429].includes(status);
  return passing ? Infinity : DOUBTFUL_ANSWERS;
}
