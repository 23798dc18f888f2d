import { startDeadline, type Clock } from './clock';
import { LinkedApiError } from './errors';
import { isFinished, type WorkflowState } from './workflow-state';

export interface WaitOptions {
  signal?: AbortSignal | undefined;
  /** How long to wait in all; 24 hours unless told. */
  timeoutMs?: number | undefined;
  /** Called with every state read, the last one included. */
  onState?: ((state: WorkflowState) => void) | undefined;
  /** Called with every failed poll that will be repeated. */
  onTrouble?: ((error: LinkedApiError) => void) | undefined;
  /** Called once, with a function that has the workflow asked about at once instead of after the pause. */
  nudge?: ((askNow: () => void) => void) | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const FIRST_POLL_MS = 500;
const LONGEST_BACKOFF_MS = 30_000;
const LONGEST_RETRY_AFTER_MS = 10 * 60 * 1000;
/** A workflow parked until working hours begin waits for hours: ask less often. */
const PARKED_FACTOR = 6;
/** Answers that do not look like passing trouble are taken for it this many times in a row, as a proxy may give them. */
const DOUBTFUL_ANSWERS = 15;

/** Polls until the workflow has completed or failed; see LinkedApiClient.waitForWorkflow. */
export async function wait(
  poll: (signal: AbortSignal) => Promise<WorkflowState>,
  workflowId: string,
  { signal, timeoutMs = DAY_MS, onState, onTrouble, nudge }: WaitOptions,
  pollIntervalMs: number,
  clock: Clock,
): Promise<WorkflowState> {
  const deadline = startDeadline(clock, timeoutMs, signal);
  let pauseMs = Math.min(pollIntervalMs, FIRST_POLL_MS);
  let failures = 0;
  let lastTrouble: LinkedApiError | undefined;
  // One that comes while an answer is under way counts, too: the answer may be older than the news.
  let nudged = false;
  let wake = () => {};
  nudge?.(() => {
    nudged = true;
    wake();
  });
  try {
    for (;;) {
      if (!nudged) await pause(clock, pauseMs, deadline.signal, (end) => (wake = end));
      nudged = false;
      if (deadline.signal.aborted) throw interrupted(deadline.expired, workflowId, timeoutMs, lastTrouble);
      let state: WorkflowState;
      try {
        state = await poll(deadline.signal);
      } catch (error) {
        if (deadline.signal.aborted) throw interrupted(deadline.expired, workflowId, timeoutMs, lastTrouble);
        if (!(error instanceof LinkedApiError) || failures >= patienceWith(error)) throw error;
        pauseMs = backoff(failures, error, pollIntervalMs, clock);
        failures += 1;
        lastTrouble = error;
        onTrouble?.(error);
        continue;
      }
      failures = 0;
      lastTrouble = undefined;
      pauseMs = pollIntervalMs * (state.pendingReason === 'outsideWorkingHours' ? PARKED_FACTOR : 1);
      onState?.(state);
      if (isFinished(state)) return state;
    }
  } finally {
    deadline.close();
  }
}

/** Ends early when the signal aborts, or when the function given to `canEnd` is called. */
async function pause(clock: Clock, ms: number, signal: AbortSignal, canEnd: (end: () => void) => void): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  if (signal.aborted) return;
  signal.addEventListener('abort', end);
  canEnd(end);
  await clock.pause(ms, ended.signal);
  signal.removeEventListener('abort', end);
}

function interrupted(expired: boolean, workflowId: string, timeoutMs: number, lastTrouble?: LinkedApiError) {
  const goesOn = `workflow ${workflowId} itself goes on at Linked API`;
  if (!expired) return new LinkedApiError('cancelled', `Waiting was cancelled; ${goesOn}.`, { workflowId });
  const trouble = lastTrouble ? ` The last attempt to ask failed: ${lastTrouble.message}` : '';
  const sentence = `Waited ${duration(timeoutMs)} and gave up; ${goesOn}, and its result can be fetched later.${trouble}`;
  return new LinkedApiError('workflowTimeout', sentence, { workflowId });
}

function duration(ms: number): string {
  const [unit, size] = ms >= 7_200_000 ? ['h', 3_600_000] : ms >= 120_000 ? ['min', 60_000] : ['s', 1000];
  return `${Math.round((ms / size) * 10) / 10} ${unit}`;
}

/** How many failures in a row are borne before this one is thrown. */
function patienceWith({ code, cause: { status, problem } }: LinkedApiError): number {
  if (code === 'tooManyRequests') return Infinity;
  if (code !== 'httpError' || problem === 'tooLarge' || problem === 'unsendable') return 0;
  const passing = status === undefined || status < 300 || status >= 500 || [408, 425, 429].includes(status);
  return passing ? Infinity : DOUBTFUL_ANSWERS;
}

/** Growing pause with full jitter, so that many waiting runs do not come back all at once. */
function backoff(failures: number, { cause }: LinkedApiError, pollIntervalMs: number, clock: Clock): number {
  const ceiling = Math.min(pollIntervalMs * 2 ** (failures + 1), Math.max(LONGEST_BACKOFF_MS, pollIntervalMs));
  const jittered = Math.max(clock.random() * ceiling, Math.min(pollIntervalMs, FIRST_POLL_MS));
  return Math.max(jittered, Math.min((cause.retryAfterSeconds ?? 0) * 1000, LONGEST_RETRY_AFTER_MS));
}
