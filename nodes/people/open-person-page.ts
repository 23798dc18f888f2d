import {
  basicInfo,
  companyHashedUrlOf,
  countryCode,
  currentJob,
  defineAction,
  errors,
  hashedUrlOf,
  object,
  out,
  personCard,
  personCardOf,
  personUrl,
} from '../../src/catalog';

export default defineAction({
  type: 'st.openPersonPage',
  name: 'open person page',
  icon: 'person',
  summary: 'Opens a person’s profile. What hangs below it works on that person.',
  details: ['Without “basic info” only the results of the actions below come back.'],
  docs: 'https://linkedapi.io/docs/action-st-open-person-page',
  root: true,
  parents: ['st.doForPeople', 'nv.openPersonPage'],
  on: 'person',
  params: { personUrl, basicInfo },
  result: object(
    {
      ...personCard,
      hashedUrl: out.url('Hashed profile address, which Sales Navigator takes'),
      countryCode,
      position: out.text('Current job title'),
      companyName: out.text('Current employer'),
      companyHashedUrl: out.url('Page of the current employer'),
      followersCount: out.number('Number of followers'),
      about: out.text('The person’s own words'),
    },
    'Only with “basic info”.',
  ),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed],
  example: {
    actionType: 'st.openPersonPage',
    label: 'profile',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    basicInfo: true,
  },
  play({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (!params.basicInfo) return;
    const job = currentJob(person);
    return {
      data: {
        ...personCardOf(person, account),
        hashedUrl: hashedUrlOf(person),
        countryCode: person.countryCode,
        position: job?.position ?? null,
        companyName: job?.companyName ?? null,
        companyHashedUrl: job ? companyHashedUrlOf(job.companyId) : null,
        followersCount: person.followersCount,
        about: person.about,
      },
    };
  },
});
