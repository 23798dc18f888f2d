import {
  asIn,
  basicInfo,
  currentJob,
  defineAction,
  errors,
  organizationUrn,
  out,
  pageFacts,
  personHashedUrl,
  personPage,
  personPageOf,
} from '../../src/catalog';

export default defineAction({
  type: 'nv.openPersonPage',
  name: 'open person page (navigator)',
  search: 'profile, visit, view, lead, sales, enrich, details, scrape',
  icon: 'person',
  summary: 'Opens a person’s profile in Sales Navigator. What hangs below it works on that person.',
  details: ['Skills, experience, posts and invitations belong to the standard profile: hang “open person page” below.'],
  docs: 'https://linkedapi.io/docs/action-nv-open-person-page',
  root: true,
  parents: ['nv.doForPeople', 'st.openPersonPage'],
  countsAgainst: 'nvPersonProfileViews',
  on: 'person',
  params: { personHashedUrl, basicInfo },
  result: asIn(
    'st.openPersonPage',
    personPage,
    pageFacts({ ...personPage, companyUrn: out.text('urn:li:organization:… of the current employer') }),
  ),
  errors: [errors.personNotFound, errors.selfProfileNotAllowed, errors.noSalesNavigator],
  example: {
    actionType: 'nv.openPersonPage',
    label: 'profile',
    personHashedUrl: 'https://www.linkedin.com/in/ACoAAAmelieHoffmann',
    basicInfo: true,
  },
  simulate({ params, person, account, fail }) {
    if (person === account.self) throw fail('selfProfileNotAllowed');
    if (!params.basicInfo) return;
    const job = currentJob(person);
    return {
      data: { ...personPageOf(person), companyUrn: job ? organizationUrn({ id: job.companyId }) : null },
    };
  },
});
