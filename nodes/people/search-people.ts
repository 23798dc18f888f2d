import {
  defineAction,
  errors,
  findPeople,
  group,
  integer,
  list,
  personCard,
  personCardOf,
  personFilter,
  searchedFor,
  someCriterion,
  text,
  url,
} from '../../src/catalog';

export default defineAction({
  type: 'st.searchPeople',
  name: 'search people',
  search: 'find leads, lead, prospects, candidates, contacts, profiles, sourcing, recruiting, scrape',
  icon: 'search',
  summary: 'Searches LinkedIn for people and returns a short card of each.',
  docs: 'https://linkedapi.io/docs/action-st-search-people',
  root: true,
  countsAgainst: 'stSearchQueries',
  params: {
    term: text({ label: 'Term', help: 'Words to look for.', placeholder: 'tidal energy', filter: true }),
    limit: integer({ label: 'Limit', help: 'How many people at most.', unit: 'people', min: 1, max: 1000, usual: 10 }),
    customSearchUrl: url('search', {
      label: 'Search URL',
      help: 'A people search copied from the browser’s address bar, instead of term and filter.',
      placeholder: 'https://www.linkedin.com/search/results/people/?keywords=…',
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
        connectionDegrees: personFilter.connectionDegrees,
      },
      {
        label: 'Filter',
        help: 'Each field narrows the search further; within a list one match is enough.',
        filter: true,
      },
    ),
  },
  rules: [someCriterion],
  result: list(personCard),
  errors: [errors.searchingNotAllowed, errors.filterNotApplied],
  example: {
    actionType: 'st.searchPeople',
    label: 'people',
    term: 'engineer',
    limit: 3,
    filter: { locations: ['Germany'] },
  },
  simulate: ({ params, world, account }) => ({
    items: findPeople({ world, account }, searchedFor(params), params.filter)
      .slice(0, params.limit)
      .map((person) => ({ row: personCardOf(person, account), entity: person })),
  }),
});
