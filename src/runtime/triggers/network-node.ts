import { itemsOf, type TriggerKind } from './trigger-kind';

/** Events of the account's connections. */
export const network: TriggerKind = {
  name: 'network',
  remedy: '“sync network” (st.syncNetwork)',
  streams: () => [''],

  async ask(client, { type }, since, signal) {
    const from = since('');
    const rows = await client.pollNetwork(
      { ...(from === undefined ? {} : { since: from }), ...(type ? { type } : {}) },
      signal,
    );
    return {
      items: new Map([['', itemsOf(rows, ({ id, detectedAt }) => ({ keys: [id], time: detectedAt }))]]),
      unsynced: [],
    };
  },

  wanted: ({ value }, { type }) => !type || value['type'] === type,

  topic: ({ value }) => `network.${String(value['type'])}`,
};
