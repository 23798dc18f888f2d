import { defineAction, email, errors, nothing, personUrl, text } from '../../src/catalog';

export default defineAction({
  type: 'st.sendConnectionRequest',
  name: 'send connection request',
  search: 'invite, invitation, connect, add contact, lead, outreach, note',
  icon: 'invite',
  summary: 'Invites a person to connect, with a note if you like.',
  docs: 'https://linkedapi.io/docs/action-st-send-connection-request',
  root: true,
  parents: ['st.openPersonPage'],
  countsAgainst: 'stConnectionRequests',
  on: 'person',
  params: {
    personUrl,
    note: text({
      label: 'Note',
      help: 'A personal word. LinkedIn allows 200 characters on free accounts, 300 on Premium.',
      max: 300,
      long: true,
      omitEmpty: true,
    }),
    email: email({
      label: 'E-mail',
      help: 'Some people only take invitations from those who know their e-mail address.',
      placeholder: 'maria@example.com',
      omitEmpty: true,
    }),
  },
  result: nothing(),
  errors: [
    errors.personNotFound,
    errors.selfProfileNotAllowed,
    { type: 'alreadyPending', when: 'An earlier invitation waits for its answer.', trigger: 'already-pending' },
    { type: 'alreadyConnected', when: 'You are connected already.', trigger: 'already-connected' },
    {
      type: 'emailRequired',
      when: 'The person asks for an e-mail address and none was given.',
      trigger: 'email-required',
    },
    { type: 'noteTooLong', when: 'The note is longer than LinkedIn allows this account.', trigger: 'note-too-long' },
    {
      type: 'noteLimitExceeded',
      when: 'The account has no invitations with a note left.',
      trigger: 'note-limit-exceeded',
    },
    { type: 'requestNotAllowed', when: 'LinkedIn refuses the invitation.', trigger: 'request-not-allowed' },
  ],
  example: {
    actionType: 'st.sendConnectionRequest',
    label: 'invited',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    note: 'Amélie, your talk on heat pumps stayed with me. Shall we connect?',
  },
  simulate({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    const status = account.connectionStatus(person);
    if (status === 'pending') throw fail('alreadyPending');
    if (status === 'connected') throw fail('alreadyConnected');
    if (person.asksForEmail && !params.email) throw fail('emailRequired');
    account.invite(person, params.note);
  },
});
