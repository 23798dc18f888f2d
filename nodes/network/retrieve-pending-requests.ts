import { defineAction, fullName, list, memberUrn, out, publicUrlOf } from '../../src/catalog';

const steps = [
  ['year', 365 * 24 * 60],
  ['month', 30 * 24 * 60],
  ['week', 7 * 24 * 60],
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;
const phrases = new Intl.RelativeTimeFormat('en');

/** As LinkedIn puts it: whole units of the largest kind that fits, `3 weeks ago`. */
function ago(time: string, now: Date): string {
  const minutes = Math.max(1, Math.floor((now.getTime() - Date.parse(time)) / 60_000));
  const [unit, length] = steps.find(([, length]) => minutes >= length) ?? ['minute', 1];
  return phrases.format(-Math.floor(minutes / length), unit);
}

export default defineAction({
  type: 'st.retrievePendingRequests',
  name: 'retrieve pending requests',
  search: 'sent invitations, outgoing invites, cleanup',
  icon: 'waiting',
  summary: 'Returns the people you have invited who have not answered yet.',
  details: [
    'Invitations that others sent you are not in the list.',
    'The time is given as LinkedIn shows it, “3 weeks ago”, not as a date. To compare times, separate number and unit.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-pending-requests',
  root: true,
  params: {},
  result: list(
    {
      name: out.text('Full name'),
      urn: out.text('urn:li:member:…, or null where LinkedIn hides it'),
      publicUrl: out.url('Profile address'),
      headline: out.text('Headline'),
      sentTime: out.text('How long ago you invited the person, in words'),
    },
    'Empty when nobody’s answer is due.',
  ),
  errors: [],
  example: { actionType: 'st.retrievePendingRequests', label: 'pending' },
  simulate: ({ account, now }) => ({
    items: account.invitations().map(({ person, sentAt }) => ({
      row: {
        name: fullName(person),
        urn: memberUrn(person),
        publicUrl: publicUrlOf(person),
        headline: person.headline,
        sentTime: ago(sentAt, now),
      },
      entity: person,
    })),
  }),
});
