import type { Rule } from '../facts/action-facts';
import { choice, choices, namedRows, texts } from '../fields';
import type { Account, Post, World } from '../simulation';
import { anyContains, contains } from './match';
import { companyFields, isNamed, memberFields, oneIdentifier, type Named } from './mentions';
import { addressOf } from './posts';

const members = (label: string, help: string) => namedRows(memberFields, { label, help, shorthand: 'name' });
const companies = (label: string, help: string) => namedRows(companyFields, { label, help, shorthand: 'name' });

/** What LinkedIn's search for posts narrows by. */
export const postFilter = {
  sort: choice(['topMatch', 'latest'], { label: 'Order', help: 'Which posts come first.' }),
  datePosted: choice(['past24Hours', 'pastWeek', 'pastMonth'], { label: 'Posted', help: 'How old a post may be.' }),
  contentType: choice(['videos', 'images', 'jobPosts', 'liveVideos', 'documents'], {
    label: 'Content',
    help: 'What the post shows.',
  }),
  postedBy: choices(['me', 'firstConnections', 'peopleYouFollow'], { label: 'Posted by', help: 'Any of them.' }),
  fromMembers: members('From people', 'Who wrote it, any of them.'),
  fromCompanies: companies('From companies', 'Which company wrote it, any of them.'),
  mentioningMembers: members('Naming people', 'Whom the post mentions, any of them.'),
  mentioningCompanies: companies('Naming companies', 'Which company the post mentions, any of them.'),
  authorCompanies: companies('Employers', 'Where the author works, any of them.'),
  authorIndustries: texts({
    label: 'Industries',
    help: 'LinkedIn’s own names of the author’s industry, any of them.',
    placeholder: 'Software Development',
  }),
};

export const postFilterRules: Rule[] = [
  ...['fromMembers', 'mentioningMembers'].map((name) => oneIdentifier(`filter.${name}`, ['urn', 'personHashedUrl'])),
  ...['fromCompanies', 'mentioningCompanies', 'authorCompanies'].map((name) =>
    oneIdentifier(`filter.${name}`, ['urn', 'companyHashedUrl']),
  ),
];

type Maybe<T> = { [K in keyof T]?: T[K] | undefined };
type Names = (string | Named)[];
type Criteria = Maybe<{
  sort: 'topMatch' | 'latest';
  datePosted: keyof typeof days;
  contentType: string;
  postedBy: string[];
  fromMembers: Names;
  fromCompanies: Names;
  mentioningMembers: Names;
  mentioningCompanies: Names;
  authorCompanies: Names;
  authorIndustries: string[];
}>;

const days = { past24Hours: 1, pastWeek: 7, pastMonth: 30 };

interface SearchContext {
  world: World;
  account: Account;
  now: Date;
}
type Test<T> = (post: Post, wanted: T, context: SearchContext) => boolean;

const writer = (post: Post) => post.reposter ?? post.author;
const asNamed = (one: string | Named) => (typeof one === 'string' ? { name: one } : one);
const from: Test<Names> = (post, names) => names.some((one) => isNamed(writer(post), asNamed(one)));
/** The addresses of those who are named, looked for once in a search. */
const addresses = new WeakMap<Names, ReadonlySet<string>>();
function addressesOf(names: Names, { people, companies }: World): ReadonlySet<string> {
  const known = addresses.get(names);
  if (known) return known;
  const meant = [...people, ...companies].filter((one) => names.some((name) => isNamed(one, asNamed(name))));
  const found = new Set(meant.map(addressOf));
  addresses.set(names, found);
  return found;
}
const mentioning: Test<Names> = (post, names, { world }) => {
  const wanted = addressesOf(names, world);
  return post.mentions.some((address) => wanted.has(address));
};

const tests: { [K in keyof Criteria]-?: Test<NonNullable<Criteria[K]>> } = {
  sort: () => true,
  datePosted: ({ time }, age, { now }) => now.getTime() - Date.parse(time) <= days[age] * 24 * 60 * 60_000,
  contentType: ({ hasVideo, images, documentSlides }, type) =>
    type === 'videos'
      ? hasVideo
      : type === 'images'
        ? !!images?.length
        : type === 'documents' && documentSlides.length > 0,
  postedBy: (post, whom, { account }) => {
    const one = writer(post);
    const degree = one.kind === 'person' ? account.degree(one) : null;
    return whom.some((who) => (who === 'me' ? one === account.self : degree === '1st'));
  },
  fromMembers: from,
  fromCompanies: from,
  mentioningMembers: mentioning,
  mentioningCompanies: mentioning,
  authorCompanies: ({ author }, names) =>
    author.kind === 'person' && names.some((one) => contains(author.jobs[0]!.companyName, asNamed(one).name)),
  authorIndustries: ({ author }, names) => anyContains([author.industry], names),
};

/** Every post that fits, the newest or, unless asked otherwise, the most noticed first. */
export function findPosts(context: SearchContext, term: string | undefined, criteria: Criteria = {}): Post[] {
  const words = (term ?? '').split(/\s+/).filter(Boolean);
  const wanted = (Object.entries(criteria) as [keyof Criteria, never][]).filter(([, value]) => value !== undefined);
  const found = context.world.posts.filter(
    (post) =>
      wanted.every(([name, value]) => (tests[name] as Test<never>)(post, value, context)) &&
      words.every((word) => contains([post.text, post.repostText, ...post.hashtags].join(' '), word)),
  );
  if (criteria.sort === 'latest') return found;
  return found.sort((one, other) => other.reactions.length - one.reactions.length);
}
