import type { LinkedApiClient } from '../../client';
import type { Item } from '../../triggers';

/** What is asked for and let through; nothing given, everything. */
export interface Query {
  /** ISO. */
  since?: string;
  /** `st` or `nv`; of network events the event. */
  type?: string;
  threadId?: string;
  sender?: string;
  /** Whose conversations, by address. */
  people?: readonly string[];
}

export interface Answer {
  /** By stream. */
  items: Map<string, Item[]>;
  /** In words, what Linked API does not follow (any more); empty when all is well. */
  unsynced: string[];
}

/** What makes one trigger node different from the others. */
export interface TriggerKind {
  /** `inbox` of `linkedapi-inbox`; also the family of webhook events that tell there is news. */
  name: string;
  /** Further families. */
  alsoAfter?: string;
  /** What is read separately, each with a `since` of its own. Throws a NodeError when there is nothing to read. */
  streams(query: Query, title: string): string[];
  /** Rejects with `conversationsNotSynced` where nothing is followed. */
  ask(
    client: LinkedApiClient,
    query: Query,
    since: (stream: string) => string | undefined,
    signal: AbortSignal,
  ): Promise<Answer>;
  wanted(item: Item, query: Query): boolean;
  topic(item: Item): string;
  /** Which action to run when something is not followed. */
  remedy: string;
}

/** Rows of an answer as items; what is no object is none. */
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
