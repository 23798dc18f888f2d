import { isRecord } from '../../shared';
import { parseSteps } from '../http/parse';
import { checkWorkflowId } from './workflow-id';
import { nextOpening } from './working-hours';

/** Why a workflow failed as a whole (https://linkedapi.io/docs/executing-workflows). */
export interface WorkflowFailure {
  /** For example `linkedinAccountSignedOut`; unknown reasons are kept. */
  reason: string;
  message: string;
}

/** The answer to the start of a workflow. Unknown fields are kept. */
export interface StartedWorkflow {
  workflowId: string;
  workflowStatus?: string;
  pendingReason?: string | null;
  message?: string;
  [field: string]: unknown;
}

/** A workflow as one GET returned it. Unknown fields are kept. */
export interface WorkflowState {
  workflowId: string;
  /** `pending`, `running`, `completed` or `failed`; any other means that it has not ended. */
  workflowStatus: string;
  /** While pending: `queued`, or `outsideWorkingHours` when it is parked until the account's hours begin. */
  pendingReason?: string | null;
  message?: string;
  /** While parked: the ISO time at which working hours begin, if `message` says it in a form that is understood. */
  parkedUntil?: string;
  completion?: unknown;
  /** Always set when `workflowStatus` is `failed`. */
  failure?: WorkflowFailure;
  /** The raw body. `completionFrom(text)` makes another copy of the completion from it. */
  text: string;
  [field: string]: unknown;
}

interface Answer {
  result: { completion?: unknown };
}

export function isFinished(state: WorkflowState): boolean {
  return state.workflowStatus === 'completed' || state.workflowStatus === 'failed';
}

export function lacksCompletion({ workflowStatus, completion }: WorkflowState): boolean {
  return workflowStatus === 'completed' && (completion ?? null) === null;
}

/** Whether the workflow waits for the account's working hours. */
export function isParked({ workflowStatus, pendingReason }: WorkflowState): boolean {
  return workflowStatus === 'pending' && pendingReason === 'outsideWorkingHours';
}

/** Parses the completion out of `WorkflowState.text` once more; cheaper than cloning it. */
export function completionFrom(text: string): unknown {
  return (JSON.parse(text) as Answer).result.completion;
}

/** Like `completionFrom`, but as a generator that yields now and then, for long texts. */
export function* parseCompletionSteps(text: string): Generator<void, unknown> {
  return ((yield* parseSteps(text)) as Answer).result.completion;
}

/** Reads a workflow's state. A completion or a failure counts more than a status that contradicts it. */
export function readState(
  result: Record<string, unknown>,
  text: string,
  workflowId: string,
  redact: (text: string) => string,
  now: number,
): WorkflowState {
  const state: WorkflowState = {
    ...result,
    workflowId: isWorkflowId(result['workflowId']) ? result['workflowId'] : workflowId,
    workflowStatus: statusOf(result),
    text,
  };
  if (typeof state.message === 'string') state.message = redact(state.message);
  delete state.parkedUntil;
  const opening = isParked(state) && state.message ? nextOpening(state.message, now) : undefined;
  if (opening !== undefined) state.parkedUntil = opening;
  if (state.workflowStatus === 'failed') state.failure = failureOf(result['failure'], redact);
  return state;
}

function isWorkflowId(value: unknown): value is string {
  return typeof value === 'string' && checkWorkflowId(value) === undefined;
}

function statusOf({ completion, failure, workflowStatus }: Record<string, unknown>): string {
  if ((completion ?? null) !== null) return 'completed';
  if ((failure ?? null) !== null) return 'failed';
  return typeof workflowStatus === 'string' ? workflowStatus : 'running';
}

function failureOf(given: unknown, redact: (text: string) => string): WorkflowFailure {
  const failure = isRecord(given) ? given : { message: given };
  const { reason, message } = failure;
  return {
    ...failure,
    reason: typeof reason === 'string' && reason !== '' ? reason : 'unknownError',
    message: typeof message === 'string' && message !== '' ? redact(message) : 'Linked API gave no reason.',
  };
}
