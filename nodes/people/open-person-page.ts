import {
  defineAction,
  basicInfo,
  errors,
  out,
  pageFacts,
  personCard,
  personPage,
  personPageOf,
  personUrl,
  viewerOf,
} from '../../src/catalog';

export default defineAction({
  type: 'st.openPersonPage',
  name: 'open person page',
  search: 'profile, visit, view, lead, enrich, details, scrape',
  icon: 'person',
  summary: 'Opens a person’s profile. What hangs below it works on that person.',
  details: ['Without “basic info” only the results of the actions below come back.'],
  docs: 'https://linkedapi.io/docs/action-st-open-person-page',
  root: true,
  parents: ['st.doForPeople', 'nv.openPersonPage'],
  countsAgainst: 'stPersonProfileViews',
  on: 'person',
  params: { personUrl, basicInfo },
  result: pageFacts({
    ...personPage,
    viewerState: personCard.viewerState,
    followersCount: out.number('Number of followers'),
    about: out.text('The person’s own words'),
  }),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed],
  example: {
    actionType: 'st.openPersonPage',
    label: 'profile',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    basicInfo: true,
  },
  simulate({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (!params.basicInfo) return;
    return {
      data: {
        ...personPageOf(person),
        viewerState: viewerOf(person, account),
        followersCount: person.followersCount,
        about: person.about,
      },
    };
  },
});
