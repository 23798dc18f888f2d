import assert from 'node:assert/strict';
import { company, person, post, Served, type Envelope } from '../support/service/served';

interface Post {
  url: string;
  activityUrn: string;
  time: string;
  type: string;
  author: { name: string; urn?: string | null };
  reposter: { name: string } | null;
  text: string;
  repostText: string | null;
  hashtags: string[];
  mentions: string[];
  images: string[] | null;
  documentSlides: string[];
  repostsCount: number;
  viewerState: { isOwn: boolean };
  feedContext?: string | null;
}
interface Comment {
  commentUrl: string;
  text: string;
  isReply: boolean;
  reactionsCount: number;
  repliesCount: number;
  viewerState: { reaction: string | null; isOwn: boolean };
}
interface Named {
  postUrl: string;
  postUrn: string;
}

describe('sandbox: posts and comments that an account writes', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  const data = async <T>(document: object, token?: string) => {
    const { success, error, data } = await served.complete<Envelope>(document, token);
    assert.equal(success, true, JSON.stringify(error));
    return data as T;
  };
  const error = async (document: object) => (await served.complete<Envelope>(document)).error?.type;
  const open = (postUrl: string, token?: string) =>
    data<Post>({ actionType: 'st.openPost', postUrl, basicInfo: true }, token);
  const search = (params: object) => data<Post[]>({ actionType: 'st.searchPosts', limit: 100, ...params });

  it('a published post can be opened, searched for, reacted to and commented on, by this account alone', async () => {
    const { postUrl, postUrn } = await data<Named>({
      actionType: 'st.createPost',
      text: 'Zeppelins are back, says @[amelie]. #airships',
      mentions: [{ key: 'amelie', name: 'Amélie Hoffmann', personHashedUrl: person('ACoAAAmelieHoffmann') }],
      attachments: [{ url: 'https://example.com/1.png', type: 'image' }],
    });
    const found = await open(postUrl);
    assert.equal(found.activityUrn, postUrn);
    assert.equal(found.text, 'Zeppelins are back, says Amélie Hoffmann. #airships');
    assert.deepEqual(found.hashtags, ['airships']);
    assert.deepEqual(found.mentions, [person('amelie-hoffmann')]);
    assert.deepEqual(found.images, ['https://example.com/1.png']);
    assert.equal(found.viewerState.isOwn, true);
    assert.deepEqual(
      (await search({ term: 'zeppelins', filter: { postedBy: ['me'] } })).map(({ url }) => url),
      [postUrl],
    );
    await data({ actionType: 'st.reactToPost', postUrn, type: 'celebrate' });
    await data({ actionType: 'st.commentOnPost', postUrl, text: 'More soon' });
    assert.equal(await served.complete({ actionType: 'st.openPost', postUrl }, 'core').then(typeOf), 'postNotFound');
  });

  it('in the name of a page it administers, and of no other', async () => {
    const publish = (slug: string) => ({ actionType: 'st.createPost', text: 'Hello', companyUrl: company(slug) });
    const { postUrl } = await data<Named>(publish('brightloom-software'));
    assert.equal((await open(postUrl)).author.name, 'Brightloom Software');
    assert.equal(await error(publish('helio-thermal')), 'noPostingPermission');
    assert.equal(await error(publish('nobody-ltd')), 'companyNotFound');
  });

  it('a mention of nobody, or of somebody else with that name, fails', async () => {
    const mention = (more: object) =>
      error({
        actionType: 'st.createPost',
        text: 'Hi @[a]',
        mentions: [{ key: 'a', name: 'Amélie Hoffmann', ...more }],
      });
    assert.equal(await mention({}), undefined);
    assert.equal(await mention({ urn: 'urn:li:member:1' }), 'mentionNotResolved');
    assert.equal(await mention({ name: 'Nobody Atall' }), 'mentionNotResolved');
  });

  it('a mark without a mention is published unchanged, and a mention without its mark is left out', async () => {
    const publish = async (params: object) =>
      open((await data<Named>({ actionType: 'st.createPost', ...params })).postUrl);
    assert.equal((await publish({ text: 'self.@[name]' })).text, 'self.@[name]');
    const mentions = [{ key: 'amelie', name: 'Amélie Hoffmann' }];
    assert.deepEqual((await publish({ text: 'Nobody in particular', mentions })).mentions, []);
  });

  it('attachments of different kinds, and documents without a title, are refused', async () => {
    const refused = async (...attachments: object[]) =>
      (await served.refused('POST', '/workflows', { body: { actionType: 'st.createPost', text: 'x', attachments } }))
        .message;
    const url = 'https://example.com/x';
    assert.match(await refused({ url, type: 'image' }, { url, type: 'video' }), /attachments do not go together/);
    assert.match(await refused({ url, type: 'video' }, { url, type: 'video' }), /attachments do not go together/);
    assert.match(await refused({ url, type: 'document' }), /attachments\.name is missing/);
    assert.match(await refused(...Array<object>(10).fill({ url, type: 'image' })), /attachments/);
  });

  it('a repost names the original, counts, and cannot be done twice', async () => {
    const original = post('amelie-hoffmann_what-we-learned');
    const before = await open(original);
    const { postUrl } = await data<Named>({ actionType: 'st.createRepost', postUrl: original, text: 'Read this' });
    const repost = await open(postUrl);
    assert.deepEqual([repost.type, repost.text, repost.repostText], ['repost', before.text, 'Read this']);
    assert.equal(repost.author.name, before.author.name);
    assert.equal(repost.reposter?.name, 'Robin Mercer');
    assert.equal((await open(original)).repostsCount, before.repostsCount + 1);
    assert.equal(await error({ actionType: 'st.createRepost', postUrl: original }), 'alreadyReposted');
    assert.equal(
      await error({ actionType: 'st.createRepost', postUrl: post('repost-not-allowed') }),
      'repostNotAllowed',
    );
  });

  it('a search for posts keeps to its filter and returns no URN', async () => {
    const all = await search({ term: 'the' });
    const week = Date.now() - 7 * 86_400_000;
    const recent = await search({ term: 'the', filter: { sort: 'latest', datePosted: 'pastWeek' } });
    assert.ok(recent.length > 0 && recent.every(({ time }) => Date.parse(time) >= week));
    assert.deepEqual(
      recent.map(({ time }) => time),
      recent
        .map(({ time }) => time)
        .sort()
        .reverse(),
    );
    for (const { author } of all) assert.ok(!('urn' in author));
    const helio = await search({ term: 'the', filter: { fromCompanies: ['Nobody Ltd', { name: 'Helio Thermal' }] } });
    assert.ok(helio.length > 0 && helio.every(({ author, reposter }) => (reposter ?? author).name === 'Helio Thermal'));
    for (const filter of [
      { contentType: 'videos' },
      { postedBy: ['firstConnections'] },
      { fromMembers: ['Amélie Hoffmann'] },
      { mentioningCompanies: ['Helio Thermal'] },
      { authorCompanies: ['Helio'] },
      { authorIndustries: ['Software'] },
    ]) {
      const { length } = await search({ customSearchUrl: undefined, term: 'e', filter });
      assert.ok(length > 0 && length <= 100, JSON.stringify(filter));
    }
    const then = { actionType: 'st.doForPosts', then: { actionType: 'st.openPost' } };
    const body = { actionType: 'st.searchPosts', term: 'the', limit: 21, then };
    assert.match((await served.refused('POST', '/workflows', { body })).message, /limit may be at most 20/);
    assert.equal(await error({ actionType: 'st.searchPosts', term: 'filter not applied' }), 'filterNotApplied');
  });

  it('the feed shows what connections do, the newest first, and nothing of one’s own', async () => {
    await data({ actionType: 'st.createPost', text: 'Mine' });
    const feed = await data<Post[]>({ actionType: 'st.retrieveFeed', limit: 50 });
    assert.equal(feed.length, 50);
    assert.ok(feed.every(({ viewerState }) => !viewerState.isOwn));
    assert.ok(new Set(feed.map(({ feedContext }) => feedContext)).size > 3);
    assert.ok(feed.some(({ author }) => author.urn === null) && feed.some(({ author }) => author.urn));
    const times = feed.map(({ time }) => time);
    assert.deepEqual(times, [...times].sort().reverse());
    assert.deepEqual(await data({ actionType: 'st.retrieveFeed' }, 'empty').then(isList), true);
  });

  it('comments can be reacted to and answered, by the address from a list or another action', async () => {
    const postUrl = post('helio-thermal_cold-climate-field-test');
    const comments = () =>
      data<{ then: { data: Comment[] } }>({
        actionType: 'st.openPost',
        postUrl,
        then: { actionType: 'st.retrievePostComments', limit: 500, replies: true },
      }).then(({ then }) => then.data);
    const [before] = await comments();
    const { commentUrl } = before!;
    await data({ actionType: 'st.reactToComment', commentUrl });
    await data({ actionType: 'st.reactToComment', commentUrl, type: 'funny' });
    const reply = await data<{ commentUrl: string; commentUrn: string }>({
      actionType: 'st.replyToComment',
      commentUrl,
      text: 'Well said',
    });
    const all = await comments();
    const now = all.find((comment) => comment.commentUrl === commentUrl)!;
    assert.equal(now.viewerState.reaction, 'funny');
    assert.equal(now.reactionsCount, before!.reactionsCount + 1);
    assert.equal(now.repliesCount, before!.repliesCount + 1);
    const written = all.find((comment) => comment.commentUrl === reply.commentUrl)!;
    assert.deepEqual([written.text, written.isReply, written.viewerState.isOwn], ['Well said', true, true]);
    await data({ actionType: 'st.reactToComment', commentUrl: reply.commentUrl, type: 'love' });
    const again = { actionType: 'st.replyToComment', commentUrl, text: 'Well said' };
    assert.equal(await error(again), 'duplicateComment');
  });

  it('missing and closed comments end with their errors', async () => {
    const at = (urn: string) => `https://www.linkedin.com/feed/update/?commentUrn=${urn}`;
    const reply = (urn: string) => error({ actionType: 'st.replyToComment', commentUrl: at(urn), text: 'x' });
    assert.equal(await reply('not-found'), 'commentNotFound');
    assert.equal(await reply('urn:li:comment:(activity:1,2)'), 'commentNotFound');
    assert.equal(await reply('replying-not-allowed'), 'replyingNotAllowed');
    const other = encodeURIComponent('urn:li:fsd_comment:(7300000000000007920,urn:li:activity:7300000000000000001)');
    assert.equal(await error({ actionType: 'st.reactToComment', commentUrl: at(other) }), undefined);
  });

  it('viewers of the own profile come latest first, some of them hidden', async () => {
    interface Viewer {
      viewerType: string;
      viewedAt: string;
      viewedAgo: string;
      publicUrl?: string;
      connectionDegree?: number;
      searchUrl?: string;
    }
    const viewers = (params: object = {}) =>
      data<Viewer[]>({ actionType: 'st.retrieveProfileViewers', limit: 300, ...params });
    const all = await viewers();
    assert.ok(all.length > 50);
    const times = all.map(({ viewedAt }) => viewedAt);
    assert.deepEqual(times, [...times].sort().reverse());
    const known = all.filter(({ viewerType }) => viewerType === 'identified');
    assert.ok(
      known.length < all.length && known.every(({ connectionDegree }) => [1, 2, 3].includes(connectionDegree!)),
    );
    const hidden = all.find(({ searchUrl }) => searchUrl)!;
    const among = await data<object[]>({ actionType: 'st.searchPeople', customSearchUrl: hidden.searchUrl });
    assert.ok(among.length > 0);
    const since = times[10]!;
    assert.equal((await viewers({ since })).length, 11);
    assert.deepEqual(await data({ actionType: 'st.retrieveProfileViewers' }, 'empty'), []);
  });
});

const typeOf = (envelope: Envelope) => envelope.error?.type;
const isList = (value: unknown) => Array.isArray(value);
