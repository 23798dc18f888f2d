import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff, parkedInterval, retryAfterMs } from './pace';
import { hasTemporaryStatus, isPermanent } from './retry';
import { pollQueueOf } from './poll-queue';
import type { PollSlot } from './poll-slot';
import { isFinished, isParked, lacksCompletion, type WorkflowState } from './workflow-state';

export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** How long to wait from now on; default 24 hours. */
  timeoutMs?: number | undefined;
  /**
   * When the workflow was started, in ms since 1970 by the service's clock. An old workflow is polled less often, a new one
   * not before an interval is over. Without it the workflow counts as new and is polled at once.
   */
  startedAt?: number | undefined;
  /** If given, `timeoutMs` counts from `startedAt`, but the wait lasts at least this long from now on. */
  leastMs?: number | undefined;
  /** Called with every state read, the last one included. */
  onState?: ((state: WorkflowState) => void) | undefined;
  /** Called with every failed poll that will be repeated. */
  onTrouble?: ((error: LinkedApiError) => void) | undefined;
}

/** The workflow to wait for, and how often it may be polled. */
export interface WaitRequest {
  workflowId: string;
  account: string;
  pollIntervalMs: number;
  /** Between two polls of the account, of any workflow. */
  gapMs: number;
  poll: (signal: AbortSignal) => Promise<WorkflowState>;
  /** The service's time in ms since 1970. May be wrong before the first poll. */
  now: () => number;
}

const dayMs = 24 * 60 * 60 * 1000;
/** This many unexpected answers in a row count as temporary: they may come from a proxy. */
const mostUnexpectedAnswers = 15;
/** Further polls of a completed workflow whose completion is missing. */
const pollsForCompletion = 3;

/** Polls until the workflow has completed or failed; see LinkedApiClient.waitForWorkflow. */
export async function wait(wanted: WaitRequest, options: WaitOptions, clock: Clock): Promise<WorkflowState> {
  const { workflowId, account, gapMs, pollIntervalMs, now } = wanted;
  const { signal, timeoutMs = dayMs, startedAt = now() } = options;
  const begun = clock.ticks();
  const submittedAt = begun - Math.max(0, now() - startedAt);
  const deadline = () => begun + timeLeft(options, timeoutMs, now() - (clock.ticks() - begun));
  const slotOptions = { workflowId, account, gapMs, pollIntervalMs, submittedAt, deadline: deadline(), signal };
  const slot = pollQueueOf(clock).take(slotOptions);
  // An answer may have corrected the service's time.
  const answered = () => slot.expireAt(deadline());
  try {
    return await askUntilEnd(slot, wanted, options, timeoutMs, clock, answered);
  } finally {
    slot.leave();
  }
}

/** Milliseconds left at `now`, by the service's clock. */
function timeLeft({ startedAt, leastMs }: WaitOptions, timeoutMs: number, now: number): number {
  if (startedAt === undefined || leastMs === undefined) return timeoutMs;
  return Math.max(timeoutMs - Math.max(0, now - startedAt), leastMs);
}

async function askUntilEnd(
  slot: PollSlot,
  { workflowId, pollIntervalMs, poll, now }: WaitRequest,
  { startedAt, onState, onTrouble }: WaitOptions,
  timeoutMs: number,
  clock: Clock,
  answered: () => void,
): Promise<WorkflowState> {
  const begun = clock.ticks();
  let mayPoll =
    startedAt === undefined
      ? slot.askAt(begun + slot.spreadMs)
      : slot.queueAt(Math.max(begun, slot.submittedAt + pollIntervalMs) + slot.spreadMs);
  let failures = 0;
  let looks = 0;
  let lastTrouble: LinkedApiError | undefined;
  let waitedForHour = false;
  for (;;) {
    await mayPoll;
    if (slot.ended) throw interrupted(slot.ended, workflowId, timeoutMs, lastTrouble);
    let state: WorkflowState;
    try {
      state = await poll(slot.signal);
    } catch (error) {
      if (slot.ended) throw interrupted(slot.ended, workflowId, timeoutMs, lastTrouble);
      if (!(error instanceof LinkedApiError) || failures >= mostFailures(error)) throw error;
      // The service limits the account, not the single workflow.
      if (isTooMany(error)) slot.hold(clock.ticks() + retryAfterMs(error));
      mayPoll = slot.askAt(clock.ticks() + backoff(failures, error, clock.random()));
      failures += 1;
      lastTrouble = error;
      onTrouble?.(error);
      continue;
    }
    failures = 0;
    lastTrouble = undefined;
    answered();
    if (lacksCompletion(state) && looks < pollsForCompletion) {
      looks += 1;
      mayPoll = slot.askAt(clock.ticks() + pollIntervalMs);
      continue;
    }
    onState?.(state);
    if (isFinished(state)) return state;
    if (isParked(state)) {
      mayPoll = slot.queueAt(clock.ticks() + Math.max(parkedInterval(state, now(), waitedForHour), pollIntervalMs));
      waitedForHour ||= state.parkedUntil !== undefined;
    } else {
      mayPoll = slot.reportUnfinished(state.workflowStatus !== 'pending');
      waitedForHour = false;
    }
  }
}

function interrupted(how: PollSlot['ended'], workflowId: string, timeoutMs: number, lastTrouble?: LinkedApiError) {
  const continues = `workflow ${workflowId} itself goes on at Linked API`;
  if (how === 'cancelled')
    return new LinkedApiError('cancelled', `Waiting was cancelled; ${continues}.`, { workflowId });
  const trouble = lastTrouble ? ` The last attempt to ask failed: ${lastTrouble.message}` : '';
  const sentence = `Waited ${duration(timeoutMs)} and gave up; ${continues}, and its result can be fetched later.${trouble}`;
  return new LinkedApiError('workflowTimeout', sentence, { workflowId });
}

function duration(ms: number): string {
  const [unit, size] = ms >= 7_200_000 ? ['h', 3_600_000] : ms >= 120_000 ? ['min', 60_000] : ['s', 1000];
  return `${Math.round((ms / size) * 10) / 10} ${unit}`;
}

function isTooMany({ code, cause }: LinkedApiError): boolean {
  return code === 'tooManyRequests' || cause.status === 429;
}

/** How many such failures in a row are tolerated. */
function mostFailures(error: LinkedApiError): number {
  if (error.code === 'tooManyRequests') return Infinity;
  if (error.code !== 'httpError' || isPermanent(error)) return 0;
  return hasTemporaryStatus(error) ? Infinity : mostUnexpectedAnswers;
}
