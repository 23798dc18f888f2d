import { integer, time } from '../fields';
import { asIn, list, out, type ResultShape } from '../result';
import { reactions, type Account, type Comment, type Company, type Person, type Post } from '../simulation';
import { companyUrlOf, organizationUrn } from './companies';
import { degreeShape, fullName, memberUrn, publicUrlOf, viewerOf } from './people';

export const since = time({
  label: 'Since',
  help: 'Only what is newer than this day or moment; together with the limit, whichever cuts first.',
  placeholder: '2026-05-01',
  filter: true,
});
/** Keeps items newer than `since`. */
export const newerThan =
  (since: string | undefined) =>
  ({ time }: { time: string }) =>
    since === undefined || Date.parse(time) >= Date.parse(since);

/** How many of someone's newest posts, comments or reactions to read; the same bounds for each. */
export const recentLimit = (things: string) =>
  integer({
    label: 'Limit',
    help: `How many ${things} at most, newest first.`,
    unit: things,
    min: 1,
    max: 20,
    usual: 20,
  });

/** The newest of `things`, cut by `limit` and `since`, whichever bites first. */
export const recent = <T extends { time: string }>(
  things: readonly T[],
  { limit, since }: { limit?: number | undefined; since?: string | undefined },
): T[] =>
  things
    .filter(newerThan(since))
    .sort((one, other) => other.time.localeCompare(one.time))
    .slice(0, limit);

/** Whoever has written, commented or reacted. */
export const authorShape = {
  type: out.choice(['person', 'company'], 'Person or company'),
  name: out.text('Name'),
  urn: out.text('Member or organization URN'),
  profileUrl: out.url('Profile address of a person').optional(),
  headline: out.text('Headline of a person').optional(),
  companyUrl: out.url('Page address of a company').optional(),
  viewerState: out.object(degreeShape, 'How the account stands to a person').optional(),
};
const { viewerState: _viewerState, ...reposterShape } = authorShape;
const { urn: _urn, ...commenterShape } = authorShape;
const { viewerState: _state, ...foundReposterShape } = commenterShape;

const viewerState = out.object(
  { reaction: out.choice(reactions, 'The account’s own reaction'), isOwn: out.flag('Is it the account’s own?') },
  'How the account stands to it',
);

/** A post, in lists as well as opened. */
export const postShape = {
  url: out.url('Address of the post'),
  activityUrn: out.text('urn:li:activity:…'),
  time: out.time('When it was published'),
  type: out.choice(['original', 'repost'], 'Own post or passed on'),
  author: out.object(authorShape, 'Who wrote it'),
  reposter: out.object(reposterShape, 'Who passed it on'),
  text: out.text('Text'),
  repostText: out.text('What the reposter added'),
  hashtags: out.texts('Hashtags, without #'),
  mentions: out.texts('Addresses of those mentioned'),
  externalLinks: out.texts('Addresses outside LinkedIn'),
  images: out.texts('Addresses of pictures'),
  documentSlides: out.texts('Addresses of the pages of a document'),
  hasVideo: out.flag('Is there a video?'),
  videoThumbnail: out.url('Still of the video'),
  hasPoll: out.flag('Is there a poll?'),
  reactionsCount: out.number('Number of reactions'),
  commentsCount: out.number('Number of comments'),
  repostsCount: out.number('Number of reposts'),
  viewerState,
};

/** A list of posts, whose rows may have other fields, too. */
export const postList = (others: ResultShape = {}) => asIn('st.openPost', postShape, list({ ...postShape, ...others }));

/** An author as rows of posts name them. */
export function authorOf(author: Person | Company) {
  return author.kind === 'person'
    ? {
        type: 'person',
        name: fullName(author),
        urn: memberUrn(author),
        profileUrl: publicUrlOf(author),
        headline: author.headline,
      }
    : { type: 'company', name: author.name, urn: organizationUrn(author), companyUrl: companyUrlOf(author) };
}

/** The same, with the account's relation to a person. */
export const authorFor = (author: Person | Company, account: Account) => ({
  ...authorOf(author),
  ...(author.kind === 'person' ? { viewerState: viewerOf(author, account) } : {}),
});

