import { defineAction, object, out } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePerformance',
  name: 'retrieve performance',
  palette: 'retrieve dashboard',
  search: 'analytics, statistics, impressions, views, followers',
  icon: 'chart',
  summary: 'Returns the numbers on your own dashboard: followers, views of posts and profile, appearances in searches.',
  details: ['Each number covers its own period, which its name states.'],
  docs: 'https://linkedapi.io/docs/retrieving-ssi-and-performance',
  root: true,
  params: {},
  result: object({
    followersCount: out.number('Followers today'),
    postViewsLast7Days: out.number('Views of your posts in the last 7 days'),
    profileViewsLast90Days: out.number('Views of your profile in the last 90 days'),
    searchAppearancesPreviousWeek: out.number('How often searches showed you in the week before'),
  }),
  errors: [],
  example: { actionType: 'st.retrievePerformance', label: 'performance' },
  simulate: ({ account }) => ({ data: { ...account.performance } }),
});
