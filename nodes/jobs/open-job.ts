import { basicInfo, defineAction, errors, jobPage, jobPageOf, jobUrl, pageFacts } from '../../src/catalog';

export default defineAction({
  type: 'st.openJob',
  name: 'open job',
  search: 'vacancy, read, details, scrape',
  icon: 'job',
  summary: 'Opens a job and returns what the advertisement says, whom it is from and what it pays.',
  details: ['Without “basic info” nothing of it comes back.'],
  docs: 'https://linkedapi.io/docs/action-st-open-job',
  confidence: 'unseen',
  root: true,
  parents: ['st.doForJobs'],
  on: 'job',
  params: { jobUrl, basicInfo },
  result: pageFacts(jobPage),
  errors: [errors.jobNotFound],
  example: {
    actionType: 'st.openJob',
    label: 'job',
    jobUrl: 'https://www.linkedin.com/jobs/view/4300000001',
    basicInfo: true,
  },
  simulate: ({ params, job, now }) => (params.basicInfo ? { data: jobPageOf(job, now) } : undefined),
});
