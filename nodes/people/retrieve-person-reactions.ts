import { defineAction, list, out, postUrlOf, reactions, recent, recentLimit, since } from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePersonReactions',
  name: 'retrieve person reactions',
  search: 'likes, activity, engagement, enrich, scrape',
  icon: 'reactions',
  summary: 'Returns the newest reactions of the person whose profile is open.',
  docs: 'https://linkedapi.io/docs/action-st-retrieve-person-reactions',
  details: ['On older servers the kind of a reaction is under “type”.'],
  root: false,
  parents: ['st.openPersonPage'],
  on: 'person',
  params: { limit: recentLimit('reactions'), since },
  result: list({
    postUrl: out.url('Address of the post reacted to'),
    time: out.time('When the person reacted'),
    reactionType: out.choice(reactions, 'Which reaction'),
  }),
  errors: [],
  example: {
    actionType: 'st.openPersonPage',
    personUrl: 'https://www.linkedin.com/in/amelie-hoffmann',
    then: { actionType: 'st.retrievePersonReactions', label: 'reactions', limit: 10 },
  },
  simulate: ({ params, person, world }) => ({
    items: recent(world.reactionsBy(person), params).map(({ post, time, type }) => ({
      row: { postUrl: postUrlOf(post), time, reactionType: type },
    })),
  }),
});
