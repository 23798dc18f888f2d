import type { WorkflowState } from '../client';
import type { ActionNode, WorkflowDocument } from '../workflow';
import type { Marks } from './messages';

/** The fixed facts of a run, known once its document has been made. */
export interface Plan {
  /** The run's id. */
  id: string;
  /** The run node, and the account node under which the workflow is sent. */
  nodeId: string;
  accountId: string;
  /** How long to wait for the workflow, in milliseconds from its submission. */
  timeoutMs: number;
  /** The tree the document was made of. Results are matched to it even if the flow changes. */
  roots: ActionNode[];
  /** What was wired when the run began: labels of ports, and actions by their node ids. */
  labels: string[];
  taps: string[];
  /** The message that started the run, as far as JSON can hold it, and the paths of the rest. */
  message: Record<string, unknown>;
  leftOut: string[];
}

/** An error as the journal can hold it. */
export interface RunError {
  code: string;
  message: string;
  cause?: unknown;
}

/** The last known state of a workflow that has not ended. */
export type Progress = Pick<WorkflowState, 'workflowStatus' | 'pendingReason' | 'parkedUntil'>;

/** The message has arrived, and its document is being made. */
export interface Received {
  at: 'received';
}

export interface Planned {
  at: 'planned';
  plan: Plan;
  document: WorkflowDocument;
}

/** The request that starts the workflow may have been sent. The journal has this state before that. */
export interface Submitting {
  at: 'submitting';
  plan: Plan;
  document: WorkflowDocument;
  /** Milliseconds since 1970 by the service's clock, here and below. */
  since: number;
}

/** The workflow's id is known. */
export interface Running {
  at: 'running';
  plan: Plan;
  workflowId: string;
  since: number;
  marks: Marks;
  progress?: Progress;
}

export interface Completed {
  at: 'completed';
  plan: Plan;
  workflowId: string;
  since: number;
  marks: Marks;
  result: WorkflowState;
}

/** Ended without results. `unknown`: the workflow may have been started. */
export interface Unsuccessful {
  at: 'failed' | 'cancelled' | 'unknown';
  error: RunError;
  marks: Marks;
  /** Missing if the run ended before it was planned, or submitted. */
  plan?: Plan;
  since?: number;
  workflowId?: string;
}

export type Ended = Completed | Unsuccessful;

/** Messages are being sent. The journal has this state, so that a restart marks them as sent again. */
export interface Delivering {
  at: 'delivering';
  ended: Ended;
  /** Some messages may have been sent. */
  begun: boolean;
}

/** Everything has been delivered or reported. */
export interface Over {
  at: 'over';
  ended: Ended;
}

/** One run, in the state it is in. */
export type RunState = Received | Planned | Submitting | Running | Ended | Delivering | Over;

export type RunEvent =
  | { type: 'planned'; plan: Plan; document: WorkflowDocument }
  | { type: 'submitting'; since: number }
  /** It is certain that no workflow was started. */
  | { type: 'notStarted' }
  | { type: 'started'; workflowId: string; since: number; progress: Progress }
  | { type: 'progress'; progress: Progress }
  | { type: 'completed'; result: WorkflowState }
  | { type: 'failed' | 'cancelled'; error: RunError }
  /** The request failed, and the workflow may have been started. */
  | { type: 'unknown'; error: RunError }
  /** `again`: the journal cannot tell whether messages were sent before. */
  | { type: 'delivering'; again: boolean }
  | { type: 'sent' }
  | { type: 'delivered' }
  /** Another instance of the run node continues the run. */
  | { type: 'takenUp' };

/** The state after an event. Throws if the event cannot happen in this state, which is a bug in this package. */
export function step(state: RunState, event: RunEvent): RunState {
  const next = after(state, event);
  if (next) return next;
  throw new Error(`A run that is ${state.at} cannot become ${event.type}.`);
}

function after(state: RunState, event: RunEvent): RunState | undefined {
  switch (event.type) {
    case 'planned':
      return state.at === 'received' ? { at: 'planned', plan: event.plan, document: event.document } : undefined;
    case 'submitting':
      return state.at === 'planned' ? { ...state, at: 'submitting', since: event.since } : undefined;
    case 'notStarted':
      return isUnsubmitted(state) || state.at === 'submitting' ? { at: 'received' } : undefined;
    case 'started': {
      if (state.at !== 'submitting') return undefined;
      const { workflowId, since, progress } = event;
      return { at: 'running', plan: state.plan, workflowId, since, progress, marks: {} };
    }
    case 'progress':
      return state.at === 'running' ? { ...state, progress: event.progress } : undefined;
    case 'completed': {
      if (state.at !== 'running') return undefined;
      const { plan, workflowId, since, marks } = state;
      return { at: 'completed', plan, workflowId, since, marks, result: event.result };
    }
    case 'failed':
    case 'cancelled':
      return unsuccessful(state, event.type, event.error);
    case 'unknown':
      return state.at === 'submitting' ? unsuccessful(state, 'unknown', event.error) : undefined;
    case 'delivering':
      if (!isEnded(state)) return undefined;
      return { at: 'delivering', ended: event.again ? marked(state, { redelivered: true }) : state, begun: false };
    case 'sent':
      return state.at === 'delivering' ? { ...state, begun: true } : undefined;
    case 'delivered':
      return state.at === 'delivering' ? { at: 'over', ended: state.ended } : undefined;
    case 'takenUp':
      return takenUp(state);
  }
}

