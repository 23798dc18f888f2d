import { LinkedApiError, type LinkedApiClient, type StartOptions, type WorkflowState } from '../client';
import type { WorkflowDocument } from '../workflow';

export interface RunOptions extends WaitingOptions {
  document: WorkflowDocument;
  /** How often the start may be repeated where that is certain to be harmless; see StartOptions. */
  start?: Omit<StartOptions, 'signal' | 'giveUp'>;
  /** Called with the id under which the workflow runs; not asked for before this has ended. Must not reject. */
  onStarted?: (workflowId: string) => Promise<void>;
}

interface ResumeOptions extends WaitingOptions {
  workflowId: string;
  /** When it was started, in milliseconds since 1970 by the service's clock; `timeoutMs` counts from then. */
  startedAt: number;
}

/** A workflow that is under way. */
interface Begun {
  workflowId: string;
  startedAt: number;
  timeoutMs: number;
  leastMs?: number;
}

interface WaitingOptions {
  client: LinkedApiClient;
  /** How long to wait for the end, in milliseconds. */
  timeoutMs: number;
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

/** A workflow that ended while nobody waited is to be found also after its time. */
const LEAST_TIME_MS = 2 * 60_000;

/** One execution of a workflow. */
export class Run {
  readonly #stopping = new AbortController();
  readonly #waiting = new AbortController();
  readonly #givingUp = new AbortController();
  #client: LinkedApiClient | undefined;
  #workflowId: string | undefined;
  #ended = false;
  #neverSent = false;
  #cancelling: Promise<boolean> | undefined;
  #settleStart!: () => void;
  readonly #started = new Promise<void>((resolve) => (this.#settleStart = resolve));

  /**
   * Submits the document once, waits, and resolves with the completed state. A workflow that failed as a whole rejects with
   * a LinkedApiError of the failure's reason, one that was cancelled or stopped here with the code `cancelled`, one of which
   * is not known whether it was started with `submissionUnknown`.
   */
  execute({ document, start, onStarted, ...waiting }: RunOptions): Promise<WorkflowState> {
    const { client, timeoutMs, onState } = waiting;
    const begin = async () => {
      const signals = { signal: this.#waiting.signal, giveUp: this.#givingUp.signal };
      const started = await client.startWorkflow(document, { ...start, ...signals });
      onState?.(started);
      return { workflowId: started.workflowId, startedAt: client.time.now(), timeoutMs };
    };
    return this.#follow(waiting, begin, onStarted);
  }

  /** Takes up the waiting for a workflow that was started before, and looks after it at least once; ends as `execute` does. */
  resume({ workflowId, startedAt, ...waiting }: ResumeOptions): Promise<WorkflowState> {
    const { timeoutMs } = waiting;
    return this.#follow(waiting, () => ({ workflowId, startedAt, timeoutMs, leastMs: LEAST_TIME_MS }));
  }

  async #follow(
    { client, onState, onTrouble }: WaitingOptions,
    start: () => Begun | Promise<Begun>,
    onStarted?: RunOptions['onStarted'],
  ) {
    this.#client = client;
    try {
      const { workflowId, ...since } = await this.#begin(start);
      await onStarted?.(workflowId);
      const options = { ...since, signal: this.#waiting.signal, onState, onTrouble };
      return completed(await client.waitForWorkflow(workflowId, options));
    } catch (error) {
      // How the service tells of a cancelled workflow is not documented; who asked for it is told one and the same thing.
      if (!(await this.#cancelling?.catch(() => false))) throw error;
      const workflowId = this.#workflowId;
      const what = workflowId
        ? `The workflow ${workflowId} was cancelled.`
        : 'The run was cancelled; nothing was started.';
      throw new LinkedApiError('cancelled', what, { workflowId });
    } finally {
      this.#ended = true;
    }
  }

  async #begin(start: () => Begun | Promise<Begun>): Promise<Begun> {
    try {
      const begun = await start();
      this.#workflowId = begun.workflowId;
      return begun;
    } catch (error) {
      this.#neverSent = error instanceof LinkedApiError && error.code === 'cancelled';
      throw error;
    } finally {
      this.#settleStart();
    }
  }

  /** Known once the workflow has been started. */
  get workflowId(): string | undefined {
    return this.#workflowId;
  }

  /** Stops waiting at once; the workflow goes on at Linked API. */
  stop(): void {
    this.#stopping.abort();
    this.#waiting.abort();
    this.giveUp();
  }

  /** Does not try any more to start the workflow; a request under way comes to its end. */
  giveUp(): void {
    this.#givingUp.abort();
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
    this.giveUp();
    await this.#started;
    if (this.#neverSent) {
      this.#waiting.abort();
      return true;
    }
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
