import {
  actingCompany,
  asCompany,
  choice,
  defineAction,
  errors,
  nothing,
  postUrl,
  postUrn,
  reactions,
} from '../../src/catalog';

export default defineAction({
  type: 'st.reactToPost',
  name: 'react to post',
  search: 'like, engage, reaction',
  icon: 'react',
  summary: 'Leaves a reaction on a post, in your own name or in that of a company page.',
  docs: 'https://linkedapi.io/docs/action-st-react-to-post',
  root: true,
  parents: ['st.openPost'],
  countsAgainst: 'stReactions',
  on: 'post',
  params: {
    postUrl,
    postUrn,
    type: choice(reactions, { label: 'Reaction', help: 'Which of LinkedIn’s six.', required: true }),
    companyUrl: asCompany,
  },
  result: nothing(),
  errors: [errors.postNotFound, errors.noPostingPermission],
  example: {
    actionType: 'st.reactToPost',
    label: 'reacted',
    postUrl: 'https://www.linkedin.com/posts/helio-thermal_cold-climate-field-test',
    type: 'insightful',
  },
  simulate(simulation) {
    simulation.account.react(simulation.post, simulation.params.type, actingCompany(simulation));
  },
});
