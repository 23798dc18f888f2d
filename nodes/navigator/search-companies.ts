import {
  asIn,
  choice,
  companyFilter,
  companyHashedUrlOf,
  companyPage,
  companyPageOf,
  defineAction,
  errors,
  findCompanies,
  group,
  integer,
  list,
  out,
  searchedFor,
  someCriterion,
  text,
  url,
} from '../../src/catalog';

const { name, urn, industry, employeesCount, logoUrl } = companyPage;
const bounds = ['0.5', '1', '2.5', '5', '10', '20', '50', '100', '500', '1000'] as const;
const revenue = ['filter.annualRevenue.min', 'filter.annualRevenue.max'] as [string, string];

export default defineAction({
  type: 'nv.searchCompanies',
  name: 'search companies (navigator)',
  search: 'find accounts, organizations, firms, sales, target list, scrape',
  icon: 'search',
  summary: 'Searches Sales Navigator for companies and returns a short card of each.',
  details: ['The annual revenue is counted in millions of US dollars and needs both of its bounds.'],
  docs: 'https://linkedapi.io/docs/action-nv-search-companies',
  root: true,
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'tidal energy', filter: true }),
    limit: integer({
      label: 'Limit',
      help: 'How many companies at most.',
      unit: 'companies',
      min: 1,
      max: 1000,
      usual: 25,
    }),
    customSearchUrl: url('search', {
      label: 'Search URL',
      help: 'A Sales Navigator search for companies, copied from the browser’s address bar, instead of term and filter.',
      placeholder: 'https://www.linkedin.com/sales/search/company?query=…',
      filter: true,
    }),
    filter: group(
      {
        ...companyFilter,
        annualRevenue: group(
          {
            min: choice(['0', ...bounds], { label: 'From', help: 'Lower bound.', unit: 'million USD' }),
            max: choice([...bounds, '1000+'], { label: 'To', help: 'Upper bound.', unit: 'million USD' }),
          },
          { label: 'Annual revenue', help: 'Both bounds, or none.' },
        ),
      },
      {
        label: 'Filter',
        help: 'Each field narrows the search further; within a list one match is enough.',
        filter: true,
      },
    ),
  },
  rules: [
    someCriterion,
    { rule: 'together', fields: revenue, because: 'an annual revenue has a lower and an upper bound' },
    { rule: 'ascending', fields: revenue, because: 'the lower bound of the annual revenue comes first' },
  ],
  result: asIn(
    'st.openCompanyPage',
    companyPage,
    list({
      name,
      urn,
      hashedUrl: out.url('Address with the company’s number, which “open company page (navigator)” takes'),
      industry,
      employeesCount,
      logoUrl,
    }),
  ),
  errors: [errors.noSalesNavigator, errors.searchingNotAllowed],
  example: {
    actionType: 'nv.searchCompanies',
    label: 'companies',
    limit: 5,
    filter: {
      sizes: ['1001-5000'],
      locations: ['Sweden'],
      annualRevenue: { min: '1', max: '1000+' },
    },
  },
  simulate: ({ params, world }) => ({
    items: findCompanies(world, searchedFor(params), params.filter)
      .slice(0, params.limit)
      .map((company) => {
        const { name, urn, industry, employeesCount, logoUrl } = companyPageOf(company);
        const hashedUrl = companyHashedUrlOf(company.id);
        return { row: { name, urn, hashedUrl, industry, employeesCount, logoUrl }, entity: company };
      }),
  }),
});
