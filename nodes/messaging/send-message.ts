import {
  defineAction,
  errors,
  ignoredBesideThread,
  messageText,
  nothing,
  personUrl,
  threadId,
} from '../../src/catalog';

export default defineAction({
  type: 'st.sendMessage',
  name: 'send message',
  search: 'write, DM, direct message, follow up, follow-up, outreach, reply, chat',
  icon: 'message',
  summary: 'Sends a person a message in LinkedIn’s own inbox.',
  details: [
    'LinkedIn only takes messages to people you are connected to or already talk with. Anyone else can be reached through Sales Navigator, or invited with a note.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-send-message',
  root: true,
  parents: ['st.openPersonPage'],
  countsAgainst: 'stMessages',
  on: 'person',
  params: { personUrl, threadId, text: messageText },
  rules: [ignoredBesideThread(['personUrl'])],
  result: nothing(),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed, errors.messagingNotAllowed],
  example: {
    actionType: 'st.sendMessage',
    label: 'sent',
    personUrl: 'https://www.linkedin.com/in/jonas-lindqvist',
    text: 'Jonas, thank you for the tour of the warehouse. Would Thursday suit you for a call?',
  },
  simulate({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (!account.canMessage(person)) throw fail('messagingNotAllowed');
    account.message(person, 'st', params.text);
  },
});
