import {
  asIn,
  companyFilter,
  companyPage,
  companyPageOf,
  defineAction,
  errors,
  findCompanies,
  group,
  integer,
  list,
  searchedFor,
  someCriterion,
  text,
  url,
} from '../../src/catalog';

const { name, urn, publicUrl, industry, location, logoUrl } = companyPage;

export default defineAction({
  type: 'st.searchCompanies',
  name: 'search companies',
  search: 'find accounts, organizations, firms, target list, scrape',
  icon: 'search',
  summary: 'Searches LinkedIn for companies and returns a short card of each.',
  docs: 'https://linkedapi.io/docs/action-st-search-companies',
  root: true,
  countsAgainst: 'stSearchQueries',
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'tidal energy', filter: true }),
    limit: integer({
      label: 'Limit',
      help: 'How many companies at most.',
      unit: 'companies',
      min: 1,
      max: 1000,
      usual: 10,
    }),
    customSearchUrl: url('search', {
      label: 'Search URL',
      help: 'A company search copied from the browser’s address bar, instead of term and filter.',
      placeholder: 'https://www.linkedin.com/search/results/companies/?keywords=…',
      filter: true,
    }),
    filter: group(companyFilter, {
      label: 'Filter',
      help: 'Each field narrows the search further; within a list one match is enough.',
      filter: true,
    }),
  },
  rules: [someCriterion],
  result: asIn('st.openCompanyPage', companyPage, list({ name, urn, publicUrl, industry, location, logoUrl })),
  errors: [errors.searchingNotAllowed, errors.filterNotApplied],
  example: {
    actionType: 'st.searchCompanies',
    label: 'companies',
    term: 'thermal',
    limit: 5,
    filter: { sizes: ['51-200', '201-500'], locations: ['Germany'] },
  },
  simulate: ({ params, world }) => ({
    items: findCompanies(world, searchedFor(params), params.filter)
      .slice(0, params.limit)
      .map((company) => {
        const { name, urn, publicUrl, industry, location, logoUrl } = companyPageOf(company);
        return { row: { name, urn, publicUrl, industry, location, logoUrl }, entity: company };
      }),
  }),
});
