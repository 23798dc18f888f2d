import { defineAction, invitationTypes, list, out, ownFactsOf, senderOf } from '../../src/catalog';

export default defineAction({
  type: 'st.retrieveInvitations',
  name: 'retrieve invitations',
  search: 'received invitations, incoming requests, invites',
  icon: 'waiting',
  summary: 'Returns the invitations you have received: to connect, to follow a company, to subscribe to a newsletter.',
  details: ['Invitations that you have sent are not in the list.'],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-invitations',
  confidence: 'unseen',
  root: true,
  params: {},
  result: list(
    {
      invitationType: out.choice(invitationTypes, 'What it invites to'),
      name: out.text('Name of the sender'),
      urn: out.text('The sender’s urn:li:member:…, or null where LinkedIn hides it'),
      publicUrl: out.url('Profile address of the sender'),
      headline: out.text('Headline of the sender; only to connect').optional(),
      note: out.text('Personal word; only to connect').optional(),
      companyUrl: out.url('Address of the company page; only to follow one').optional(),
      companyName: out.text('Name of the company, likewise').optional(),
      newsletterUrl: out.url('Address of the newsletter; only to subscribe to one').optional(),
      newsletterName: out.text('Name of the newsletter, likewise').optional(),
    },
    'Empty when no invitation waits for your answer.',
  ),
  errors: [],
  example: { actionType: 'st.retrieveInvitations', label: 'invitations' },
  simulate: ({ account }) => ({
    items: account.received().map((invitation) => ({
      row: {
        invitationType: invitation.invitationType,
        ...senderOf(invitation.from),
        ...ownFactsOf(invitation),
      },
      entity: invitation.from,
    })),
  }),
});
