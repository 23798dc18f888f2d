import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.doForPeople',
  name: 'do for people',
  search: 'loop, for each, foreach, repeat, iterate, leads',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every person of the list above.',
  details: ['The actions below take the person from the list, so their own address stays empty.'],
  root: false,
  parents: ['st.searchPeople', 'st.retrieveCompanyEmployees', 'st.retrieveCompanyDMs', 'st.retrieveConnections'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.searchPeople',
    term: 'engineer',
    limit: 2,
    then: {
      actionType: 'st.doForPeople',
      then: { actionType: 'st.openPersonPage', label: 'profiles', basicInfo: true },
    },
  },
});
