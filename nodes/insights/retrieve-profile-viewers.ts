import {
  briefly,
  defineAction,
  fullName,
  integer,
  list,
  memberUrn,
  out,
  peopleSearchFor,
  publicUrlOf,
  recent,
  time,
} from '../../src/catalog';

/** The number that stands for a degree in this list alone. */
const numbers = { '1st': 1, '2nd': 2, '3rd+': 3 } as const;

export default defineAction({
  type: 'st.retrieveProfileViewers',
  name: 'retrieve profile viewers',
  search: 'who viewed my profile, visitors, leads',
  icon: 'eye',
  summary: 'Returns who looked at your profile, the latest first. Some stay anonymous.',
  details: [
    'LinkedIn shows only roughly when that was. Linked API turns it into a time, which “since” uses, too.',
    'Of an anonymous viewer there is a description, and an address that “search people” takes as its search URL.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-profile-viewers',
  confidence: 'unseen',
  root: true,
  params: {
    limit: integer({ label: 'Limit', help: 'How many viewers at most.', unit: 'viewers', min: 1, max: 300, usual: 20 }),
    since: time({
      label: 'Since',
      help: 'Only who looked on this day or later; reading stops at the first who looked earlier.',
      placeholder: '2026-05-01',
      filter: true,
    }),
  },
  result: list({
    viewerType: out.choice(['identified', 'anonymous'], 'Is it known who it was?'),
    viewedAt: out.time('When the person looked, estimated'),
    viewedAgo: out.text('How long ago, as LinkedIn shows it: 2d'),
    name: out.text('Full name; this and what follows only where it is known who it was').optional(),
    publicUrl: out.url('Profile address').optional(),
    urn: out.text('urn:li:member:…, or null where LinkedIn hides it').optional(),
    headline: out.text('Headline').optional(),
    connectionDegree: out.number('How close to you, as a number: 1, 2 or 3').optional(),
    avatarUrl: out.url('Picture').optional(),
    description: out.text('What LinkedIn shows of an anonymous viewer').optional(),
    searchUrl: out.url('People the anonymous viewer is one of').optional(),
  }),
  errors: [],
  example: { actionType: 'st.retrieveProfileViewers', label: 'viewers', limit: 10 },
  simulate: ({ params, account, now }) => ({
    items: recent(account.profileViews, params).map(({ time, viewer, from }) => {
      const seen = { viewedAt: time, viewedAgo: briefly(time, now) };
      if (!viewer) {
        return {
          row: {
            viewerType: 'anonymous',
            ...seen,
            description: `Someone at ${from.name}`,
            searchUrl: peopleSearchFor(from.name),
          },
        };
      }
      const degree = account.degree(viewer);
      const row = {
        viewerType: 'identified',
        ...seen,
        name: fullName(viewer),
        publicUrl: publicUrlOf(viewer),
        urn: memberUrn(viewer),
        headline: viewer.headline,
        connectionDegree: degree && numbers[degree],
        avatarUrl: viewer.avatarUrl,
      };
      return { row, entity: viewer };
    }),
  }),
});
