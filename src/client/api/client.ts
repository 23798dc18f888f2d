import { systemClock, type Clock } from '../clock';
import { isRecord } from '../../shared';
import { LinkedApiError } from '../http/errors';
import { isTemporary, retry } from '../polling/retry';
import { splitPeriod, type Range } from './split-period';
import { pollQueueOf } from '../polling/poll-queue';
import type { ServiceTime } from '../http/service-time';
import { submit, type Failure, type StartOptions } from './submit';
import { Transport, type Call } from '../http/transport';
import { wait, type WaitOptions } from '../polling/wait';
import { checkWorkflowId } from '../polling/workflow-id';
import { readState, type StartedWorkflow, type WorkflowState } from '../polling/workflow-state';

export interface ClientOptions {
  /** Must pass `checkBaseUrl`; a trailing slash is fine. */
  baseUrl: string;
  linkedApiToken: string;
  identificationToken: string;
  /** For one request, from its start to the last byte of the answer; 60 s unless told. */
  requestTimeoutMs?: number;
  /** Between two polls of one workflow while it is young; 5 s unless told. */
  pollIntervalMs?: number;
  /** Between two polls of this account, for whichever workflows; a second unless told, or the poll interval if that is less. */
  pollGapMs?: number;
  /** Unpacked size up to which an answer is read; 64 MB unless told. */
  maxResponseBytes?: number;
}

/** The LinkedIn account behind an identification token. */
export interface Account {
  name: string;
  url: string;
  [field: string]: unknown;
}

/** What to read of an inbox; nothing given, everything. `since` is an ISO time. */
export interface InboxQuery {
  since?: string;
  type?: 'st' | 'nv';
  threadId?: string;
}

/** What to read of what happened to connections, likewise. */
export interface NetworkQuery {
  since?: string;
  type?: string;
}

/** One conversation to read; `since` is an ISO time. */
export interface ConversationQuery {
  personUrl: string;
  type: 'st' | 'nv';
  since?: string;
}

/**
 * Linked API over HTTP (https://linkedapi.io/docs). Every method rejects with a LinkedApiError and nothing else; none
 * but `startWorkflow`, `waitForWorkflow`, `readActionStats` and the polls of conversations, inbox and network repeats one. An
 * aborted signal rejects with the code `cancelled`.
 */
export class LinkedApiClient {
  private readonly transport: Transport;
  private readonly pollIntervalMs: number;
  private readonly pollGapMs: number;

  /** Throws a LinkedApiError when the base URL must not be used. */
  constructor(
    options: ClientOptions,
    readonly clock: Clock = systemClock,
  ) {
    const { requestTimeoutMs = 60_000, maxResponseBytes = 64 * 1024 * 1024, pollIntervalMs = 5_000 } = options;
    this.transport = new Transport({ ...options, requestTimeoutMs, maxResponseBytes }, clock);
    this.pollIntervalMs = pollIntervalMs;
    this.pollGapMs = options.pollGapMs ?? Math.min(1000, pollIntervalMs);
  }

  /**
   * Starts a workflow. The same document posted twice does its work twice, so it is sent again only where it is certain that
   * nothing was started: it never left for the service, or was refused with `tooManyRequests`. Any other failure without a
   * refusal rejects with `submissionUnknown`, and the document in `cause.document`.
   */
  startWorkflow(document: unknown, options: StartOptions = {}): Promise<StartedWorkflow> {
    const explain = (error: LinkedApiError): Failure => {
      const reached = this.transport.progressOf(error);
      const { status, problem } = error.cause;
      const certain = problem === 'unsendable' || error.code === 'cancelled';
      return {
        unsent: reached === 'nobody' || (reached === 'nothing' && certain),
        hopeless: reached === 'nothing' || status === 407,
      };
    };
    return submit(() => this.postWorkflow(document, options), explain, document, options, this.clock);
  }

  /** Reads a workflow's state once. */
  async getWorkflow(workflowId: string, signal?: AbortSignal): Promise<WorkflowState> {
    const call = workflowCall('GET', workflowId);
    const { result, text } = await this.transport.request(call, signal);
    if (!isRecord(result)) throw this.transport.unusable(call, 'answered with a result that is no workflow state.');
    return readState(result, text, workflowId, this.transport.redact, this.time.now());
  }

  /** Asks Linked API to stop a workflow; `cancelled: false` means that it was too late. */
  async cancelWorkflow(workflowId: string, signal?: AbortSignal): Promise<{ cancelled: boolean }> {
    const { result } = await this.transport.request(workflowCall('DELETE', workflowId), signal);
    return { cancelled: isRecord(result) && result['cancelled'] === true };
  }

  /**
   * Polls until the workflow has completed or failed, and resolves with that state (a failed workflow is not an error
   * here). The longer the run, the less often it is asked for, and one that is queued behind others of its account rarely; at
   * most one poll per account and `pollGapMs`. `pollNow(workflowId)` asks at once. Trouble on the way is waited out with growing
   * pauses. When `timeoutMs` is over, and it has been asked for at least once, the wait ends with `workflowTimeout`, and can
   * be taken up again with the same id.
   */
  waitForWorkflow(workflowId: string, options: WaitOptions = {}): Promise<WorkflowState> {
    const { pollIntervalMs, pollGapMs: gapMs } = this;
    const poll = (signal: AbortSignal) => this.getWorkflow(workflowId, signal);
    const now = () => this.time.now();
    return wait({ workflowId, account: this.transport.account, pollIntervalMs, gapMs, poll, now }, options, this.clock);
  }

