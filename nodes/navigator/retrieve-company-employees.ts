import {
  asIn,
  defineAction,
  errors,
  group,
  integer,
  list,
  matchesPerson,
  navigatorCard,
  navigatorCardOf,
  personFilter,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.retrieveCompanyEmployees',
  name: 'retrieve company employees (navigator)',
  search: 'staff, people, team, leads, contacts, sales, enrich, scrape',
  icon: 'people',
  summary: 'Lists people who work at the company that is open in Sales Navigator.',
  docs: 'https://linkedapi.io/docs/action-nv-retrieve-company-employees',
  root: false,
  parents: ['nv.openCompanyPage'],
  on: 'company',
  params: {
    limit: integer({ label: 'Limit', help: 'How many people at most.', unit: 'people', min: 1, max: 2500, usual: 25 }),
    filter: group(
      {
        firstName: personFilter.firstName,
        lastName: personFilter.lastName,
        positions: personFilter.positions,
        locations: personFilter.locations,
        industries: personFilter.industries,
        schools: personFilter.schools,
        yearsOfExperiences: personFilter.yearsOfExperiences,
        connectionDegrees: personFilter.connectionDegreesAndGroups,
      },
      {
        label: 'Filter',
        help: 'Each field narrows the list further; within a list one match is enough.',
        filter: true,
      },
    ),
  },
  result: asIn('nv.searchPeople', navigatorCard, list(navigatorCard)),
  errors: [errors.noSalesNavigator, errors.retrievingNotAllowed],
  example: {
    actionType: 'nv.openCompanyPage',
    companyHashedUrl: 'https://www.linkedin.com/company/4100001',
    then: {
      actionType: 'nv.retrieveCompanyEmployees',
      label: 'employees',
      limit: 10,
      filter: { positions: ['Product', 'Plant Manager'], locations: ['Germany', 'Czechia'] },
    },
  },
  simulate: ({ params, company, world, account }) => ({
    items: world
      .employees(company)
      .filter((person) => matchesPerson(person, params.filter, account))
      .slice(0, params.limit)
      .map((person) => ({ row: navigatorCardOf(person, account), entity: person })),
  }),
});
