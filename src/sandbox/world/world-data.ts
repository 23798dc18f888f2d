/**
 * The invented LinkedIn as it is stored: tables of words, and rows that refer to them by index. Ages count back from the
 * start of the sandbox, so that the world never gets old. Texts are templates (see `phrase.ts`).
 */
export interface WorldData {
  /** `country`: ISO 3166 code. */
  places: [text: string, country: string][];
  industries: string[];
  positions: string[];
  skills: string[];
  languages: string[];
  schools: string[];
  degrees: string[];
  hashtags: string[];
  /** Templates: of abouts, descriptions, posts, comments. */
  sentences: string[];
  /** Templates of conversations: who begins, then one text after the other in turn. */
  talks: { begins: 'us' | 'them'; texts: string[] }[];
  /** Templates of advertisements for open positions: a sentence or two of each kind. */
  vacancies: Record<'open' | 'tasks' | 'wishes' | 'offers', string[]>;
  /** In the order of search results. */
  companies: CompanyRow[];
  people: PersonRow[];
  /** Newest first. */
  posts: PostRow[];
}

export interface CompanyRow {
  id: number;
  slug: string;
  name: string;
  place: number;
  industry: number;
  employees: number;
  /** 0: unknown. */
  founded: number;
  /** Million US dollars. */
  revenue: number;
  jobs: number;
  venture: 0 | 1;
  logo: 0 | 1;
  specialties: string[];
  description: number[];
}

/** A tuple, since there are thousands. */
export type PersonRow = [
  slug: string,
  firstName: string,
  lastName: string,
  place: number,
  rank: number,
  followers: number,
  /** 1: has a picture; 2: asks for an e-mail address. */
  flags: number,
  /** Template. */
  headline: number,
  about: number[],
  /** Eight numbers a job: see `jobWidth`. */
  jobs: number[],
  /** School, degree, years since it ended. */
  education: number[],
  skills: number[],
  /** Language and proficiency, -1 if unknown. */
  languages: number[],
  /** Only if it is not derived from the slug. */
  hash?: string,
];

/** Position, company, months since the start, months since the end (-1: still there), employment type, location type, place, description (-1: none). */
export const jobWidth = 8;

export type PostRow = [
  slug: string,
  /** A person by index, or a company by index after all people. */
  author: number,
  minutesAgo: number,
  sentences: number[],
  hashtags: number[],
  mentions: number[],
  /** Bits of `postFlags`. */
  flags: number,
  reposts: number,
  /** Five numbers a comment: author, minutes after the post, template, number of the comment it answers (from 1; 0: none), reactions. */
  comments: number[],
  /** Author times six plus kind of reaction, oldest first. */
  reactions: number[],
  /** Only if it is not derived from the index; may be empty. */
  id?: string,
  /** Who reposted it, and the template of their text (-1: none). */
  repost?: [reposter: number, sentence: number],
];
export const commentWidth = 5;
export const postFlags = { image: 1, document: 2, video: 4, poll: 8, link: 16, commentsClosed: 32 } as const;

/** Cuts a flat list of numbers into rows of one width. */
export function rows(flat: readonly number[], width: number): number[][] {
  return Array.from({ length: flat.length / width }, (_, at) => flat.slice(at * width, (at + 1) * width));
}
