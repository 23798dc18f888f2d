import {
  actingCompany,
  asCompany,
  commentName,
  commentNameOf,
  defineAction,
  errors,
  object,
  postUrl,
  postUrn,
  text,
} from '../../src/catalog';

export default defineAction({
  type: 'st.commentOnPost',
  name: 'comment on post',
  search: 'write, engage, reply',
  icon: 'comment',
  summary: 'Writes a comment under a post, in your own name or in that of a company page.',
  docs: 'https://linkedapi.io/docs/action-st-comment-on-post',
  confidence: 'unseen',
  root: true,
  parents: ['st.openPost'],
  countsAgainst: 'stComments',
  on: 'post',
  params: {
    postUrl,
    postUrn,
    text: text({
      label: 'Text',
      help: 'What the comment says.',
      placeholder: 'What surprised you most?',
      min: 1,
      max: 1000,
      long: true,
      required: true,
    }),
    companyUrl: asCompany,
  },
  result: object(commentName, 'Older servers return no data.'),
  errors: [
    errors.postNotFound,
    {
      type: 'commentingNotAllowed',
      when: 'The account may not comment on this post.',
      trigger: 'commenting-not-allowed',
    },
    errors.noPostingPermission,
    errors.duplicateComment,
  ],
  example: {
    actionType: 'st.commentOnPost',
    label: 'commented',
    postUrl: 'https://www.linkedin.com/posts/helio-thermal_cold-climate-field-test',
    text: 'Impressive. How did the pumps fare below minus twenty?',
  },
  simulate(simulation) {
    const { params, post, account, fail } = simulation;
    const company = actingCompany(simulation);
    const author = company ?? account.self;
    if (post.commentsClosed) throw fail('commentingNotAllowed');
    if (post.comments.some((comment) => comment.author === author && comment.text === params.text)) {
      throw fail('duplicateComment');
    }
    return { data: commentNameOf(account.comment(post, params.text, company)) };
  },
});
