import { defineAction, integer, newerThan, postOf, postList, since } from '../../src/catalog';

export default defineAction({
  type: 'st.retrieveCompanyPosts',
  name: 'retrieve company posts',
  search: 'content, activity, scrape',
  icon: 'posts',
  summary: 'Lists the latest posts and reposts of the company that is open, the newest first.',
  details: ['An author’s URN may be null here; “open post” below a loop finds it.'],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-company-posts',
  confidence: 'unseen',
  root: false,
  parents: ['st.openCompanyPage'],
  on: 'company',
  params: {
    limit: integer({ label: 'Limit', help: 'How many posts at most.', unit: 'posts', min: 1, max: 20, usual: 20 }),
    since,
  },
  result: postList(),
  errors: [],
  example: {
    actionType: 'st.openCompanyPage',
    companyUrl: 'https://www.linkedin.com/company/helio-thermal',
    then: { actionType: 'st.retrieveCompanyPosts', label: 'posts', limit: 5 },
  },
  simulate: ({ params, company, world, account }) => ({
    items: world
      .postsBy(company)
      .filter(newerThan(params.since))
      .slice(0, params.limit)
      .map((post) => ({ row: postOf(post, account), entity: post })),
  }),
});
