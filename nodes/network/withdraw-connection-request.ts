import { defineAction, errors, flag, nothing, personUrl } from '../../src/catalog';

export default defineAction({
  type: 'st.withdrawConnectionRequest',
  name: 'withdraw connection request',
  search: 'cancel invite, undo invitation, unsend, cleanup',
  icon: 'withdraw',
  summary: 'Takes back an invitation that has not been answered yet.',
  details: ['Unless you say otherwise, you stop following the person as well.'],
  docs: 'https://linkedapi.io/docs/action-st-withdraw-connection-request',
  root: true,
  parents: ['st.openPersonPage'],
  removes: true,
  on: 'person',
  params: {
    personUrl,
    unfollow: flag({ label: 'Unfollow', help: 'Stop following the person, too.', usual: true }),
  },
  result: nothing(),
  errors: [
    errors.personNotFound,
    errors.selfProfileNotAllowed,
    { type: 'notPending', when: 'No invitation to this person waits for an answer.', trigger: 'not-pending' },
  ],
  example: {
    actionType: 'st.withdrawConnectionRequest',
    label: 'withdrawn',
    personUrl: 'https://www.linkedin.com/in/priya-raman',
  },
  simulate({ person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (account.connectionStatus(person) !== 'pending') throw fail('notPending');
    account.withdraw(person);
  },
});
