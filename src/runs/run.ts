import { LinkedApiError, type LinkedApiClient, type WorkflowState } from '../client';
import type { WorkflowDocument } from '../workflow/tree';

export interface RunOptions {
  client: LinkedApiClient;
  document: WorkflowDocument;
  /** How long to wait for the end, in milliseconds. */
  timeoutMs: number;
  /** Called with each state seen, the first time with the id under which the workflow runs. */
  onState?: (state: RunState) => void;
}

export interface RunState {
  workflowId: string;
  workflowStatus?: string;
  pendingReason?: string | null;
}

/** One execution of a workflow. */
export class Run {
  readonly #stopping = new AbortController();
  readonly #waiting = new AbortController();
  #client: LinkedApiClient | undefined;
  #workflowId: string | undefined;
  #ended = false;
  #cancelling: Promise<boolean> | undefined;
  #settleStart!: () => void;
  readonly #started = new Promise<void>((resolve) => (this.#settleStart = resolve));

  /**
   * Submits the document once, waits, and resolves with the completed state. A workflow that failed as a whole rejects with
   * a LinkedApiError of the failure's reason, one that was cancelled or stopped here with the code `cancelled`.
   */
  execute({ document, ...options }: RunOptions): Promise<WorkflowState> {
    return this.#follow(options, (signal) => options.client.startWorkflow(document, signal));
  }

  /** As `execute`, for a workflow that has been started before. */
  resume(workflowId: string, options: Omit<RunOptions, 'document'>): Promise<WorkflowState> {
    return this.#follow(options, () => Promise.resolve({ workflowId }));
  }

  async #follow(
    { client, timeoutMs, onState }: Omit<RunOptions, 'document'>,
    start: (signal: AbortSignal) => Promise<RunState>,
  ): Promise<WorkflowState> {
    this.#client = client;
    const signal = this.#waiting.signal;
    try {
      const started = await start(signal);
      this.#workflowId = started.workflowId;
      this.#settleStart();
      onState?.(started);
      return completed(
        await client.waitForWorkflow(started.workflowId, { signal, timeoutMs, ...(onState ? { onState } : {}) }),
      );
    } catch (error) {
      // How the service tells of a cancelled workflow is not documented; who asked for it is told one and the same thing.
      if (!(await this.#cancelling?.catch(() => false))) throw error;
      const workflowId = this.#workflowId;
      throw new LinkedApiError('cancelled', `The workflow ${workflowId} was cancelled.`, { workflowId });
    } finally {
      this.#ended = true;
      this.#settleStart();
    }
  }

  /** Stops waiting at once; the workflow goes on at Linked API. */
  stop(): void {
    this.#stopping.abort();
    this.#waiting.abort();
  }

  /**
   * Has Linked API stop the workflow, and ends the run when that worked; resolves with false when it was too late. Rejects
   * with a LinkedApiError when it cannot be asked; the run goes on then.
   */
  cancel(): Promise<boolean> {
    this.#cancelling ??= this.#cancel().finally(() => {
      if (!this.#waiting.signal.aborted) this.#cancelling = undefined;
    });
    return this.#cancelling;
  }

  async #cancel(): Promise<boolean> {
    await this.#started;
    if (this.#ended || this.#client === undefined || this.#workflowId === undefined) return false;
    const { cancelled } = await this.#client.cancelWorkflow(this.#workflowId, this.#stopping.signal);
    if (!cancelled || this.#ended) return false;
    this.#waiting.abort();
    return true;
  }
}

function completed(state: WorkflowState): WorkflowState {
  if (state.completion !== undefined) return state;
  const { reason, message } = state.failure ?? {
    reason: 'httpError',
    message: 'Linked API says that the workflow has completed, but sent no completion.',
  };
  throw new LinkedApiError(reason, `The workflow failed: ${message}`, { workflowId: state.workflowId });
}
