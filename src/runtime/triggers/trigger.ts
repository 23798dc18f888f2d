import { isIsoTime } from '../../catalog/facts';
import { LinkedApiError, type LinkedApiClient } from '../../client';
import { errorText } from '../../shared';
import { Feed, type News, type Notice, type SentStore, type Start } from '../../triggers';
import { accountOf } from '../account/account';
import { handleMessages } from '../host/handle-messages';
import type { Handover } from '../run/handover';
import { NodeError, type Message, type NodeConfig, type Runtime, type RuntimeNode, type Send } from '../host/node-red';
import { sentStoreFor } from './sent-stores';
import { reportedError } from '../host/reported-error';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import type { Answer, TriggerKind } from './trigger-kind';
import { queryFor, queryOf } from './trigger-query';

const usualSeconds = 60;
/** The pause after a failed poll grows up to this, or to the usual interval if that is longer. */
const longestPauseMs = 5 * 60_000;
const notSynced = 'conversationsNotSynced';

/** The name under which triggers of a kind can be made to poll now. */
export const feedOf = ({ name }: TriggerKind) => `feed ${name}`;

/** Registers a node that sends events as they happen, and answers messages with past events. */
export function registerTrigger(RED: Runtime, kind: TriggerKind, handover: Handover): void {
  RED.nodes.registerType(`linkedapi-${kind.name}`, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const { flows } = handover;
    const trigger = new Trigger(RED, this, config, kind, handover);
    this.status(status.cleared);
    const watched = config['start'] === 'input' ? Promise.resolve() : trigger.watch();
    handleMessages(this, flows, (message, send) => trigger.answer(message, send));
    this.on('close', (removed, done) => {
      void trigger.close(watched, removed && !flows.isConfigured(this.id)).then(done);
    });
  });
}

class Trigger {
  private readonly closing = new AbortController();
  /** The current problem, which is reported once, not with every poll. */
  private trouble: string | undefined;
  private store: SentStore | undefined;
  private shown = false;

  constructor(
    readonly RED: Runtime,
    readonly node: RuntimeNode,
    readonly config: NodeConfig,
    readonly kind: TriggerKind,
    readonly handover: Handover,
  ) {}

  /** Sends one message with all items, oldest first; none of them counts as sent. Resolves with true if the node was closed before. */
  async answer(message: Message, send: Send): Promise<boolean> {
    const title = titleOf(this.node);
    const { signal } = this.closing;
    const query = queryFor(this.config, message, title);
    this.kind.streams(query, title);
    const client = await accountOf(this.RED, this.config['account'], title).client();
    let answer: Answer;
    try {
      answer = await this.kind.ask(client, query, () => query.since, signal);
    } catch (error) {
      if (signal.aborted) return this.interrupted();
      throw error instanceof LinkedApiError && error.code === notSynced ? this.unsynced([]) : error;
    }
    if (answer.unsynced.length > 0) this.node.warn(this.unsynced(answer.unsynced).message);
    const payload = [...answer.items.values()]
      .flat()
      .filter((item) => this.kind.wanted(item, query))
      .sort((a, b) => a.time - b.time)
      .map(({ value }) => value);
    const sent = await this.handover.flows.whileRunning(
      () => send({ ...message, payload, linkedapi: { query } }),
      signal,
    );
    return sent ? false : this.interrupted();
  }

  /** Polls until the node is closed; never rejects. */
  async watch(): Promise<void> {
    const { signal } = this.closing;
    try {
      await this.handover.flows.whileRunning(() => undefined, signal);
      while (!signal.aborted) {
        const term = await this.handover.term(signal, () => this.node.status(status.standby));
        if (!term.aborted) await this.follow(term);
      }
    } catch (error) {
      if (!signal.aborted) this.translate(this.failure(error));
    }
  }

  /** Polls until the signal is aborted. */
  private async follow(signal: AbortSignal): Promise<void> {
    const client = await this.client();
    const feed = await this.open(client);
    const query = queryOf(this.config);
    const streams = this.kind.streams(query, titleOf(this.node));
    const seconds = Number(this.config['interval']);
    const intervalMs = Math.max((seconds > 0 ? seconds : usualSeconds) * 1000, client.leastPauseMs);
    let failures = 0;
    const ask = async (asking: AbortSignal): Promise<number> => {
      try {
        await feed.follow(streams);
        const answer = await this.kind.ask(client, query, (stream) => feed.since(stream), asking);
        const sent = await feed.deliver(
          answer.items,
          (item) => this.kind.wanted(item, query),
          (news) => this.send(news),
          asking,
        );
        failures = 0;
        if (answer.unsynced.length > 0) this.translate(this.unsynced(answer.unsynced));
        else this.well(sent);
        return intervalMs;
      } catch (error) {
        if (asking.aborted) return 0;
        const failure = this.failure(error);
        this.translate(failure);
        if (failure.code === notSynced) return intervalMs;
        return pauseAfter(failure, failures++, intervalMs);
      }
    };
    await client.repeat(feedOf(this.kind), ask, signal);
  }

