import { defineAction, nothing, syncInboxDetails } from '../../src/catalog';

export default defineAction({
  type: 'st.syncInbox',
  name: 'sync inbox',
  search: 'follow messages, watch inbox, replies',
  icon: 'sync',
  summary: 'Has Linked API follow your whole inbox, so that its messages can be polled and sent to webhooks.',
  details: syncInboxDetails,
  root: true,
  params: {},
  result: nothing(),
  errors: [],
  example: { actionType: 'st.syncInbox', label: 'followed' },
  simulate({ account }) {
    account.followInbox('st');
  },
});
