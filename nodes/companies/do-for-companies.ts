import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.doForCompanies',
  name: 'do for companies',
  search: 'loop, for each, foreach, repeat, iterate, accounts',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every company of the search above.',
  details: ['The actions below take the company from the list, so their own address stays empty.'],
  docs: 'https://linkedapi.io/docs/actions-overview',
  root: false,
  parents: ['st.searchCompanies'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.searchCompanies',
    term: 'thermal',
    limit: 2,
    then: {
      actionType: 'st.doForCompanies',
      then: { actionType: 'st.openCompanyPage', label: 'companies', basicInfo: true },
    },
  },
});
