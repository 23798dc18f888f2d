import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.doForJobs',
  name: 'do for jobs',
  search: 'loop, for each, foreach, repeat, iterate',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every job of the search above.',
  details: [
    'The actions below take the job from the list, so their own address stays empty.',
    'Linked API does not document how the results of this loop are laid out; every form that its other loops have is understood.',
  ],
  docs: 'https://linkedapi.io/docs/actions-overview',
  root: false,
  parents: ['st.searchJobs'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.searchJobs',
    term: 'engineer',
    limit: 2,
    then: { actionType: 'st.doForJobs', then: { actionType: 'st.openJob', label: 'job', basicInfo: true } },
  },
});
