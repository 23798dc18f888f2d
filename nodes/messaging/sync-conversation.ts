import { defineAction, errors, personUrl, syncDays, syncOn, syncResult } from '../../src/catalog';

export default defineAction({
  type: 'st.syncConversation',
  name: 'sync conversation',
  palette: 'sync chat',
  search: 'follow chat, watch messages, replies',
  icon: 'sync',
  summary: 'Has Linked API follow the conversation with a person, so that its messages can be polled.',
  details: [
    'It brings no messages itself: they are fetched by polling conversations, a request apart from workflows.',
    'Following ends after the days given. Run the action again for another period; what has been gathered stays.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-sync-conversation',
  root: true,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: { personUrl, days: syncDays },
  result: syncResult,
  errors: [errors.personNotFound, errors.selfProfileNotAllowed],
  example: {
    actionType: 'st.syncConversation',
    label: 'synced',
    personUrl: 'https://www.linkedin.com/in/jonas-lindqvist',
    days: 14,
  },
  simulate: syncOn('st'),
});
