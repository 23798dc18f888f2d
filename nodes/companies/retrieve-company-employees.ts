import {
  asIn,
  defineAction,
  errors,
  group,
  integer,
  list,
  matchesPerson,
  personCard,
  personCardOf,
  personFilter,
} from '../../src/catalog';

export default defineAction({
  type: 'st.retrieveCompanyEmployees',
  name: 'retrieve company employees',
  search: 'staff, people, team, leads, contacts, enrich, scrape',
  icon: 'people',
  summary: 'Lists people who work at the company that is open.',
  details: [
    'Without a limit of your own up to 500 people come back, which takes its time; a filter keeps the list short.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-company-employees',
  root: false,
  parents: ['st.openCompanyPage'],
  on: 'company',
  params: {
    limit: integer({
      label: 'Limit',
      help: 'How many people at most.',
      unit: 'people',
      min: 1,
      max: 500,
      softMax: true,
      usual: 500,
    }),
    filter: group(
      {
        firstName: personFilter.firstName,
        lastName: personFilter.lastName,
        position: personFilter.position,
        locations: personFilter.locations,
        industries: personFilter.industries,
        schools: personFilter.schools,
        connectionDegrees: personFilter.connectionDegrees,
      },
      {
        label: 'Filter',
        help: 'Each field narrows the list further; within a list one match is enough.',
        filter: true,
      },
    ),
  },
  result: asIn('st.searchPeople', personCard, list(personCard)),
  errors: [errors.retrievingNotAllowed, errors.filterNotApplied],
  example: {
    actionType: 'st.openCompanyPage',
    companyUrl: 'https://www.linkedin.com/company/helio-thermal',
    then: {
      actionType: 'st.retrieveCompanyEmployees',
      label: 'employees',
      limit: 10,
      filter: { locations: ['Germany', 'Czechia'] },
    },
  },
  simulate: ({ params, company, world, account }) => ({
    items: world
      .employees(company)
      .filter((person) => matchesPerson(person, params.filter, account))
      .slice(0, params.limit)
      .map((person) => ({ row: personCardOf(person, account), entity: person })),
  }),
});
