import { defineAction, fullName, integer, out, postList, postOf, type Account, type Post } from '../../src/catalog';

/** Why LinkedIn shows a post: somebody the account knows has had to do with it. Undefined where it would not show it. */
function reasonFor(post: Post, account: Account): string | null | undefined {
  const actor = post.reposter ?? post.author;
  if (actor === account.self) return undefined;
  const known = (one: Post['author']) => one.kind === 'person' && account.degree(one) === '1st';
  if (known(actor)) return null;
  const said = post.comments.find(({ author }) => known(author))?.author;
  if (said?.kind === 'person') return `${fullName(said)} commented on this`;
  const liked = post.reactions.find(({ by }) => known(by))?.by;
  if (liked?.kind === 'person') return `${fullName(liked)} likes this`;
  return actor.kind === 'company' ? 'Suggested' : undefined;
}

export default defineAction({
  type: 'st.retrieveFeed',
  name: 'retrieve feed',
  search: 'timeline, news, posts',
  icon: 'feed',
  summary: 'Returns the posts that LinkedIn shows on your own start page.',
  details: [
    'An author’s URN is often null here; “open post” finds it.',
    'Whether a loop may stand below is not documented.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-feed',
  confidence: 'unseen',
  root: true,
  params: {
    limit: integer({ label: 'Limit', help: 'How many posts at most.', unit: 'posts', min: 1, max: 100, usual: 20 }),
  },
  result: postList({ feedContext: out.text('Why LinkedIn shows it, in its own words and your language') }),
  errors: [],
  example: { actionType: 'st.retrieveFeed', label: 'feed', limit: 10 },
  simulate({ params, world, account }) {
    const shown: { post: Post; feedContext: string | null }[] = [];
    for (const post of world.posts) {
      if (shown.length >= params.limit!) break;
      const feedContext = reasonFor(post, account);
      if (feedContext !== undefined) shown.push({ post, feedContext });
    }
    return {
      items: shown.map(({ post, feedContext }) => {
        const row = postOf(post, account);
        const urn = feedContext === 'Suggested' ? null : row.author.urn;
        return { row: { ...row, author: { ...row.author, urn }, feedContext }, entity: post };
      }),
    };
  },
});
