import { LinkedApiError, type LinkedApiClient, type WorkflowState } from '../client';
import type { WorkflowDocument } from '../workflow/tree';

export interface RunOptions {
  client: LinkedApiClient;
  document: WorkflowDocument;
  /** How long to wait for the end, in milliseconds. */
  timeoutMs: number;
  signal: AbortSignal;
  /** Called with each state seen, the first time with the id under which the workflow runs. */
  onState?: (state: RunState) => void;
}

export interface RunState {
  workflowId: string;
  workflowStatus?: string;
  pendingReason?: string | null;
}

/**
 * One execution of a workflow: submits the document once, waits, and resolves with the completed state. A workflow that
 * failed as a whole rejects with a LinkedApiError of the failure's reason.
 */
export async function run({ client, document, timeoutMs, signal, onState }: RunOptions): Promise<WorkflowState> {
  const started = await client.startWorkflow(document, signal);
  onState?.(started);
  const { workflowId } = started;
  const state = await client.waitForWorkflow(workflowId, { signal, timeoutMs, ...(onState ? { onState } : {}) });
  if (state.completion !== undefined) return state;
  const { reason, message } = state.failure ?? {
    reason: 'httpError',
    message: 'Linked API says that the workflow has completed, but sent no completion.',
  };
  throw new LinkedApiError(reason, `The workflow failed: ${message}`, { workflowId });
}
