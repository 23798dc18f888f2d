import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.syncNetwork',
  name: 'sync network',
  search: 'follow connections, watch, new connections, accepted invites',
  icon: 'sync',
  summary: 'Has Linked API follow what happens to your connections, so that it can be polled and sent to webhooks.',
  details: [
    'Once per account is enough. Nothing older than the moment of switching it on is gathered.',
    'The node “network” sends each event as it comes.',
  ],
  root: true,
  params: {},
  result: nothing(),
  errors: [],
  example: { actionType: 'st.syncNetwork', label: 'followed' },
  simulate({ account }) {
    account.followNetwork();
  },
});
