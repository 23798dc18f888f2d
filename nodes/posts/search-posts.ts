import {
  defineAction,
  errors,
  findPosts,
  foundPost,
  foundPostOf,
  group,
  ignoredBesideAddress,
  integer,
  postFilter,
  postFilterRules,
  postList,
  searchedFor,
  text,
  url,
} from '../../src/catalog';

export default defineAction({
  type: 'st.searchPosts',
  name: 'search posts',
  search: 'find content, articles, hashtag, keyword, scrape',
  icon: 'search',
  summary: 'Searches LinkedIn for posts and returns them with their text and counts.',
  details: [
    'LinkedIn widens a narrow search by itself, so a post in the list need not have the words in it. Authors come without URN; “open post” finds it.',
    'That “do for posts” may stand below is inferred from the limit, which Linked API lowers to 20 where anything hangs below; no page of it names the loop.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-search-posts',
  confidence: 'unseen',
  root: true,
  children: ['st.doForPosts'],
  countsAgainst: 'stSearchQueries',
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'heat pumps', min: 1, max: 50, filter: true }),
    limit: integer({ label: 'Limit', help: 'How many posts at most.', unit: 'posts', min: 1, max: 100, usual: 10 }),
    customSearchUrl: url('search', {
      label: 'Search URL',
      help: 'A search for posts copied from the browser’s address bar, instead of term and filter.',
      placeholder: 'https://www.linkedin.com/search/results/content/?keywords=…',
      filter: true,
    }),
    filter: group(postFilter, {
      label: 'Filter',
      help: 'Each field narrows the search further; within a list one match is enough.',
      filter: true,
    }),
  },
  rules: [
    {
      rule: 'requiredUnless',
      field: 'term',
      unless: 'customSearchUrl',
      because: 'a search for posts needs words, or the address of a search',
    },
    {
      rule: 'mostAbove',
      field: 'limit',
      most: 20,
      because: 'something hangs below this search, and Linked API then takes no more',
    },
    ignoredBesideAddress(['filter']),
    ...postFilterRules,
  ],
  result: postList(foundPost),
  errors: [errors.searchingNotAllowed, errors.filterNotApplied],
  example: {
    actionType: 'st.searchPosts',
    label: 'posts',
    term: 'heat',
    limit: 5,
    filter: { sort: 'latest', fromCompanies: ['Helio Thermal'] },
  },
  simulate: (simulation) => ({
    items: findPosts(
      simulation,
      searchedFor(simulation.params),
      simulation.params.customSearchUrl ? {} : simulation.params.filter,
    )
      .slice(0, simulation.params.limit)
      .map((post) => ({ row: foundPostOf(post, simulation.account), entity: post })),
  }),
});
