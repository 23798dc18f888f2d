import { companyHashedUrlOf, defineAction, employmentTypes, list, locationTypes, out } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonExperience',
  name: 'retrieve person experience',
  search: 'profile, jobs, career, work history, CV, resume, enrich, scrape',
  icon: 'experience',
  summary: 'Returns the jobs on the profile that is open, past and present.',
  details: [
    'What a profile leaves out is null. A job without an end is one the person still has.',
    'Linked API says neither what the duration is counted in, most likely months, nor how the two dates are written.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-experience',
  confidence: 'unseen',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: {},
  result: list({
    position: out.text('Job title'),
    companyName: out.text('Employer'),
    companyHashedUrl: out.url('Page of the employer'),
    employmentType: out.choice(employmentTypes, 'Kind of contract'),
    locationType: out.choice(locationTypes, 'Where the work is done'),
    description: out.text('The person’s own words about the job'),
    duration: out.number('How long it has lasted, probably in months'),
    startTime: out.text('When it began'),
    endTime: out.text('When it ended, null for a present job'),
    location: out.text('Place of the job'),
  }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonExperience', label: 'jobs' },
  },
  simulate: ({ person }) => ({
    items: person.jobs.map((job) => ({
      row: {
        position: job.position,
        companyName: job.companyName,
        companyHashedUrl: companyHashedUrlOf(job.companyId),
        employmentType: job.employmentType,
        locationType: job.locationType,
        description: job.description,
        duration: job.duration,
        startTime: job.startTime,
        endTime: job.endTime,
        location: job.location,
      },
    })),
  }),
});
