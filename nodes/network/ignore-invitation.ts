import { defineAction, invitationFor, invitationRules, nothing, whichInvitation } from '../../src/catalog';

export default defineAction({
  type: 'st.ignoreInvitation',
  name: 'ignore invitation',
  search: 'decline, reject invite, refuse',
  icon: 'remove',
  summary: 'Turns down an invitation that you have received.',
  details: ['“retrieve invitations” lists what waits for your answer, with its kind and address.'],
  docs: 'https://linkedapi.io/docs/action-st-ignore-invitation',
  confidence: 'unseen',
  root: true,
  removes: true,
  params: whichInvitation,
  rules: invitationRules,
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.ignoreInvitation',
    label: 'ignored',
    invitationType: 'newsletterSubscribe',
    newsletterUrl: 'https://www.linkedin.com/newsletters/river-notes-7200000000000000000',
  },
  simulate(simulation) {
    simulation.account.ignore(invitationFor(simulation));
  },
});