/** Where an author's profile or page is, and the line under a person's name. */
export const addressOf = (author: Person | Company) =>
  author.kind === 'person' ? publicUrlOf(author) : companyUrlOf(author);
export const headlineOf = (author: Person | Company) => (author.kind === 'person' ? author.headline : null);

const activityUrn = (post: Post) => `urn:li:activity:${post.id}`;
export const postUrlOf = (post: Post) => `https://www.linkedin.com/feed/update/${activityUrn(post)}`;

/** How a post is named where it is written. */
export const postName = {
  postUrl: out.url('Address of the post, or null where LinkedIn does not tell it'),
  postUrn: out.text('urn:li:activity:…, likewise'),
};
export const postNameOf = (post: Post) => ({ postUrl: postUrlOf(post), postUrn: activityUrn(post) });

export const postOf = (post: Post, account: Account) => ({
  url: postUrlOf(post),
  activityUrn: activityUrn(post),
  time: post.time,
  type: post.reposter ? 'repost' : 'original',
  author: authorFor(post.author, account),
  reposter: post.reposter && authorOf(post.reposter),
  text: post.text,
  repostText: post.repostText,
  hashtags: post.hashtags,
  mentions: post.mentions,
  externalLinks: post.externalLinks,
  images: post.images,
  documentSlides: post.documentSlides,
  hasVideo: post.hasVideo,
  videoThumbnail: post.videoThumbnail,
  hasPoll: post.hasPoll,
  reactionsCount: post.reactions.length,
  commentsCount: post.comments.length,
  repostsCount: post.repostsCount,
  viewerState: { reaction: account.reaction(post), isOwn: post.author === account.self },
});

/** Fields of a post in search results, which have no URNs of people. */
export const foundPost = {
  author: out.object(commenterShape, 'Who wrote it'),
  reposter: out.object(foundReposterShape, 'Who passed it on'),
};
export function foundPostOf(post: Post, account: Account) {
  const { author, reposter, ...found } = postOf(post, account);
  return { ...found, author: withoutUrn(author), reposter: reposter && withoutUrn(reposter) };
}
function withoutUrn<T extends { urn: string }>({ urn: _urn, ...author }: T) {
  return author;
}

/** How a comment is named, where it is listed and where it is written. */
export const commentName = {
  commentUrn: out.text('URN of the comment'),
  commentUrl: out.url('Address of the comment'),
};
export function commentNameOf(comment: Comment) {
  const commentUrn = `urn:li:comment:(activity:${comment.post.id},${comment.id})`;
  return { commentUrn, commentUrl: `${postUrlOf(comment.post)}?commentUrn=${encodeURIComponent(commentUrn)}` };
}

/** A comment under a post. */
export const commentShape = {
  ...commentName,
  author: out.object(commenterShape, 'Who wrote it'),
  commenterUrl: out.url('The author’s address once more, under its older name'),
  commenterName: out.text('The author’s name, likewise'),
  commenterHeadline: out.text('The author’s headline, likewise'),
  commenterType: out.choice(['person', 'company'], 'Person or company, likewise'),
  time: out.time('When it was written'),
  text: out.text('Text'),
  image: out.url('Picture'),
  isReply: out.flag('Does it answer another comment?'),
  reactionsCount: out.number('Number of reactions'),
  repliesCount: out.number('Number of replies'),
  viewerState,
};
export function commentOf(comment: Comment, account: Account) {
  const { urn: _urn, ...author } = authorFor(comment.author, account);
  return {
    ...commentNameOf(comment),
    author,
    commenterUrl: addressOf(comment.author),
    commenterName: author.name,
    commenterHeadline: headlineOf(comment.author),
    commenterType: comment.author.kind,
    time: comment.time,
    text: comment.text,
    image: comment.image,
    isReply: comment.isReply,
    reactionsCount: comment.reactionsCount,
    repliesCount: comment.repliesCount,
    viewerState: { reaction: comment.reaction, isOwn: comment.author === account.self },
  };
}