  /** Who the tokens belong to: the cheapest way to test them. */
  async getAccount(signal?: AbortSignal): Promise<Account> {
    const call: Call = { method: 'GET', path: '/account' };
    const { result } = await this.transport.request(call, signal);
    if (!isRecord(result)) throw this.transport.unusable(call, 'answered with a result that is no account.');
    return result as Account;
  }

  /** Messages of conversations switched on by a sync action, one entry per conversation asked for. */
  pollConversations(body: readonly ConversationQuery[], signal?: AbortSignal): Promise<unknown[]> {
    const call: Call = { method: 'POST', path: '/conversations/poll', body, reads: true };
    return retry(() => this.list(call, signal), signal, this.clock, mayRepeat);
  }

  /** Messages of an inbox switched on by a sync action, in whatever order the service has. */
  pollInbox(query: InboxQuery, signal?: AbortSignal): Promise<unknown[]> {
    return this.member('messages', { method: 'POST', path: '/inbox/poll', body: query, reads: true }, signal);
  }

  /** What happened to connections since a sync action switched that on, in whatever order the service has. */
  pollNetwork(query: NetworkQuery, signal?: AbortSignal): Promise<unknown[]> {
    return this.member('events', { method: 'POST', path: '/network/poll', body: query, reads: true }, signal);
  }

  /**
   * Calls `ask` again and again until the signal aborts: at once, then whenever the pause it resolves with (in
   * milliseconds) is over, or `pollNow(name)` is called. Keeps to the rate of the account, with all else that asks for it. `ask`
   * must not reject.
   */
  async repeat(name: string, ask: (signal: AbortSignal) => Promise<number>, signal: AbortSignal): Promise<void> {
    const { clock, pollGapMs: gapMs, pollIntervalMs } = this;
    const { account } = this.transport;
    const options = { workflowId: name, account, gapMs, pollIntervalMs, deadline: Infinity, signal };
    const slot = pollQueueOf(clock).take(options);
    try {
      for (let pauseMs = 0; !slot.ended;) {
        await slot.askAt(clock.ticks() + pauseMs);
        if (!slot.ended) pauseMs = await ask(slot.signal);
      }
    } finally {
      slot.leave();
    }
  }

  /** What Linked API's clock shows, as far as its answers have told. */
  get time(): ServiceTime {
    return this.transport.time;
  }

  /** Between two polls of this account that a repeated reading has to keep, in milliseconds. */
  get leastPauseMs(): number {
    return this.pollIntervalMs;
  }

  /** Actions carried out between two ISO times at most 30 days apart, as `{ actionType, success, time }`. */
  getActionStats({ start, end }: Range, signal?: AbortSignal): Promise<unknown[]> {
    return this.list({ method: 'GET', path: '/stats/actions', query: { start, end } }, signal);
  }

  /** The same for a time of any length, asked for piece by piece; passing trouble is waited out a few times. */
  async readActionStats(range: Range, signal?: AbortSignal): Promise<unknown[]> {
    const found: unknown[][] = [];
    for (const piece of splitPeriod(range)) {
      found.push(await retry(() => this.getActionStats(piece, signal), signal, this.clock));
    }
    return found.flat();
  }

  private async postWorkflow(document: unknown, { signal, giveUp }: StartOptions): Promise<StartedWorkflow> {
    const call: Call = { method: 'POST', path: '/workflows', body: document };
    const { result } = await this.transport.request(call, signal, giveUp);
    const id = isRecord(result) ? (result['workflowId'] ?? '') : '';
    const objection = typeof id === 'string' ? checkWorkflowId(id) : 'The workflow id is not a text.';
    if (objection === undefined) return result as StartedWorkflow;
    throw this.transport.unusable(call, `accepted the workflow but gave no workflowId to ask for. ${objection}`);
  }

  private member(name: string, call: Call, signal?: AbortSignal): Promise<unknown[]> {
    const ask = async () => {
      const { result } = await this.transport.request(call, signal);
      const list = isRecord(result) ? result[name] : undefined;
      if (!Array.isArray(list)) throw this.transport.unusable(call, `answered with a result that has no ${name}.`);
      return list as unknown[];
    };
    return retry(ask, signal, this.clock, mayRepeat);
  }

  private async list(call: Call, signal?: AbortSignal): Promise<unknown[]> {
    const { result } = await this.transport.request(call, signal);
    if (!Array.isArray(result)) throw this.transport.unusable(call, 'answered with a result that is no list.');
    return result as unknown[];
  }
}

function workflowCall(method: 'GET' | 'DELETE', workflowId: string): Call {
  const objection = checkWorkflowId(workflowId);
  if (objection !== undefined) throw new LinkedApiError('httpError', objection, { method, problem: 'unsendable' });
  return { method, path: `/workflows/${encodeURIComponent(workflowId)}`, workflowId };
}

/** Who polls again anyway need not sit out a long Retry-After, and a strange answer comes again. */
const mayRepeat = (error: LinkedApiError): boolean =>
  isTemporary(error) && error.cause.problem !== 'unusable' && (error.cause.retryAfterSeconds ?? 0) <= 5;
