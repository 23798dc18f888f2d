import type { InboxQuery } from '../../client';
import type { Item } from '../../triggers';
import { itemsOf, type Query, type TriggerKind } from './trigger-kind';

const isChannel = (type: string | undefined): type is 'st' | 'nv' => type === 'st' || type === 'nv';

/** Whether a message was received, or sent by the account itself. */
export const direction = ({ value }: Item) => (value['sender'] === 'us' ? 'messageSent' : 'messageReceived');

export const isFrom = ({ value }: Item, { sender }: Query) => (sender ?? '') === '' || value['sender'] === sender;

/** Messages of the whole inbox (https://linkedapi.io/docs/making-requests). */
export const inbox: TriggerKind = {
  name: 'inbox',
  remedy: '“sync inbox” (st.syncInbox, or nv.syncInbox for Sales Navigator)',
  streams: () => [''],

  async ask(client, { type, threadId }, since, signal) {
    const from = since('');
    const query: InboxQuery = {
      ...(from === undefined ? {} : { since: from }),
      ...(isChannel(type) ? { type } : {}),
      ...(threadId ? { threadId } : {}),
    };
    const rows = await client.pollInbox(query, signal);
    return { items: new Map([['', itemsOf(rows, ({ id, time }) => ({ keys: [id], time }))]]), unsynced: [] };
  },

  wanted: (item, query) =>
    isFrom(item, query) &&
    (!query.threadId || item.value['threadId'] === query.threadId) &&
    (!isChannel(query.type) || item.value['type'] === query.type),

  topic: (item) => `inbox.${direction(item)}`,
};
