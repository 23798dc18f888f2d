import { randomUUID } from 'node:crypto';
import { LinkedApiError, type LinkedApiClient, type StartOptions, type WorkflowState } from '../client';
import type { WorkflowDocument } from '../workflow';
import type { Notes } from './journal';
import {
  entryOf,
  step,
  workflowIdOf,
  type Ended,
  type Plan,
  type Planned,
  type Running,
  type RunError,
  type RunEvent,
  type RunState,
} from './life';
import type { Message } from './message';

export type RunClient = Pick<LinkedApiClient, 'startWorkflow' | 'waitForWorkflow' | 'cancelWorkflow' | 'time'>;

/** What a run needs of its run node. An error of `plan`, `client` or `deliver` ends the run. */
export interface RunHost {
  /** Makes the document out of the message and the flow, and checks it. */
  plan(): Promise<{ plan: Plan; document: WorkflowDocument }>;
  /** The client of the account under which the workflow is sent. */
  client(plan: Plan): Promise<RunClient>;
  /** How often sending is repeated where that is certain to be harmless. */
  readonly retries: Pick<StartOptions, 'tooManyRequestsRetries' | 'onRetry'>;
  /** Called with each failed poll that will be repeated. */
  onTrouble?(error: LinkedApiError): void;
  /** Called after each step. */
  onStep(): void;
  /**
   * Sends the messages of a completed run, or shows why there are none; calls `onSent` as soon as some have been sent. Resolves
   * with false if the node was closed before all were.
   */
  deliver(ended: Ended, onSent: () => void): Promise<boolean>;
  /** Any thrown value as an error with a code. */
  errorOf(thrown: unknown): RunError;
}

/** A run that an instance of the run node is to continue. */
export interface Unfinished {
  /** Of a run that another instance has begun; a run that begins gets a new one. */
  id?: string;
  /** As it was received, for Catch nodes. */
  message: Message;
  notes: Notes;
  state: RunState;
  /** Paths of what a restart has taken from the message. */
  leftOut?: readonly string[];
}

/** A run that is taken up is polled for at least this long, since its workflow may have ended while nobody waited. */
const minResumedMs = 2 * 60_000;

const nothingStarted = () => new LinkedApiError('cancelled', 'The run was cancelled; nothing was started.');

/** One execution of a workflow, carried by one instance of its run node. */
export class Run {
  readonly id: string;
  readonly message: Message;
  readonly leftOut: readonly string[];
  private readonly stopping = new AbortController();
  private readonly givingUp = new AbortController();
  private readonly waiting = new AbortController();
  private client: RunClient | undefined;
  private submission: Promise<void> = Promise.resolve();
  /** The cancel request in progress. */
  private cancellation: Promise<boolean> | undefined;

  private readonly notes: Notes;
  private current: RunState;

  constructor(
    private readonly host: RunHost,
    { id, message, notes, state, leftOut = [] }: Unfinished,
  ) {
    this.message = message;
    this.notes = notes;
    this.leftOut = leftOut;
    this.current = state;
    this.id = id ?? randomUUID();
  }

  get state(): RunState {
    return this.current;
  }

  get workflowId(): string | undefined {
    return workflowIdOf(this.current);
  }

  /** Carries the run on from the state it is in. Resolves when it is over, or has been stopped. */
  async carryOn(): Promise<void> {
    while (this.current.at !== 'over' && !this.isStopped) {
      const { current } = this;
      try {
        await this.advance(current);
      } catch (thrown) {
        // If the run was cancelled or stopped in the meantime, the error no longer matters.
        if (this.current.at === current.at && !this.isStopped) this.step(eventOf(this.host.errorOf(thrown)));
      }
    }
  }

  /**
   * Stops the run; its workflow continues at Linked API. A request that starts one is not aborted, since nobody would know
   * whether it did: resolves when its answer is in the journal.
   */
  stop(): Promise<void> {
    this.stopping.abort();
    this.givingUp.abort();
    this.waiting.abort();
    return this.submission;
  }

  /** For the next instance of the run node. */
  handOver(): Unfinished {
    const { id, message, notes, leftOut } = this;
    const state = step(this.current, { type: 'takenUp' });
    return { ...(state.at === 'received' ? {} : { id }), message, notes, leftOut, state };
  }

  /** Takes the run out of the journal. */
  forget(): Promise<void> {
    return this.notes.remove(this.id);
  }

  /**
   * Has Linked API stop the workflow, and ends the run as cancelled. Resolves with false when it is too late. Rejects with a
   * LinkedApiError when Linked API cannot be asked; the run goes on then.
   */
  cancel(): Promise<boolean> {
    this.cancellation ??= this.requestCancellation().finally(() => (this.cancellation = undefined));
    return this.cancellation;
  }

