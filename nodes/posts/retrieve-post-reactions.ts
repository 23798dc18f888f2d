import {
  addressOf,
  authorFor,
  authorOf,
  authorShape,
  defineAction,
  headlineOf,
  integer,
  list,
  out,
  reactions,
} from '../../src/catalog';

export default defineAction({
  type: 'st.retrievePostReactions',
  name: 'retrieve post reactions',
  search: 'likes, likers, engagement, leads, scrape',
  icon: 'reactions',
  summary: 'Lists who reacted to the post that is open, and how.',
  root: false,
  parents: ['st.openPost'],
  on: 'post',
  params: {
    limit: integer({
      label: 'Limit',
      help: 'How many reactions at most.',
      unit: 'reactions',
      min: 1,
      max: 1000,
      usual: 10,
    }),
  },
  result: list({
    engagerUrn: out.text('Member or organization URN'),
    engagerUrl: out.url('Address of the profile or company page'),
    engagerName: out.text('Name'),
    engagerHeadline: out.text('Headline of a person'),
    engagerType: out.choice(['person', 'company'], 'Person or company'),
    type: out.choice(reactions, 'The reaction'),
    actor: out.object(authorShape, 'All of that about who reacted in one; newer servers only').optional(),
  }),
  errors: [],
  example: {
    actionType: 'st.openPost',
    postUrl: 'https://www.linkedin.com/posts/helio-thermal_cold-climate-field-test',
    then: { actionType: 'st.retrievePostReactions', label: 'reactions', limit: 50 },
  },
  simulate: ({ params, post, account }) => ({
    items: post.reactions.slice(0, params.limit).map(({ by, type }) => {
      const { urn, name } = authorOf(by);
      return {
        row: {
          engagerUrn: urn,
          engagerUrl: addressOf(by),
          engagerName: name,
          engagerHeadline: headlineOf(by),
          engagerType: by.kind,
          type,
          actor: authorFor(by, account),
        },
        entity: by,
      };
    }),
  }),
});
