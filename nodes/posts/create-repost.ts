import {
  defineAction,
  errors,
  mentionRules,
  mentions,
  object,
  postName,
  postNameOf,
  postUrl,
  postUrn,
  text,
  withMentions,
} from '../../src/catalog';

export default defineAction({
  type: 'st.createRepost',
  name: 'create repost',
  search: 'share, forward, reshare',
  icon: 'repost',
  summary: 'Passes a post on to your own network, with words of your own above it if you like.',
  details: [
    'If you give both the URL and the URN, they must name the same post. The result names the repost, not the original.',
    'It is known to start a workflow; whether it may also stand below “open post” is not documented.',
  ],
  docs: 'https://linkedapi.io/docs/action-st-create-repost',
  confidence: 'unseen',
  root: true,
  on: 'post',
  params: {
    postUrl,
    postUrn,
    text: text({
      label: 'Text',
      help: 'What stands above the repost; nothing if left empty.',
      placeholder: 'Worth five minutes.',
      max: 3000,
      long: true,
      omitEmpty: true,
    }),
    mentions,
  },
  rules: mentionRules,
  result: object(postName),
  errors: [
    errors.postNotFound,
    {
      type: 'repostNotAllowed',
      when: 'LinkedIn does not let the account pass this post on.',
      trigger: 'repost-not-allowed',
    },
    { type: 'alreadyReposted', when: 'The account has passed this post on already.', trigger: 'already-reposted' },
    errors.mentionNotResolved,
  ],
  example: {
    actionType: 'st.createRepost',
    label: 'passed on',
    postUrl: 'https://www.linkedin.com/posts/amelie-hoffmann_what-we-learned',
    text: 'Worth five minutes.',
  },
  simulate(simulation) {
    const { post, world, account, now, fail } = simulation;
    const repeats = world
      .postsBy(account.self)
      .some((one) => one.reposter === account.self && one.author === post.author && one.text === post.text);
    if (repeats) throw fail('alreadyReposted');
    const draft = {
      by: account.self,
      time: now.toISOString(),
      ...withMentions(simulation),
      attachments: [],
      passedOn: post,
    };
    return { data: postNameOf(world.publish(draft)) };
  },
});
