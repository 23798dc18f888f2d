import { defineAction, postOf, postList, recent, recentLimit, since } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonPosts',
  name: 'retrieve person posts',
  search: 'activity, content, enrich, scrape',
  icon: 'posts',
  summary: 'Returns the newest posts of the person whose profile is open.',
  details: [
    'Comments and reactions come as numbers only. To read them, open each post with “do for posts”.',
    'The URN of an author can be null in this list and still be there once the post is opened.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-posts',
  confidence: 'unseen',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: { limit: recentLimit('posts'), since },
  result: postList(),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonPosts', label: 'posts', limit: 5 },
  },
  simulate: ({ params, person, world, account }) => ({
    items: recent(world.postsBy(person), params).map((post) => ({ row: postOf(post, account), entity: post })),
  }),
});
