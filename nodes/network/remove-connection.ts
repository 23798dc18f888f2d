import { defineAction, errors, nothing, personUrl } from '../../src/catalog';

export default defineAction({
  type: 'st.removeConnection',
  name: 'remove connection',
  search: 'unfriend, disconnect, delete contact, cleanup',
  icon: 'remove',
  summary: 'Ends the connection with a person.',
  details: ['To connect again, you would have to send a new invitation.'],
  docs: 'https://linkedapi.io/docs/action-st-remove-connection',
  root: true,
  parents: ['st.openPersonPage'],
  removes: true,
  on: 'person',
  params: { personUrl },
  result: nothing(),
  errors: [
    errors.personNotFound,
    errors.selfProfileNotAllowed,
    { type: 'connectionNotFound', when: 'You are not connected to this person.', trigger: 'connection-not-found' },
  ],
  example: {
    actionType: 'st.removeConnection',
    label: 'removed',
    personUrl: 'https://www.linkedin.com/in/rosa-delgado',
  },
  simulate({ person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (account.connectionStatus(person) !== 'connected') throw fail('connectionNotFound');
    account.disconnect(person);
  },
});
