import {
  basicInfo,
  companyPage,
  companyPageOf,
  companyUrl,
  defineAction,
  errors,
  out,
  pageFacts,
} from '../../src/catalog';

export default defineAction({
  type: 'st.openCompanyPage',
  name: 'open company page',
  search: 'profile, visit, account, enrich, details, scrape',
  icon: 'company',
  summary:
    'Opens a company’s page. What hangs below it works on that company: its employees, decision makers and posts.',
  docs: 'https://linkedapi.io/docs/action-st-open-company-page',
  confidence: 'unseen',
  root: true,
  parents: ['st.doForCompanies', 'nv.openCompanyPage'],
  countsAgainst: 'stCompanyPageViews',
  on: 'company',
  params: { companyUrl, basicInfo },
  result: pageFacts({
    ...companyPage,
    specialties: out.text('What the company is good at, separated by commas'),
    ventureFinancing: out.flag('Is it financed by venture capital?'),
    jobsCount: out.number('Number of open jobs'),
  }),
  errors: [errors.companyNotFound],
  example: {
    actionType: 'st.openCompanyPage',
    label: 'company',
    companyUrl: 'https://www.linkedin.com/company/helio-thermal',
    basicInfo: true,
  },
  simulate({ params, company }) {
    if (!params.basicInfo) return;
    return {
      data: {
        ...companyPageOf(company),
        specialties: company.specialties.join(', '),
        ventureFinancing: company.ventureFinancing,
        jobsCount: company.jobsCount,
      },
    };
  },
});
