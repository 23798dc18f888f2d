import {
  asIn,
  basicInfo,
  companyHashedUrl,
  companyPage,
  companyPageOf,
  defineAction,
  errors,
  pageFacts,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.openCompanyPage',
  name: 'open company page (navigator)',
  search: 'profile, visit, account, sales, enrich, details, scrape',
  icon: 'company',
  summary:
    'Opens a company in Sales Navigator. What hangs below it works on that company: its employees and decision makers.',
  details: ['Its posts, specialties and open jobs are on the standard page only: hang “open company page” below.'],
  docs: 'https://linkedapi.io/docs/action-nv-open-company-page',
  root: true,
  parents: ['nv.doForCompanies', 'st.openCompanyPage'],
  countsAgainst: 'nvCompanyPageViews',
  on: 'company',
  params: { companyHashedUrl, basicInfo },
  result: asIn('st.openCompanyPage', companyPage, pageFacts(companyPage)),
  errors: [errors.companyNotFound, errors.noSalesNavigator],
  example: {
    actionType: 'nv.openCompanyPage',
    label: 'company',
    companyHashedUrl: 'https://www.linkedin.com/company/4100001',
    basicInfo: true,
  },
  simulate: ({ params, company }) => (params.basicInfo ? { data: companyPageOf(company) } : undefined),
});
