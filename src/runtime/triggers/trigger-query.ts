import { isIsoTime, normalUrl } from '../../catalog/facts';
import { NodeError, type Message, type NodeConfig } from '../host/node-red';
import type { Query } from './trigger-kind';

const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');

/** The settings of a trigger node. */
export function queryOf(config: NodeConfig): Query {
  return read({
    type: config['kind'],
    threadId: config['threadId'],
    sender: config['sender'],
    people: config['people'],
  });
}

/** The query of the settings; properties of `msg.linkedapi.query` replace its own. */
export function queryFor(config: NodeConfig, { linkedapi }: Message, title: string): Query {
  const asked = (linkedapi as { query?: unknown } | null | undefined)?.query ?? {};
  if (typeof asked !== 'object' || Array.isArray(asked)) throw badQuery(title, 'has to be an object');
  const { since, ...rest } = asked as Record<string, unknown>;
  const query = { ...queryOf(config), ...read(rest) };
  if (since === undefined) return query;
  if (typeof since !== 'string' || !isIsoTime(since)) {
    throw badQuery(title, 'has a since that is no ISO time such as 2026-05-01T00:00:00Z');
  }
  return { ...query, since: new Date(since).toISOString() };
}

const badQuery = (title: string, what: string) =>
  new NodeError('invalidQuery', `${title}: msg.linkedapi.query ${what}.`);

function read({ type, threadId, sender, people }: Record<string, unknown>): Query {
  const list = [people]
    .flat()
    .flatMap((one) => text(one).split(/\s+/))
    .filter(Boolean)
    .map((one) => normalUrl(one, 'person') ?? one);
  return {
    ...(text(type) ? { type: text(type) } : {}),
    ...(text(threadId) ? { threadId: text(threadId) } : {}),
    ...(text(sender) ? { sender: text(sender) } : {}),
    ...(list.length > 0 ? { people: [...new Set(list)] } : {}),
  };
}
