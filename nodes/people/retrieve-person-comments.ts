import { defineAction, list, out, postUrlOf, recent, recentLimit, since } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonComments',
  name: 'retrieve person comments',
  search: 'activity, engagement, enrich, scrape',
  icon: 'comments',
  summary: 'Returns the newest comments written by the person whose profile is open.',
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-comments',
  confidence: 'unseen',
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: { limit: recentLimit('comments'), since },
  result: list({
    postUrl: out.url('Address of the post commented on'),
    time: out.time('When the comment was written'),
    text: out.text('What it says'),
    image: out.url('Address of its picture'),
    reactionsCount: out.number('Number of reactions to the comment'),
  }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonComments', label: 'comments', limit: 10 },
  },
  simulate: ({ params, person, world }) => ({
    items: recent(world.commentsBy(person), params).map(({ post, time, text, image, reactionsCount }) => ({
      row: { postUrl: postUrlOf(post), time, text, image, reactionsCount },
    })),
  }),
});
