import { LinkedApiError, type LinkedApiClient, type StartOptions, type WorkflowState } from '../client';
import type { WorkflowDocument } from '../workflow/tree';

export interface RunOptions extends WaitingOptions {
  document: WorkflowDocument;
  /** How often the start may be repeated where that is certain to be harmless; see StartOptions. */
  start?: Omit<StartOptions, 'signal'>;
}

export interface ResumeOptions extends WaitingOptions {
  workflowId: string;
  /** When it was started, in milliseconds since 1970; `timeoutMs` counts from then. */
  startedAt: number;
}

interface WaitingOptions {
  client: LinkedApiClient;
  /** How long to wait for the end, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Called with each state seen, the first time with the id under which the workflow runs. */
  onState?: (state: RunState) => void;
  /** Called with each failed poll that will be repeated. */
  onTrouble?: (error: LinkedApiError) => void;
}

export interface RunState {
  workflowId: string;
  workflowStatus?: string;
  pendingReason?: string | null;
  /** While parked until working hours begin: the ISO time, if the service says it in a form that is understood. */
  parkedUntil?: string;
}

/**
 * One execution of a workflow: submits the document once, waits, and resolves with the completed state. A workflow that
 * failed as a whole rejects with a LinkedApiError of the failure's reason; a start in doubt with `submissionUnknown`.
 */
export async function run({ document, start, ...waiting }: RunOptions): Promise<WorkflowState> {
  const { client, signal, onState } = waiting;
  const started = await client.startWorkflow(document, { ...start, signal });
  const startedAt = client.clock.now();
  onState?.(started);
  return finish({ ...waiting, workflowId: started.workflowId, startedAt });
}

/** A workflow that ended while nobody waited is to be found also after its time. */
const LEAST_TIME_MS = 2 * 60_000;

/** Takes up the waiting for a workflow that was started before; ends as `run` does. */
export function resume(options: ResumeOptions): Promise<WorkflowState> {
  const left = options.startedAt + options.timeoutMs - options.client.clock.now();
  return finish({ ...options, timeoutMs: Math.max(left, LEAST_TIME_MS) });
}

async function finish({ client, workflowId, ...waiting }: ResumeOptions): Promise<WorkflowState> {
  const state = await client.waitForWorkflow(workflowId, waiting);
  if (state.completion !== undefined) return state;
  const { reason, message } = state.failure ?? {
    reason: 'httpError',
    message: 'Linked API says that the workflow has completed, but sent no completion.',
  };
  throw new LinkedApiError(reason, `The workflow failed: ${message}`, { workflowId });
}
