import type { Company, Entity, Person } from '../catalog/stage';
import { inventedCompany, inventedPerson, inventedPost } from './inventions';
import type { Population } from './population';
import type { StagedPost } from './posts';

export type Kind = Entity['kind'];

/**
 * What an address on LinkedIn or a URN names: the kind of page and the part that tells which one (a slug, a hash, a
 * number or a whole URN), in lower case. Undefined where it leads to nothing of these kinds.
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
    case 'sales':
      // A lead's address goes on with how it was found: `…/sales/lead/ACo…,NAME_SEARCH,xyz`.
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
};

function decoded(part: string): string {
  try {
    return decodeURIComponent(part).toLowerCase();
  } catch {
    return part.toLowerCase();
  }
}

export interface Directory {
  person(key: string): Person | undefined;
  company(key: string): Company | undefined;
  post(key: string): StagedPost | undefined;
}

/** Finds people and companies by every key an address may hold. `words` are those that people and companies are invented for. */
export function directory(population: Population, words: ReadonlySet<string>): Omit<Directory, 'post'> {
  const people = new Map<string, Person>();
  for (const person of population.people) {
    for (const key of [person.slug, person.hash, String(person.id)]) people.set(key.toLowerCase(), person);
  }
  const companies = new Map<string, Company>();
  for (const company of population.companies) {
    for (const key of [company.slug, String(company.id)]) companies.set(key.toLowerCase(), company);
  }
  return {
    person: (key) => people.get(key) ?? invent(people, words, key, () => inventedPerson(key, population)),
    company: (key) => companies.get(key) ?? invent(companies, words, key, () => inventedCompany(key, population)),
  };
}

/** Finds the posts of one account’s world. */
export function postDirectory(posts: readonly StagedPost[], population: Population, words: ReadonlySet<string>) {
  const known = new Map<string, StagedPost>();
  for (const post of posts) {
    known.set(post.id, post);
    known.set(post.slug, post);
  }
  return (key: string): StagedPost | undefined =>
    known.get(key) ??
    known.get(/activity[-:](\d+)/.exec(key)?.[1] ?? '') ??
    invent(known, words, key, () => inventedPost(key, population));
}

function invent<T>(known: Map<string, T>, words: ReadonlySet<string>, key: string, make: () => T): T | undefined {
  if (!words.has(key)) return undefined;
  const made = make();
  known.set(key, made);
  return made;
}
