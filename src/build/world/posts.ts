import { reactions } from '../../catalog';
import { postFlags, type PostRow } from '../../sandbox';
import { castPosts, professions, repostWords, type Topic, topics } from './words';
import type { MadeCompany } from './companies';
import type { Draw } from './draw';
import { audienceOf, type Audience } from './audience';
import { slugOf } from './names';
import type { MadePerson } from './people';
import type { Tables } from './tables';

const day = 24 * 60;
/** Posts of the people placed by hand, besides the two posts with texts of their own. */
const castAuthors: [slug: string, posts: number][] = [
  ['helio-thermal', 9],
  ['amelie-hoffmann', 5],
  ['nordvind-logistics', 7],
  ['brightloom-software', 6],
  ['jonas-lindqvist', 3],
  ['rosa-delgado', 3],
  ['tomas-novak', 2],
  ['robin-mercer', 4],
];
const reactionWeights = { like: 60, celebrate: 12, support: 6, love: 8, insightful: 12, funny: 2 };

export function makePosts(
  draw: Draw,
  tables: Tables,
  companies: readonly MadeCompany[],
  people: readonly MadePerson[],
  count: number,
): PostRow[] {
  const slugs = [...people.map(({ row }) => row[0]), ...companies.map(({ row }) => row.slug)];
  const codeOf = new Map(slugs.map((slug, code) => [slug, code]));
  const audience = audienceOf(draw, tables, companies, people);
  const made: PostRow[] = castPosts.map((post) => {
    const row = blank(codeOf.get(post.author)!, post.slug, post.daysAgo * day + 137);
    row[3] = post.paragraphs.map((text) => tables.sentences.at(text));
    row[4] = post.hashtags.map((tag) => tables.hashtags.at(tag));
    row[5] = post.mentions.map((slug) => codeOf.get(slug)!);
    row[6] = postFlags.image;
    row[7] = 11;
    row[8] = audience.comments(row, topics[post.topic]!, post.comments);
    row[9] = reactionsOf(draw, audience, row, post.reactions);
    row[10] = post.id;
    return row;
  });
  const authors = castAuthors.flatMap(([slug, posts]) => Array<number>(posts).fill(codeOf.get(slug)!));
  while (made.length < count) {
    const author = authors.pop() ?? anyone(draw, companies, people);
    made.push(original(draw, tables, companies, people, audience, author, slugs[author]!));
  }
  const reposts = draw
    .some(made.slice(castPosts.length), Math.round(count * 0.06))
    .map((row) => repost(draw, tables, row, slugs, audience));
  const all = [...made, ...reposts].sort((a, b) => a[2] - b[2]);
  const seen = new Set<string>();
  for (const row of all) {
    while (seen.has(row[0])) row[0] = `${row[0].replace(/-[a-z0-9]{4}$/, '')}-${tail(draw)}`;
    seen.add(row[0]);
  }
  return all;
}

/** Half of it comes from companies; of the people, the better known write more. */
function anyone(draw: Draw, companies: readonly MadeCompany[], people: readonly MadePerson[]): number {
  return draw.chance(0.46)
    ? people.length + draw.int(0, companies.length - 1)
    : Math.floor(draw.share(1.8) * people.length);
}

