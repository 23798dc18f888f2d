import { choice, commentOf, commentShape, defineAction, flag, integer, list } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePostComments',
  name: 'retrieve post comments',
  search: 'commenters, engagement, leads, scrape',
  icon: 'comments',
  summary: 'Lists the comments under the post that is open.',
  details: ['The list is flat: a reply is a row of its own, marked as such.'],
  root: false,
  parents: ['st.openPost'],
  on: 'post',
  params: {
    limit: integer({
      label: 'Limit',
      help: 'How many comments at most.',
      unit: 'comments',
      min: 1,
      max: 500,
      usual: 10,
    }),
    replies: flag({ label: 'Replies', help: 'List the answers to comments, too.' }),
    sort: choice(['mostRelevant', 'mostRecent'], { label: 'Order', help: 'Which comments come first.' }),
  },
  result: list(commentShape),
  errors: [],
  example: {
    actionType: 'st.openPost',
    postUrl: 'https://www.linkedin.com/posts/helio-thermal_cold-climate-field-test',
    then: { actionType: 'st.retrievePostComments', label: 'comments', limit: 20, replies: true, sort: 'mostRecent' },
  },
  simulate: ({ params, post, account }) => ({
    items: post.comments
      .filter(({ isReply }) => params.replies || !isReply)
      .sort(
        params.sort === 'mostRecent'
          ? (one, other) => Date.parse(other.time) - Date.parse(one.time)
          : (one, other) => other.reactionsCount - one.reactionsCount,
      )
      .slice(0, params.limit)
      .map((comment) => ({ row: commentOf(comment, account) })),
  }),
});
