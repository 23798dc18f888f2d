import { connectionStatuses, defineAction, errors, object, out, personUrl } from '../../src/catalog';

export default defineAction({
  type: 'st.checkConnectionStatus',
  name: 'check connection status',
  search: 'connected, friend, degree, is contact',
  icon: 'status',
  summary: 'Shows whether you and a person are connected, or who has invited whom.',
  details: [
    '“pending” means that you have invited the person, “incoming” that the person has invited you.',
    'To look at many people, let one workflow do all of them: that is quicker than a run each.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-check-connection-status',
  root: true,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: { personUrl },
  result: object({ connectionStatus: out.choice(connectionStatuses, 'How you stand to each other') }),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed],
  example: {
    actionType: 'st.checkConnectionStatus',
    label: 'status',
    personUrl: 'https://www.linkedin.com/in/tomas-novak',
  },
  simulate({ person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    return { data: { connectionStatus: account.connectionStatus(person) } };
  },
});