/** The state that a new instance of the run node continues from. */
function takenUp(state: RunState): RunState | undefined {
  switch (state.at) {
    case 'received':
    case 'planned':
      return { at: 'received' };
    case 'running':
      return { ...state, marks: { ...state.marks, resumed: true } };
    case 'completed':
      return runningAgain(state, {});
    case 'failed':
    case 'cancelled':
    case 'unknown':
      return marked(state, { resumed: true });
    case 'delivering': {
      const marks: Marks = state.begun ? { redelivered: true } : {};
      return state.ended.at === 'completed'
        ? runningAgain(state.ended, marks)
        : marked(state.ended, { resumed: true, ...marks });
    }
    default:
      return undefined;
  }
}

/** What the journal holds of a run. */
export type Entry =
  | { at: 'submitting'; plan: Plan; since: number; document: WorkflowDocument }
  | { at: 'running'; plan: Plan; since: number; workflowId: string }
  | { at: 'delivering'; plan: Plan; since: number; workflowId: string; failure?: undefined }
  | { at: 'delivering'; plan: Plan; since: number; workflowId?: string; failure: Failure };

/** How a run ended without results. */
export interface Failure {
  as: Unsuccessful['at'];
  error: RunError;
}

/** What the journal has to hold in a state. Undefined if a restart has nothing to continue. */
export function entryOf(state: RunState): Entry | undefined {
  switch (state.at) {
    case 'submitting': {
      const { at, plan, since, document } = state;
      return { at, plan, since, document };
    }
    case 'running': {
      const { at, plan, since, workflowId } = state;
      return { at, plan, since, workflowId };
    }
    case 'delivering': {
      const { plan, since } = state.ended;
      if (!plan || since === undefined) return undefined;
      if (state.ended.at === 'completed') return { at: 'delivering', plan, since, workflowId: state.ended.workflowId };
      const { at: as, workflowId } = state.ended;
      // JSON leaves out the message of an Error.
      const { code, message, cause } = state.ended.error;
      const error = { code, message, ...(cause === undefined ? {} : { cause }) };
      return { at: 'delivering', plan, since, ...(workflowId ? { workflowId } : {}), failure: { as, error } };
    }
    default:
      return undefined;
  }
}

/** The state that a restart continues from. It never submits the workflow again. */
export function restore(entry: Entry): Running | Unsuccessful {
  const { plan, since } = entry;
  const marks = { resumed: true, ...leftOutOf(plan) } as const;
  if (entry.at === 'submitting') {
    const cause = { mayHaveStarted: true, began: new Date(since).toISOString(), document: entry.document };
    const error = { code: 'submissionUnknown', message: endedWhileSubmitting, cause };
    return { at: 'unknown', plan, since, error, marks };
  }
  if (entry.at === 'running') return { at: 'running', plan, since, workflowId: entry.workflowId, marks };
  const { workflowId, failure } = entry;
  const again = { ...marks, redelivered: true } as const;
  if (!failure) return { at: 'running', plan, since, workflowId, marks: again };
  return { at: failure.as, plan, since, ...(workflowId ? { workflowId } : {}), error: failure.error, marks: again };
}

const endedWhileSubmitting =
  'Node-RED ended while the workflow was being sent to Linked API, so it is not known whether it was started. It is not sent again; look before starting it again.';

/** The results are fetched again. */
function runningAgain({ plan, workflowId, since, marks }: Completed, more: Marks): Running {
  return { at: 'running', plan, workflowId, since, marks: { ...marks, resumed: true, ...more } };
}

function marked<S extends Running | Ended>(state: S, marks: Marks): S {
  return { ...state, marks: { ...state.marks, ...marks } };
}

/** Messages name at most this many of the paths that were left out. */
const maxNamed = 50;

/** Frozen, since all messages of the run share the list. */
function leftOutOf({ leftOut }: Plan): Marks {
  return leftOut.length === 0 ? {} : { leftOut: Object.freeze(leftOut.slice(0, maxNamed)) as string[] };
}

function unsuccessful(state: RunState, at: Unsuccessful['at'], error: RunError): Unsuccessful | undefined {
  switch (state.at) {
    case 'received':
      return { at, error, marks: {} };
    case 'planned':
      return { at, error, marks: {}, plan: state.plan };
    case 'submitting':
      return { at, error, marks: {}, plan: state.plan, since: state.since };
    case 'running':
    case 'completed': {
      const { plan, since, workflowId, marks } = state;
      return { at, error, marks, plan, since, workflowId };
    }
    // An error while the messages were made or sent.
    case 'delivering':
      return state.ended.at === 'completed' ? unsuccessful(state.ended, at, error) : undefined;
    default:
      return undefined;
  }
}

/** The request that starts the workflow cannot have been sent. */
export function isUnsubmitted(state: RunState): state is Received | Planned {
  return state.at === 'received' || state.at === 'planned';
}

export function isEnded(state: RunState): state is Ended {
  return state.at === 'completed' || state.at === 'failed' || state.at === 'cancelled' || state.at === 'unknown';
}

/** The id of the run's workflow, once it is known. */
export function workflowIdOf(state: RunState): string | undefined {
  const known = state.at === 'delivering' || state.at === 'over' ? state.ended : state;
  return 'workflowId' in known ? known.workflowId : undefined;
}

/** A sentence about the workflow of a run that nobody continues. `notCancelled`: cancelling it has failed. */
export function whatBecameOf(state: RunState, notCancelled?: 'notCancelled'): string {
  const workflowId = workflowIdOf(state);
  if (workflowId !== undefined) {
    if (state.at === 'cancelled') return `The workflow ${workflowId} was cancelled.`;
    return notCancelled
      ? `The workflow ${workflowId} could not be cancelled: it goes on at Linked API, but its results will not be delivered here.`
      : `The workflow ${workflowId} goes on at Linked API; its results will not be delivered.`;
  }
  return isUnsubmitted(state) || state.at === 'cancelled'
    ? 'Its workflow was not started.'
    : 'It is not known whether its workflow was started.';
}
