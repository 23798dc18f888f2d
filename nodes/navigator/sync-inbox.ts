import { defineAction, errors, nothing, syncInboxDetails } from '../../src/catalog';

export default defineAction({
  type: 'nv.syncInbox',
  name: 'sync inbox (navigator)',
  search: 'follow messages, watch inbox, replies, sales, InMail',
  icon: 'sync',
  summary:
    'Has Linked API follow your whole Sales Navigator inbox, so that its messages can be polled and sent to webhooks.',
  details: syncInboxDetails,
  root: true,
  params: {},
  result: nothing(),
  errors: [errors.noSalesNavigator],
  example: { actionType: 'nv.syncInbox', label: 'followed' },
  simulate({ account }) {
    account.followInbox('nv');
  },
});
