import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'nv.doForCompanies',
  name: 'do for companies (navigator)',
  search: 'loop, for each, foreach, repeat, iterate, accounts, sales',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every company of the Sales Navigator search above.',
  details: ['The actions below take the company from the list, so their own address stays empty.'],
  docs: 'https://linkedapi.io/docs/actions-overview',
  root: false,
  parents: ['nv.searchCompanies'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'nv.searchCompanies',
    term: 'thermal',
    limit: 2,
    then: {
      actionType: 'nv.doForCompanies',
      then: { actionType: 'nv.openCompanyPage', label: 'companies', basicInfo: true },
    },
  },
});
