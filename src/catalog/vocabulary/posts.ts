import { time } from '../fields';
import { out } from '../result';
import { reactions, type Account, type Company, type Person, type Post } from '../stage';
import { companyUrlOf, organizationUrn } from './companies';
import { degreeShape, fullName, memberUrn, publicUrlOf, viewerOf } from './people';

export const since = time({
  label: 'Since',
  help: 'Only what is newer than this day or moment; together with the limit, whichever cuts first.',
  placeholder: '2026-05-01',
});
/** Keeps what is newer than `since`. */
export const newerThan =
  (since: string | undefined) =>
  ({ time }: { time: string }) =>
    since === undefined || Date.parse(time) >= Date.parse(since);

const authorShape = {
  type: out.choice(['person', 'company'], 'Person or company'),
  name: out.text('Name'),
  urn: out.text('Member or organization URN'),
  profileUrl: out.url('Profile address of a person').optional(),
  headline: out.text('Headline of a person').optional(),
  companyUrl: out.url('Page address of a company').optional(),
  viewerState: out.object(degreeShape, 'How the account stands to a person').optional(),
};
const { viewerState: _, ...reposterShape } = authorShape;

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
  viewerState: out.object(
    { reaction: out.choice(reactions, 'The account’s own reaction'), isOwn: out.flag('Is it the account’s own?') },
    'How the account stands to it',
  ),
};

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

export const activityUrn = (post: Post) => `urn:li:activity:${post.id}`;
export const postUrlOf = (post: Post) => `https://www.linkedin.com/feed/update/${activityUrn(post)}`;

export const postOf = (post: Post, account: Account) => ({
  url: postUrlOf(post),
  activityUrn: activityUrn(post),
  time: post.time,
  type: post.reposter ? 'repost' : 'original',
  author: {
    ...authorOf(post.author),
    ...(post.author.kind === 'person' ? { viewerState: viewerOf(post.author, account) } : {}),
  },
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
