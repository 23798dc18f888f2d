import {
  defineAction,
  errors,
  ignoredBesideThread,
  messageText,
  nothing,
  personUrl,
  text,
  threadId,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.sendMessage',
  name: 'send message (navigator)',
  search: 'write, InMail, DM, follow up, follow-up, outreach, sales, reply',
  icon: 'message',
  summary: 'Writes to a person through Sales Navigator, whether or not you are connected.',
  details: [
    'The first message to someone you are not connected with is an InMail, which as a rule uses up one of your monthly credits.',
  ],
  docs: 'https://linkedapi.io/docs/action-nv-send-message',
  root: true,
  parents: ['nv.openPersonPage'],
  countsAgainst: 'nvMessages',
  on: 'person',
  params: {
    personUrl,
    threadId,
    subject: text({
      label: 'Subject',
      help: 'Heads a new conversation; unused where a thread ID says which one to go on with.',
      placeholder: 'Your talk on heat pumps',
      max: 80,
      omitEmpty: true,
    }),
    text: messageText,
  },
  rules: [
    {
      rule: 'requiredUnless',
      field: 'subject',
      unless: 'threadId',
      because: 'a new conversation in Sales Navigator needs a subject',
    },
    ignoredBesideThread(['personUrl', 'subject']),
  ],
  result: nothing(),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed, errors.noSalesNavigator, errors.messagingNotAllowed],
  example: {
    actionType: 'nv.sendMessage',
    label: 'written',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    subject: 'Your field test in the cold',
    text: 'Amélie, may I ask which sensors you trusted at minus twenty?',
  },
  simulate({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    account.message(person, 'nv', params.text, params.threadId ? undefined : params.subject);
  },
});
