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
  #askNow: () => void = () => {};
  #settleStart!: () => void;
  readonly #started = new Promise<void>((resolve) => (this.#settleStart = resolve));

  /**
   * Submits the document once, waits, and resolves with the completed state. A workflow that failed as a whole rejects with
   * a LinkedApiError of the failure's reason, one that was cancelled or stopped here with the code `cancelled`.
   */
  async execute({ client, document, timeoutMs, onState }: RunOptions): Promise<WorkflowState> {
    this.#client = client;
    const signal = this.#waiting.signal;
    try {
      const started = await client.startWorkflow(document, signal);
      this.#workflowId = started.workflowId;
      this.#settleStart();
      onState?.(started);
      return completed(
        await client.waitForWorkflow(started.workflowId, {
          signal,
          timeoutMs,
          onState,
          nudge: (askNow) => (this.#askNow = askNow),
        }),
      );
    } catch (error) {
      // How the service tells of a cancelled workflow is not documented; who asked for it is told one and the same thing.
      if (!(await this.#cancelling?.catch(() => false))) throw error;
      const workflowId = this.#workflowId;
      const what = workflowId
        ? `The workflow ${workflowId} was cancelled.`
        : 'The run was cancelled; nothing was sent.';
      throw new LinkedApiError('cancelled', what, { workflowId });
    } finally {
      this.#ended = true;
      this.#settleStart();
    }
  }

  /** Known once the workflow has been started. */
  get workflowId(): string | undefined {
    return this.#workflowId;
  }

  /** Has the workflow asked about at once, because there may be news. */
  askNow(): void {
    this.#askNow();
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
    if (this.#client === undefined && !this.#ended) {
      this.#waiting.abort();
      return true;
    }
    await this.#started;
    if (this.#ended || this.#client === undefined || this.#workflowId === undefined) return false;
    const { cancelled } = await this.#client.cancelWorkflow(this.#workflowId, this.#stopping.signal);
    if (!cancelled || this.#ended) return false;
    this.#waiting.abort();
    return true;
  }
}

/** A finished state when it has a completion; throws a LinkedApiError of the failure's reason when the workflow failed. */
export function completed(state: WorkflowState): WorkflowState {
  if (state.completion !== undefined) return state;
  const { reason, message } = state.failure ?? {
    reason: 'httpError',
    message: 'Linked API says that the workflow has completed, but sent no completion.',
  };
  throw new LinkedApiError(reason, `The workflow failed: ${message}`, { workflowId: state.workflowId });
}
