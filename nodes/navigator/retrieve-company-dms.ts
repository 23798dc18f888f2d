import {
  asIn,
  byRank,
  countryCode,
  defineAction,
  errors,
  integer,
  list,
  navigatorCard,
  navigatorCardOf,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.retrieveCompanyDMs',
  name: 'retrieve company decision makers (navigator)',
  search: 'executives, managers, leads, contacts, sales, enrich, scrape',
  icon: 'leader',
  summary: 'Lists the people who decide at the company that is open in Sales Navigator, the highest in rank first.',
  docs: 'https://linkedapi.io/docs/action-nv-retrieve-company-dms',
  root: false,
  parents: ['nv.openCompanyPage'],
  on: 'company',
  params: {
    limit: integer({
      label: 'Limit',
      help: 'How many people at most; a small company may have fewer.',
      unit: 'people',
      min: 1,
      max: 20,
      usual: 20,
    }),
  },
  result: asIn('nv.searchPeople', navigatorCard, list({ ...navigatorCard, countryCode })),
  errors: [errors.noSalesNavigator, errors.retrievingNotAllowed],
  example: {
    actionType: 'nv.openCompanyPage',
    companyHashedUrl: 'https://www.linkedin.com/company/4100001',
    then: { actionType: 'nv.retrieveCompanyDMs', label: 'decision makers', limit: 3 },
  },
  simulate: ({ params, company, world, account }) => ({
    items: byRank(world.employees(company))
      .slice(0, params.limit)
      .map((person) => ({
        row: { ...navigatorCardOf(person, account), countryCode: person.countryCode },
        entity: person,
      })),
  }),
});
