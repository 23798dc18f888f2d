import { defineAction, list, out, proficiencies } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonLanguages',
  name: 'retrieve person languages',
  search: 'profile, enrich, scrape',
  icon: 'language',
  summary: 'Returns the languages on the profile that is open, and how well the person says they speak them.',
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-languages',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: {},
  result: list({
    name: out.text('Language'),
    proficiency: out.choice(proficiencies, 'How well, or null where the person does not say'),
  }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonLanguages', label: 'languages' },
  },
  simulate: ({ person }) => ({
    items: person.languages.map(({ name, proficiency }) => ({ row: { name, proficiency } })),
  }),
});
