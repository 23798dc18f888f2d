import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff, parkedInterval, retryAfterMs } from './pace';
import { isLasting } from './retry';
import { pollQueueOf } from './poll-queue';
import type { PollSlot } from './poll-slot';
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

const dayMs = 24 * 60 * 60 * 1000;
/** Answers that do not look like passing trouble are taken for it this many times in a row, as a proxy may give them. */
const doubtfulAnswers = 15;
/** Further looks at a workflow that has completed, for a completion that is not there yet. */
const looksForCompletion = 3;

/** Polls until the workflow has completed or failed; see LinkedApiClient.waitForWorkflow. */
export async function wait(wanted: Wanted, options: WaitOptions, clock: Clock): Promise<WorkflowState> {
  const { workflowId, account, gapMs, pollIntervalMs, now } = wanted;
  const { signal, timeoutMs = dayMs, startedAt = now() } = options;
  const begun = clock.ticks();
  const submittedAt = begun - Math.max(0, now() - startedAt);
  const deadline = () => begun + timeLeft(options, timeoutMs, now() - (clock.ticks() - begun));
  const place = { workflowId, account, gapMs, pollIntervalMs, submittedAt, deadline: deadline(), signal };
  const slot = pollQueueOf(clock).take(place);
  // The clock by which time was left may have been wrong.
  const answered = () => slot.expireAt(deadline());
  try {
    return await askUntilEnd(slot, wanted, options, timeoutMs, clock, answered);
  } finally {
    slot.leave();
  }
}

/** How long to wait from `now` on, which is by the service's clock. */
function timeLeft({ startedAt, leastMs }: WaitOptions, timeoutMs: number, now: number): number {
  if (startedAt === undefined || leastMs === undefined) return timeoutMs;
  return Math.max(timeoutMs - Math.max(0, now - startedAt), leastMs);
}

async function askUntilEnd(
  slot: PollSlot,
  { workflowId, pollIntervalMs, poll, now }: Wanted,
  { startedAt, onState, onTrouble }: WaitOptions,
  timeoutMs: number,
  clock: Clock,
  answered: () => void,
): Promise<WorkflowState> {
  const begun = clock.ticks();
  let turn =
    startedAt === undefined
      ? slot.askAt(begun + slot.spreadMs)
      : slot.queueAt(Math.max(begun, slot.submittedAt + pollIntervalMs) + slot.spreadMs);
  let failures = 0;
  let looks = 0;
  let lastTrouble: LinkedApiError | undefined;
  let hourTaken = false;
  for (;;) {
    await turn;
    if (slot.ended) throw interrupted(slot.ended, workflowId, timeoutMs, lastTrouble);
    let state: WorkflowState;
    try {
      state = await poll(slot.signal);
    } catch (error) {
      if (slot.ended) throw interrupted(slot.ended, workflowId, timeoutMs, lastTrouble);
      if (!(error instanceof LinkedApiError) || failures >= patienceWith(error)) throw error;
      // What the service asks of one wait it asks of the account.
      if (isTooMany(error)) slot.hold(clock.ticks() + retryAfterMs(error));
      turn = slot.askAt(clock.ticks() + backoff(failures, error, clock.random()));
      failures += 1;
      lastTrouble = error;
      onTrouble?.(error);
      continue;
    }
    failures = 0;
    lastTrouble = undefined;
    answered();
    if (lacksCompletion(state) && looks < looksForCompletion) {
      looks += 1;
      turn = slot.askAt(clock.ticks() + pollIntervalMs);
      continue;
    }
    onState?.(state);
    if (isFinished(state)) return state;
    if (isParked(state)) {
      turn = slot.queueAt(clock.ticks() + Math.max(parkedInterval(state, now(), hourTaken), pollIntervalMs));
      hourTaken ||= state.parkedUntil !== undefined;
    } else {
      turn = slot.goesOn(state.workflowStatus !== 'pending');
      hourTaken = false;
    }
  }
}

function interrupted(how: PollSlot['ended'], workflowId: string, timeoutMs: number, lastTrouble?: LinkedApiError) {
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
  return passing ? Infinity : doubtfulAnswers;
}
