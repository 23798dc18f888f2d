import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'nv.doForPeople',
  name: 'do for people (navigator)',
  search: 'loop, for each, foreach, repeat, iterate, leads, sales',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every person of the Sales Navigator list above.',
  details: ['The actions below take the person from the list, so their own address stays empty.'],
  docs: 'https://linkedapi.io/docs/actions-overview',
  root: false,
  parents: ['nv.searchPeople', 'nv.retrieveCompanyEmployees', 'nv.retrieveCompanyDMs'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'nv.searchPeople',
    term: 'engineer',
    limit: 2,
    then: {
      actionType: 'nv.doForPeople',
      then: { actionType: 'nv.openPersonPage', label: 'profiles', basicInfo: true },
    },
  },
});
