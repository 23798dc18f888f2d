import { defineAction, invitationFor, invitationRules, nothing, whichInvitation } from '../../src/catalog';

export default defineAction({
  type: 'st.acceptInvitation',
  name: 'accept invitation',
  search: 'confirm, approve, connect',
  icon: 'accept',
  summary: 'Accepts an invitation that you have received.',
  details: ['“retrieve invitations” lists what waits for your answer, with its kind and address.'],
  docs: 'https://linkedapi.io/docs/action-st-accept-invitation',
  confidence: 'unseen',
  root: true,
  params: whichInvitation,
  rules: invitationRules,
  result: nothing(),
  errors: [],
  example: {
    actionType: 'st.acceptInvitation',
    label: 'accepted',
    invitationType: 'connect',
    personUrl: 'https://www.linkedin.com/in/tomas-novak',
  },
  simulate(simulation) {
    simulation.account.accept(invitationFor(simulation));
  },
});
