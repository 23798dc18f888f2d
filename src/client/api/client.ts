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
  /** For one request, up to the last byte of the answer; default 60 s. */
  requestTimeoutMs?: number;
  /** Between two polls of a young workflow; default 5 s. */
  pollIntervalMs?: number;
  /** Between two polls of this account, of any workflow; default 1 s, or the poll interval if that is less. */
  pollGapMs?: number;
  /** Largest unpacked size of an answer; default 64 MB. */
  maxResponseBytes?: number;
}

/** The LinkedIn account behind an identification token. */
export interface Account {
  name: string;
  url: string;
  [field: string]: unknown;
}

/** Filters for an inbox, all optional. `since` is an ISO time. */
export interface InboxQuery {
  since?: string;
  type?: 'st' | 'nv';
  threadId?: string;
}

/** Filters for the events of the network, all optional. */
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
 * Linked API over HTTP (https://linkedapi.io/docs). Every method rejects only with a LinkedApiError. Requests are repeated by
 * `startWorkflow`, `waitForWorkflow`, `readActionStats` and the polls of conversations, inbox and network. An aborted signal
 * rejects with the code `cancelled`.
 */
export class LinkedApiClient {
  private readonly transport: Transport;
  private readonly pollIntervalMs: number;
  private readonly pollGapMs: number;

  /** Throws a LinkedApiError if the base URL is not allowed. */
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
   * Starts a workflow. Posting a document twice does its work twice, so it is sent again only if it was certainly not sent, or
   * was refused with `tooManyRequests`. If it may have been started, this rejects with `submissionUnknown`, with the document
   * in `cause.document`.
   */
  startWorkflow(document: unknown, options: StartOptions = {}): Promise<StartedWorkflow> {
    const explain = (error: LinkedApiError): Failure => {
      const hopeless = this.transport.progressOf(error) === 'notMade' || error.cause.status === 407;
      return { unsent: this.transport.isUnsent(error), hopeless };
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

  /** Cancels a workflow. `cancelled: false` means that it had ended. */
  async cancelWorkflow(workflowId: string, signal?: AbortSignal): Promise<{ cancelled: boolean }> {
    const { result } = await this.transport.request(workflowCall('DELETE', workflowId), signal);
    return { cancelled: isRecord(result) && result['cancelled'] === true };
  }

  /**
   * Polls until the workflow has completed or failed, and resolves with that state (a failed workflow is no error here). Old
   * workflows are polled less often, and queued ones rarely; each account at most once in `pollGapMs`. `pollNow(workflowId)`
   * polls at once. Failed polls are repeated with growing pauses. After `timeoutMs`, and at least one poll, this rejects with
   * `workflowTimeout`; it may be called again with the same id.
   */
  waitForWorkflow(workflowId: string, options: WaitOptions = {}): Promise<WorkflowState> {
    const { pollIntervalMs, pollGapMs: gapMs } = this;
    const poll = (signal: AbortSignal) => this.getWorkflow(workflowId, signal);
    const now = () => this.time.now();
    return wait({ workflowId, account: this.transport.account, pollIntervalMs, gapMs, poll, now }, options, this.clock);
  }

  /** The owner of the tokens; also the cheapest way to test them. */
  async getAccount(signal?: AbortSignal): Promise<Account> {
    const call: Call = { method: 'GET', path: '/account' };
    const { result } = await this.transport.request(call, signal);
    if (!isRecord(result)) throw this.transport.unusable(call, 'answered with a result that is no account.');
    return result as Account;
  }

  /** Messages of synced conversations, one entry for each conversation in `body`. */
  pollConversations(body: readonly ConversationQuery[], signal?: AbortSignal): Promise<unknown[]> {
    const call: Call = { method: 'POST', path: '/conversations/poll', body, reads: true };
    return retry(() => this.list(call, signal), signal, this.clock, mayRepeat);
  }

  /** Messages of a synced inbox, in the order of the service. */
  pollInbox(query: InboxQuery, signal?: AbortSignal): Promise<unknown[]> {
    return this.member('messages', { method: 'POST', path: '/inbox/poll', body: query, reads: true }, signal);
  }

  /** Events of a synced network, in the order of the service. */
  pollNetwork(query: NetworkQuery, signal?: AbortSignal): Promise<unknown[]> {
    return this.member('events', { method: 'POST', path: '/network/poll', body: query, reads: true }, signal);
  }

  /**
   * Calls `ask` at once and again after the pause (in milliseconds) that it resolves with, or when `pollNow(name)` is called,
   * until the signal aborts. Shares the rate of the account with its other polls. `ask` must not reject.
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

  /** Linked API's time, learned from its answers. */
  get time(): ServiceTime {
    return this.transport.time;
  }

  /** The shortest pause for `repeat`, in milliseconds. */
  get leastPauseMs(): number {
    return this.pollIntervalMs;
  }

  /** Actions carried out between two ISO times at most 30 days apart, as `{ actionType, success, time }`. */
  getActionStats({ start, end }: Range, signal?: AbortSignal): Promise<unknown[]> {
    return this.list({ method: 'GET', path: '/stats/actions', query: { start, end } }, signal);
  }

  /** The same for a period of any length, with several requests, which are repeated after temporary errors. */
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

/** The caller polls again anyway, so do not wait for a long Retry-After, nor repeat after an answer of an unknown form. */
const mayRepeat = (error: LinkedApiError): boolean =>
  isTemporary(error) && error.cause.problem !== 'unusable' && (error.cause.retryAfterSeconds ?? 0) <= 5;
