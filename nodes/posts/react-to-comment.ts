import { choice, commentUrl, defineAction, errors, nothing, reactions } from '../../src/catalog';

export default defineAction({
  type: 'st.reactToComment',
  name: 'react to comment',
  search: 'like, engage, reaction',
  icon: 'react',
  summary: 'Leaves a reaction on a comment.',
  details: ['Where comments are listed, Linked API gives the address of each.'],
  docs: 'https://linkedapi.io/docs/action-st-react-to-comment',
  confidence: 'unseen',
  root: true,
  countsAgainst: 'stReactions',
  on: 'comment',
  params: {
    commentUrl,
    type: choice(reactions, { label: 'Reaction', help: 'Which of LinkedIn’s six.', usual: 'like' }),
  },
  result: nothing(),
  errors: [errors.commentNotFound],
  example: {
    actionType: 'st.reactToComment',
    label: 'reacted',
    commentUrl:
      'https://www.linkedin.com/feed/update/urn:li:activity:7300000000000000001?commentUrn=urn%3Ali%3Acomment%3A(activity%3A7300000000000000001%2C7300000000000007920)',
    type: 'insightful',
  },
  simulate({ params, comment, account }) {
    account.reactTo(comment, params.type ?? 'like');
  },
});
