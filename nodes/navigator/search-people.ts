import {
  defineAction,
  errors,
  findPeople,
  group,
  integer,
  list,
  navigatorCard,
  navigatorCardOf,
  personFilter,
  searchedFor,
  someCriterion,
  text,
  url,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.searchPeople',
  name: 'search people (navigator)',
  search: 'find leads, lead, prospects, sales, profiles, scrape',
  icon: 'search',
  summary: 'Searches Sales Navigator for people and returns a short card of each.',
  docs: 'https://linkedapi.io/docs/action-nv-search-people',
  root: true,
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'tidal energy', filter: true }),
    limit: integer({ label: 'Limit', help: 'How many people at most.', unit: 'people', min: 1, max: 2500, usual: 25 }),
    customSearchUrl: url('search', {
      label: 'Search URL',
      help: 'A Sales Navigator search for people, copied from the browser’s address bar, instead of term and filter.',
      placeholder: 'https://www.linkedin.com/sales/search/people?query=…',
      filter: true,
    }),
    filter: group(
      {
        firstName: personFilter.firstName,
        lastName: personFilter.lastName,
        position: personFilter.position,
        locations: personFilter.locations,
        industries: personFilter.industries,
        currentCompanies: personFilter.currentCompanies,
        previousCompanies: personFilter.previousCompanies,
        schools: personFilter.schools,
        yearsOfExperiences: personFilter.yearsOfExperiences,
        connectionDegrees: personFilter.connectionDegreesAndGroups,
      },
      {
        label: 'Filter',
        help: 'Each field narrows the search further; within a list one match is enough.',
        filter: true,
      },
    ),
  },
  rules: [someCriterion],
  result: list(navigatorCard),
  errors: [errors.noSalesNavigator, errors.searchingNotAllowed],
  example: {
    actionType: 'nv.searchPeople',
    label: 'people',
    limit: 5,
    filter: { position: 'Data Engineer', locations: ['India'] },
  },
  simulate: ({ params, world, account }) => ({
    items: findPeople({ world, account }, searchedFor(params), params.filter)
      .slice(0, params.limit)
      .map((person) => ({ row: navigatorCardOf(person, account), entity: person })),
  }),
});