  private async requestCancellation(): Promise<boolean> {
    if (this.current.at === 'submitting') {
      this.givingUp.abort();
      await this.submission;
    }
    switch (this.current.at) {
      case 'received':
      case 'planned':
        this.step({ type: 'cancelled', error: nothingStarted() });
        return true;
      case 'cancelled':
        return true;
      case 'running': {
        const { plan, workflowId } = this.current;
        const client = this.client ?? (await this.host.client(plan));
        const { cancelled } = await client.cancelWorkflow(workflowId);
        if (!cancelled || this.current.at !== 'running') return false;
        const error = new LinkedApiError('cancelled', `The workflow ${workflowId} was cancelled.`, { workflowId });
        this.step({ type: 'cancelled', error });
        this.waiting.abort();
        return true;
      }
      default:
        return false;
    }
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async advance(state: RunState): Promise<void> {
    switch (state.at) {
      case 'received': {
        const planned = await this.host.plan();
        if (this.current === state) this.step({ type: 'planned', ...planned });
        return;
      }
      case 'planned':
        return this.submit(state);
      case 'running':
        return this.wait(state);
      case 'completed':
      case 'failed':
      case 'cancelled':
      case 'unknown': {
        const noted = await this.note(step(state, { type: 'delivering', again: false }));
        // Without an entry in the journal, an earlier instance may have sent messages already.
        if (!this.isStopped) this.step({ type: 'delivering', again: !noted && state.marks.resumed === true });
        return;
      }
      case 'delivering':
        if (await this.host.deliver(state.ended, () => this.step({ type: 'sent' }))) this.step({ type: 'delivered' });
    }
  }

  private async submit(planned: Planned): Promise<void> {
    const client = await this.host.client(planned.plan);
    if (this.current !== planned || this.isStopped) return;
    this.client = client;
    this.step({ type: 'submitting', since: client.time.now() });
    this.submission = this.send(client, planned.document);
    await this.submission;
  }

  /** Makes the one request that starts the workflow. */
  private async send(client: RunClient, document: WorkflowDocument): Promise<void> {
    try {
      await this.note();
      if (this.givingUp.signal.aborted) throw nothingStarted();
      const started = await client.startWorkflow(document, { ...this.host.retries, giveUp: this.givingUp.signal });
      const { workflowId, workflowStatus = '', pendingReason } = started;
      const progress = { workflowStatus, ...(pendingReason === undefined ? {} : { pendingReason }) };
      this.step({ type: 'started', workflowId, since: client.time.now(), progress });
    } catch (thrown) {
      const error = this.host.errorOf(thrown);
      if (error.code === 'submissionUnknown') this.step({ type: 'unknown', error });
      // Only a stopped run begins again, with the next instance of the node: this one must not send in a loop.
      else if (error.code === 'cancelled' && this.isStopped && !this.cancellation) this.step({ type: 'notStarted' });
      else this.step(eventOf(error));
      return;
    }
    // The workflow is not polled before its id is in the journal.
    await this.note();
  }

  private async wait({ plan, workflowId, since, marks }: Running): Promise<void> {
    const client = (this.client ??= await this.host.client(plan));
    const event = await client
      .waitForWorkflow(workflowId, {
        timeoutMs: plan.timeoutMs,
        startedAt: since,
        ...(marks.resumed ? { leastMs: minResumedMs } : {}),
        signal: this.waiting.signal,
        onTrouble: (error) => this.host.onTrouble?.(error),
        onState: ({ workflowStatus, pendingReason, parkedUntil }) => {
          const progress = {
            workflowStatus,
            ...(pendingReason === undefined ? {} : { pendingReason }),
            ...(parkedUntil === undefined ? {} : { parkedUntil }),
          };
          if (this.current.at === 'running') this.step({ type: 'progress', progress });
        },
      })
      .then((state): RunEvent => ({ type: 'completed', result: completed(state) }))
      .catch((thrown: unknown) => eventOf(this.host.errorOf(thrown)));
    // It is not documented how the service reports a cancelled workflow, so a cancellation in progress decides.
    await this.cancellation?.catch(() => undefined);
    if (this.current.at !== 'running' || (this.isStopped && event.type === 'cancelled')) return;
    this.step(event);
  }

  /** Resolves with false if the state could not be written. */
  private note(state: RunState = this.current): Promise<boolean> {
    const entry = entryOf(state);
    return entry ? this.notes.save(entry) : Promise.resolve(true);
  }

  private step(event: RunEvent): void {
    this.current = step(this.current, event);
    this.host.onStep();
  }
}

const eventOf = (error: RunError): RunEvent => ({ type: error.code === 'cancelled' ? 'cancelled' : 'failed', error });

/** A finished state when it has a completion; throws a LinkedApiError of the failure's reason when the workflow failed. */
export function completed(state: WorkflowState): WorkflowState {
  if (state.completion !== undefined) return state;
  const { reason, message } = state.failure ?? {
    reason: 'httpError',
    message: 'Linked API says that the workflow has completed, but sent no completion.',
  };
  throw new LinkedApiError(reason, `The workflow failed: ${message}`, { workflowId: state.workflowId });
}
