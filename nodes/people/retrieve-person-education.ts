import { companyHashedUrlOf, defineAction, list, out } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonEducation',
  name: 'retrieve person education',
  search: 'profile, school, university, degree, enrich, scrape',
  icon: 'education',
  summary: 'Returns the schools and universities on the profile that is open.',
  details: ['Degree and subject are not taken apart: they come as the one line LinkedIn shows.'],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-education',
  confidence: 'unseen',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: {},
  result: list({
    schoolName: out.text('School or university'),
    schoolHashedUrl: out.url('Page of the school'),
    details: out.text('Degree and subject in one line'),
  }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonEducation', label: 'schools' },
  },
  simulate: ({ person }) => ({
    items: person.education.map(({ schoolName, schoolId, details }) => ({
      row: { schoolName, schoolHashedUrl: companyHashedUrlOf(schoolId), details },
    })),
  }),
});
