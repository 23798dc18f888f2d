import type { Comment, Company, Entity, JobPosting, Pages, Person } from '../../catalog';
import { inventedCompany, inventedJob, inventedPerson, inventedPost } from './made-for-errors';
import type { Population } from './population';
import type { SandboxPost } from './posts';
import type { AccountWorld } from './world';

export type Kind = Entity['kind'];

/**
 * The page that a LinkedIn address or URN names: its kind and its key (a slug, a hash, a number or a whole URN) in lower
 * case. Undefined for other addresses.
 */
export function keyOf(address: string): { kind: Kind; key: string } | undefined {
  const urn = /^urn:li:(\w+):(.+)$/i.exec(address.trim());
  if (urn) {
    const kind = urnKinds[urn[1]!.toLowerCase()];
    return kind && { kind, key: urn[2]!.toLowerCase() };
  }
  const path = /^https?:\/\/(?:[a-z0-9-]+\.)*linkedin\.com\/(?:mwlite\/)?([^?#]*)/i.exec(address.trim())?.[1];
  if (path === undefined) return undefined;
  const [first = '', second = '', third = ''] = path.split('/').map(decoded);
  switch (first) {
    case 'in':
    case 'pub':
      return { kind: 'person', key: second };
    case 'company':
    case 'school':
    case 'showcase':
      return { kind: 'company', key: second };
    case 'posts':
    case 'pulse':
      return { kind: 'post', key: second };
    case 'feed':
      return keyOf(third) ?? { kind: 'post', key: third };
    case 'jobs':
      // The title may stand before the number.
      return second === 'view' ? { kind: 'job', key: /\d+$/.exec(third)?.[0] ?? third } : undefined;
    case 'sales':
      if (second === 'search') return undefined;
      // A lead's address ends with how it was found: `…/sales/lead/ACo…,NAME_SEARCH,xyz`.
      return { kind: second === 'company' ? 'company' : 'person', key: third.split(',')[0]! };
    default:
      return undefined;
  }
}

const urnKinds: Record<string, Kind> = {
  member: 'person',
  fsd_profile: 'person',
  organization: 'company',
  company: 'company',
  fsd_company: 'company',
  activity: 'post',
  ugcpost: 'post',
  share: 'post',
  jobposting: 'job',
};

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase();
  } catch {
    return part.toLowerCase();
  }
}

/** The key of a comment in its address or URN: post and comment, or a trigger word. */
export function commentKeyOf(address: string): string | undefined {
  const urn = /[?&](?:dashC|c)ommentUrn=([^&#]+)/i.exec(address)?.[1];
  if (urn === undefined) return undefined;
  const said = decoded(urn);
  const [, post, comment] = /comment:\(.*?activity:(\d+),(\d+)\)/.exec(said) ?? [];
  const [, other, its] = /comment:\((\d+),.*?activity:(\d+)\)/.exec(said) ?? [];
  return post ? `${post},${comment}` : other ? `${its},${other}` : said;
}

/** Finds pages by key. */
export type Directory = { [K in Kind]: (key: string) => Pages[K] | undefined };

/** Finds people, companies and jobs. For each of the trigger `words` it invents some. */
export function directory(
  population: Population,
  words: ReadonlySet<string>,
): Pick<Directory, 'person' | 'company' | 'job'> {
  const people = new Map<string, Person>();
  for (const person of population.people) {
    for (const key of [person.slug, person.hash, String(person.id)]) people.set(key.toLowerCase(), person);
  }
  const companies = new Map<string, Company>();
  for (const company of population.companies) {
    for (const key of [company.slug, String(company.id)]) companies.set(key.toLowerCase(), company);
  }
  let jobs: Map<string, JobPosting> | undefined;
  return {
    person: (key) => people.get(key) ?? invent(people, words, key, () => inventedPerson(key, population)),
    company: (key) => companies.get(key) ?? invent(companies, words, key, () => inventedCompany(key, population)),
    job(key) {
      jobs ??= new Map(population.jobs.map((job) => [job.id, job]));
      return jobs.get(key) ?? invent(jobs, words, key, () => inventedJob(key, population));
    },
  };
}

/** Finds the posts of one account’s world. */
export function postDirectory(world: AccountWorld, population: Population, words: ReadonlySet<string>) {
  const known = new Map<string, SandboxPost>();
  for (const post of world.posts) {
    known.set(post.id, post);
    known.set(post.slug, post);
  }
  return (key: string): SandboxPost | undefined => {
    const id = /activity[-:](\d+)/.exec(key)?.[1] ?? key;
    return (
      known.get(key) ??
      known.get(id) ??
      world.written.find((post) => post.id === id) ??
      invent(known, words, key, () => inventedPost(key, population))
    );
  };
}

/** Finds comments below the posts that `posts` finds. */
export function commentDirectory(posts: (key: string) => SandboxPost | undefined, words: ReadonlySet<string>) {
  const known = new Map<string, Comment>();
  return (key: string): Comment | undefined => {
    const [post = '', id] = key.split(',');
    return (
      posts(post)?.comments.find((comment) => comment.id === id) ??
      invent(known, words, key, () => {
        const below = posts(key)!;
        return { ...(below.comments[0] ?? below.comment(below.author, '…', below.time)), slug: key };
      })
    );
  };
}

function invent<T>(known: Map<string, T>, words: ReadonlySet<string>, key: string, make: () => T): T | undefined {
  if (!words.has(key)) return undefined;
  const made = make();
  known.set(key, made);
  return made;
}
