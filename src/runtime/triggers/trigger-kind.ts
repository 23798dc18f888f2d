import type { LinkedApiClient } from '../../client';
import type { Item } from '../../triggers';

/** Which items are sent. A missing property allows all. */
export interface Query {
  /** An ISO time. */
  since?: string;
  /** `st` or `nv`; for the network, the kind of event. */
  type?: string;
  threadId?: string;
  sender?: string;
  /** The people whose conversations are read, by their addresses. */
  people?: readonly string[];
}

export interface Answer {
  /** By stream. */
  items: Map<string, Item[]>;
  /** Names of what Linked API does not sync; usually empty. */
  unsynced: string[];
}

/** What differs from one trigger node to the next. */
export interface TriggerKind {
  /** `inbox` of `linkedapi-inbox`; also the family of webhook events that announce news. */
  name: string;
  /** Further families of such events. */
  alsoAfter?: string;
  /** The streams that are read, each with its own `since`. Throws a NodeError if there is nothing to read. */
  streams(query: Query, title: string): string[];
  /** Rejects with `conversationsNotSynced` if nothing is synced. */
  ask(
    client: LinkedApiClient,
    query: Query,
    since: (stream: string) => string | undefined,
    signal: AbortSignal,
  ): Promise<Answer>;
  wanted(item: Item, query: Query): boolean;
  topic(item: Item): string;
  /** The action to run if something is not synced. */
  remedy: string;
}

/** The objects among the rows of an answer, as items. */
export function itemsOf(
  rows: readonly unknown[],
  describe: (row: Record<string, unknown>) => { keys: unknown[]; time: unknown },
): Item[] {
  return rows.flatMap((row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) return [];
    const value = row as Record<string, unknown>;
    const { keys, time } = describe(value);
    const known = keys.filter((one): one is string => typeof one === 'string' && one !== '');
    const said = typeof time === 'string' ? Date.parse(time) : NaN;
    return [{ keys: known.length > 0 ? known : [JSON.stringify(value)], time: said, value }];
  });
}