  async close(watched: Promise<void>, removed: boolean): Promise<void> {
    this.closing.abort();
    await watched;
    this.node.status(status.cleared);
    if (removed) await this.store?.remove().catch(() => undefined);
  }

  private client(): Promise<LinkedApiClient> {
    return accountOf(this.RED, this.config['account'], titleOf(this.node)).client();
  }

  private open(client: LinkedApiClient): Promise<Feed> {
    const start = this.start();
    const settings = JSON.stringify([this.kind.name, this.config['account'], start]);
    this.store = sentStoreFor(this.RED, this.node, this.config['store']);
    const reported = new Set<string>();
    return Feed.open(this.store, {
      ...{ settings, start, time: client.time },
      report: (notice) => {
        if (reported.has(notice.kind)) return;
        reported.add(notice.kind);
        this.node.warn(`${titleOf(this.node)} ${sentenceOf(notice)}`);
      },
    });
  }

  private start(): Start {
    const { start, from } = this.config;
    if (start !== 'date') return 'now';
    if (typeof from === 'string' && isIsoTime(from.trim())) return Date.parse(from.trim());
    throw new NodeError(
      'invalidDate',
      `${titleOf(this.node)} is to begin with a date, and has none like 2026-05-01 or 2026-05-01T09:00:00Z.`,
    );
  }

  /** Resolves with false if the node was closed before; then nothing was sent. */
  private send(news: readonly News[]): Promise<boolean> {
    return this.handover.flows.whileRunning(() => news.forEach((item) => this.sendOne(item)), this.closing.signal);
  }

  private sendOne(item: News): void {
    const topic = this.kind.topic(item);
    const linkedapi = { eventType: topic, ...(item.redelivered ? { redelivered: true } : {}) };
    this.node.send({ topic, payload: item.value, linkedapi });
  }

  private interrupted(): true {
    this.node.warn(`${titleOf(this.node)} was redeployed while it asked. The answer is not sent.`);
    return true;
  }

  private unsynced(what: readonly string[]): NodeError {
    const whose = what.length > 0 ? ` ${what.join(', ')}` : ' what this node is to tell';
    return new NodeError(
      notSynced,
      `${titleOf(this.node)}: Linked API does not follow${whose}. Run ${this.kind.remedy} with this account; the dialog of the node has a button that adds it. Nothing else is to be done.`,
      ...(what.length > 0 ? [{ people: what }] : []),
    );
  }

  private failure(error: unknown): NodeError | LinkedApiError {
    if (error instanceof LinkedApiError) return error.code === notSynced ? this.unsynced([]) : error;
    if (error instanceof NodeError) return error;
    const why = errorText(error);
    return new NodeError('notNoted', `${titleOf(this.node)} cannot note what it sends, so it sends nothing: ${why}`);
  }

  /** Reports each kind of problem once, until it is over. */
  private translate(error: NodeError | LinkedApiError): void {
    this.node.status(error.code === notSynced ? status.notSynced : status.failed(error.code));
    const what = error.code === notSynced ? error.message : error.code;
    if (this.trouble === what) return;
    this.trouble = what;
    this.node.error(reportedError(error), {});
  }

  private well(sent: number): void {
    if (this.trouble !== undefined) this.node.log(`${titleOf(this.node)} works again.`);
    if (sent > 0) this.node.status(status.news(sent));
    else if (this.trouble !== undefined || !this.shown) this.node.status(status.listening);
    this.trouble = undefined;
    this.shown = true;
  }
}

/** The sentence for a report of the feed, without the name of the node. */
function sentenceOf(notice: Notice): string {
  const iso = (time: number) => new Date(time).toISOString();
  switch (notice.kind) {
    case 'unreadable':
      return `starts over: what it noted as sent cannot be read (${notice.problem}).`;
    case 'ahead':
      return `has notes that begin at ${iso(notice.noted)}, but at Linked API it is only ${iso(notice.now)}: the clock of this machine was ahead. It begins again with what happens from now on. To get what came before, send it a message with msg.linkedapi.query.since.`;
    case 'full': {
      const { most, until, untimed } = notice;
      const late =
        until === undefined
          ? ''
          : ` What Linked API tells late is sent only if it is later than the oldest that is remembered, now ${iso(until)}.`;
      const again = untimed ? ' What has no time, and is told again after a while, may be sent again.' : '';
      return `has more to remember than ${most} messages or events of one day, and forgets the oldest.${late}${again} Let several nodes share the work, such as one for each inbox or some of the conversations.`;
    }
  }
}

function pauseAfter(error: NodeError | LinkedApiError, failures: number, intervalMs: number): number {
  const asked = error instanceof LinkedApiError ? (error.cause.retryAfterSeconds ?? 0) * 1000 : 0;
  const grown = Math.max(intervalMs, Math.min(intervalMs * 2 ** Math.min(failures, 10), longestPauseMs));
  return Math.max(grown, Math.min(asked, 2 * longestPauseMs));
}
