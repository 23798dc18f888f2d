import {
  asIn,
  byRank,
  countryCode,
  defineAction,
  errors,
  integer,
  list,
  personCard,
  personCardOf,
} from '../../src/catalog';

export default defineAction({
  type: 'st.retrieveCompanyDMs',
  name: 'retrieve company decision makers',
  search: 'executives, managers, leads, contacts, sales, enrich, scrape',
  icon: 'leader',
  summary: 'Lists the people who decide at the company that is open, the highest in rank first.',
  docs: 'https://linkedapi.io/docs/action-st-retrieve-company-dms',
  root: false,
  parents: ['st.openCompanyPage'],
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
  result: asIn('st.searchPeople', personCard, list({ ...personCard, countryCode })),
  errors: [errors.retrievingNotAllowed],
  example: {
    actionType: 'st.openCompanyPage',
    companyUrl: 'https://www.linkedin.com/company/helio-thermal',
    then: { actionType: 'st.retrieveCompanyDMs', label: 'decision makers', limit: 3 },
  },
  simulate: ({ params, company, world, account }) => ({
    items: byRank(world.employees(company))
      .slice(0, params.limit)
      .map((person) => ({
        row: { ...personCardOf(person, account), countryCode: person.countryCode },
        entity: person,
      })),
  }),
});
