import { translateToEnglish } from '../../catalog/facts';
import { LinkedApiError, type ConversationQuery, type LinkedApiClient } from '../../client';
import type { Item } from '../../triggers';
import { fieldProblem } from '../../workflow';
import { direction, isFrom } from './inbox-node';
import { NodeError } from '../host/node-red';
import { itemsOf, type Answer, type TriggerKind } from './trigger-kind';

const notSynced = 'conversationsNotSynced';

/** Conversations with certain people. The name of a stream is a query without its `since`. */
export const conversations: TriggerKind = {
  name: 'conversations',
  alsoAfter: 'inbox',
  remedy: '“sync conversation” (st.syncConversation, or nv.syncConversation for Sales Navigator)',

  streams({ people = [], type }, title) {
    if (people.length === 0) {
      throw new NodeError(
        'personUrlRequired',
        `${title} has nobody’s conversation to read. Open it and enter the address of a person.`,
      );
    }
    for (const one of people) {
      const problem = fieldProblem({ name: 'people', label: '', kind: 'url', of: 'person' }, one, translateToEnglish);
      if (problem) throw new NodeError('invalidQuery', `${title}: the address of a person ${problem}.`);
    }
    return people.map((personUrl) => `${type === 'nv' ? 'nv' : 'st'} ${personUrl}`);
  },

  async ask(client, query, since, signal) {
    const streams = this.streams(query, '');
    try {
      return await asked(client, streams, since, signal);
    } catch (error) {
      if (!(error instanceof LinkedApiError) || error.code !== notSynced || streams.length === 1) throw error;
    }
    // The error does not say which conversation it is about, and the others may be synced.
    const answer: Answer = { items: new Map(), unsynced: [] };
    for (const stream of streams) {
      try {
        const { items, unsynced } = await asked(client, [stream], since, signal);
        for (const [name, list] of items) answer.items.set(name, list);
        answer.unsynced.push(...unsynced);
      } catch (error) {
        if (!(error instanceof LinkedApiError) || error.code !== notSynced) throw error;
        answer.unsynced.push(personOf(stream));
      }
    }
    return answer;
  },

  wanted: isFrom,
  topic: (item) => `conversation.${direction(item)}`,
};

const personOf = (stream: string) => stream.slice(3);

async function asked(
  client: LinkedApiClient,
  streams: readonly string[],
  since: (stream: string) => string | undefined,
  signal: AbortSignal,
): Promise<Answer> {
  const queries = streams.map((stream): ConversationQuery => {
    const from = since(stream);
    const type = stream.startsWith('nv ') ? 'nv' : 'st';
    return { personUrl: personOf(stream), type, ...(from === undefined ? {} : { since: from }) };
  });
  const found = await client.pollConversations(queries, signal);
  const answer: Answer = { items: new Map(), unsynced: [] };
  for (const [at, query] of queries.entries()) {
    const stream = streams[at] ?? '';
    const { messages, syncUntil, ...about } = conversationOf(found, query, at);
    const rows = Array.isArray(messages) ? (messages as unknown[]) : [];
    answer.items.set(stream, itemsOf(rows, ({ id, time }) => ({ keys: [id], time })).map(withPerson(about)));
    // Linked API still serves the messages it has, but adds no more.
    if (typeof syncUntil === 'string' && Date.parse(syncUntil) < client.time.now())
      answer.unsynced.push(personOf(stream));
  }
  return answer;
}

/** By its own person and type, since no order is promised; by index if it has neither. */
function conversationOf(
  found: readonly unknown[],
  { personUrl, type }: ConversationQuery,
  at: number,
): Record<string, unknown> {
  const all = found.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null);
  return all.find((one) => one['personUrl'] === personUrl && one['type'] === type) ?? all[at] ?? {};
}

const withPerson =
  ({ personUrl, personUrn, type }: Record<string, unknown>) =>
  (item: Item): Item => ({ ...item, value: { ...item.value, personUrl, personUrn: personUrn ?? null, type } });
