import { defineAction, list, out } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonSkills',
  name: 'retrieve person skills',
  search: 'profile, enrich, abilities, scrape',
  icon: 'skill',
  summary: 'Returns the skills on the profile that is open.',
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-skills',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: {},
  result: list({ name: out.text('Skill') }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonSkills', label: 'skills' },
  },
  simulate: ({ person }) => ({ items: person.skills.map((name) => ({ row: { name } })) }),
});
