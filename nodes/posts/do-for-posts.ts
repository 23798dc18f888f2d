import { defineAction, nothing } from '../../src/catalog';

export default defineAction({
  type: 'st.doForPosts',
  name: 'do for posts',
  search: 'loop, for each, foreach, repeat, iterate',
  icon: 'loop',
  summary: 'Repeats what hangs below it for every post of the list above.',
  details: ['The actions below take the post from the list, so their own address stays empty.'],
  docs: 'https://linkedapi.io/docs/actions-overview',
  root: false,
  parents: ['st.retrieveCompanyPosts', 'st.retrievePersonPosts'],
  loop: true,
  params: {},
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.openCompanyPage',
    companyUrl: 'https://www.linkedin.com/company/helio-thermal',
    then: {
      actionType: 'st.retrieveCompanyPosts',
      limit: 2,
      then: {
        actionType: 'st.doForPosts',
        then: {
          actionType: 'st.openPost',
          then: { actionType: 'st.retrievePostReactions', label: 'reactions', limit: 5 },
        },
      },
    },
  },
});
