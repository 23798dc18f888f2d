import { defineAction, errors, personUrl, syncDays, syncOn, syncResult } from '../../src/catalog';

export default defineAction({
  type: 'nv.syncConversation',
  name: 'sync conversation (navigator)',
  palette: 'sync chat (navigator)',
  search: 'follow chat, watch messages, replies, sales, InMail',
  icon: 'sync',
  summary: 'Has Linked API follow a Sales Navigator conversation, so that its messages can be read from then on.',
  docs: 'https://linkedapi.io/docs/action-nv-sync-conversation',
  root: true,
  parents: ['st.openPersonPage', 'nv.openPersonPage'],
  on: 'person',
  params: { personUrl, days: syncDays },
  result: syncResult,
  errors: [errors.personNotFound, errors.selfProfileNotAllowed, errors.noSalesNavigator],
  example: {
    actionType: 'nv.syncConversation',
    label: 'followed',
    personUrl: 'https://www.linkedin.com/in/jonas-lindqvist',
    days: 14,
  },
  simulate: syncOn('nv'),
});