function original(
  draw: Draw,
  tables: Tables,
  companies: readonly MadeCompany[],
  people: readonly MadePerson[],
  audience: Audience,
  author: number,
  authorSlug: string,
): PostRow {
  // Four in ten are from the last month.
  const minutesAgo = Math.round(
    draw.chance(0.4) ? 35 + draw.share() * 30 * day : 30 * day + draw.share(1.3) * 330 * day,
  );
  const person = people[author];
  const topic = person ? personTopic(draw, person) : companyTopic(draw, companies[author - people.length]!);
  const usable = person ? (text: string) => trueOf(text, person, minutesAgo) : impersonal;
  const texts = [
    draw.pick(topic.open.filter(usable)),
    ...draw.some(topic.middle.filter(usable), draw.int(1, 2)),
    ...(draw.chance(0.85) ? [draw.pick(topic.close.filter(usable))] : []),
  ];
  const row = blank(author, `${authorSlug}_${wordsOf(texts[0]!)}-${tail(draw)}`, minutesAgo);
  row[3] = texts.map((text) => tables.sentences.at(text));
  row[4] = draw.some(topic.hashtags, draw.int(0, 3)).map((tag) => tables.hashtags.at(tag));
  row[5] = draw.chance(0.15) ? [person ? people.length + person.company : audience.colleague(author)] : [];
  row[6] = flagsOf(draw);
  row[7] = Math.floor(draw.share(3) * 22);
  const echo = draw.share(2.2) * (person ? 1 : 1.15) + 0.03;
  row[8] = audience.comments(row, topic, Math.round(echo * 17));
  row[9] = reactionsOf(draw, audience, row, Math.round(echo * 44) + 1);
  return row;
}

function repost(draw: Draw, tables: Tables, row: PostRow, slugs: string[], audience: Audience): PostRow {
  const reposter = audience.someone(row[1]);
  const copy = blank(row[1], `${slugs[reposter]!}_${row[0].split('_')[1]!}`, Math.round(row[2] * draw.share()) + 5);
  copy[3] = row[3];
  copy[4] = row[4];
  copy[5] = row[5];
  copy[6] = row[6];
  copy[9] = reactionsOf(draw, audience, copy, draw.int(0, 9));
  copy[10] = '';
  copy[11] = [reposter, draw.chance(0.6) ? tables.sentences.at(draw.pick(repostWords)) : -1];
  return copy;
}

function blank(author: number, slug: string, minutesAgo: number): PostRow {
  return [slug, author, minutesAgo, [], [], [], 0, 0, [], []];
}

/** An address begins with the first words of the text. */
function wordsOf(opening: string): string {
  return slugOf(opening.replace(/[[{][^\]}]*[\]}]/g, ''))
    .split('-')
    .slice(0, 6)
    .join('-');
}

function tail(draw: Draw): string {
  return draw.faker.string.alphanumeric({ length: 4, casing: 'lower' });
}

function personTopic(draw: Draw, { profession }: MadePerson): Topic {
  return topics[draw.pick(professions[profession]!.topics)]!;
}

/** A company does not say I. */
function impersonal(text: string): boolean {
  return !/\b(I|I'm|me|my|mine|your next)\b|years at \{company\}|one sentence/i.test(text);
}

function companyTopic(draw: Draw, { trade }: MadeCompany): Topic {
  return draw.pick(trade.topics.map((name) => topics[name]!).filter(({ open }) => open.filter(impersonal).length >= 2));
}

/** Whoever announces a new job has one; whoever celebrates years has served them. */
function trueOf(text: string, { present }: MadePerson, minutesAgo: number): boolean {
  const monthsIn = present - minutesAgo / day / 30;
  if (text.includes('new position')) return monthsIn >= 0.5 && monthsIn < 3;
  return !text.includes('years at {company}') || monthsIn >= 60;
}

function flagsOf(draw: Draw): number {
  const odds = { image: 0.36, document: 0.06, video: 0.08, poll: 0.03, link: 0.15, commentsClosed: 0.02 };
  return Object.entries(postFlags).reduce(
    (flags, [name, bit]) => flags + (draw.chance(odds[name as 'poll']) ? bit : 0),
    0,
  );
}

function reactionsOf(draw: Draw, audience: Audience, row: PostRow, count: number): number[] {
  const actors = new Set<number>();
  for (let tries = 0; actors.size < count && tries < count * 3; tries++) actors.add(audience.someone(row[1]));
  return [...actors].map(
    (actor) => actor * reactions.length + reactions.indexOf(draw.weighted(reactions, (type) => reactionWeights[type])),
  );
}
