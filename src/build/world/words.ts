import type { WorldData } from '../../sandbox';
import castWords from './words/cast.json';
import commentWords from './words/comments.json';
import companyWords from './words/companies.json';
import countryWords from './words/countries.json';
import furtherLanguages from './words/further-languages.json';
import professionWords from './words/professions.json';
import profileWords from './words/profiles.json';
import talkWords from './words/talks.json';
import topicWords from './words/topics.json';
import tradeWords from './words/trades.json';
import vacancyWords from './words/vacancies.json';

// What the word lists in words/ hold. Texts are templates (see src/sandbox/world/phrase.ts); a comment says which
// words in braces they may use.

/** A country people of the world live in: how often, where, under which names, with which schools and languages. */
export interface Country {
  code: string;
  name: string;
  /** The locale in which faker makes names. */
  locale: string;
  weight: number;
  /** `Austin, Texas` where a place is named with its region. The largest come first. */
  cities: string[];
  /** Mother tongues. */
  languages: string[];
  schools: string[];
}

export const countries: Country[] = countryWords;

/** Languages that people learn besides English and the language of their country. */
export { furtherLanguages };

/** From the top down; the index in this list is a person’s rank. */
export const levels = ['chief', 'executive', 'director', 'head', 'lead', 'senior', 'regular', 'junior'] as const;
export type Level = (typeof levels)[number];

/** A line of work: its titles at each level, and what its people can do, have studied, say of themselves and post about. */
export interface Profession {
  titles: Record<Exclude<Level, 'chief'>, string[]>;
  skills: string[];
  degrees: string[];
  /** {position} {company} {industry} {city} {years} {former} {skill1} {skill2} {skill3} {first} */
  about: string[];
  /** What a job was about: {company} {city} */
  duties: string[];
  topics: string[];
}

export const professions: Record<string, Profession> = professionWords;

/** `aboutClosers` may follow in anyone’s about; the first of `headlines` is the usual one. */
export const { chiefTitles, chiefAbout, aboutClosers, headlines } = profileWords;

/** What people and companies write about. A post is one opening, one or two middles and one close of the same topic. */
export interface Topic {
  /** {company} {first} {city} {country} {industry}, as in `middle` and `close`. */
  open: string[];
  middle: string[];
  close: string[];
  hashtags: string[];
  /** {author} wrote the post. */
  comments: string[];
}

export const topics: Record<string, Topic> = topicWords;

/**
 * `comments` fit under any post; `replies` answer a comment by {to}; `repostWords` stand above a post that is passed on.
 * {author} wrote the post.
 */
export const { comments, replies, repostWords } = commentWords;

/** An industry as LinkedIn names it: how its companies are called and describe themselves, and who works there. */
export interface Trade {
  industry: string;
  /** Second part of a company’s name. */
  words: string[];
  /** Its companies are named after their partners. */
  partners?: boolean;
  weight: number;
  /** Weights by profession. */
  staff: Record<string, number>;
  specialties: string[];
  /** {company} {city} {country} {industry} {specialty1} {specialty2} {specialty3} {employees} {founded} */
  about: string[];
  topics: string[];
  /** Typical number of employees. */
  size: { low: number; high: number };
}

export const trades: Trade[] = tradeWords;

/** `stems` are first parts of names; `closers` may follow in any company’s description. */
export const { stems: companyStems, closers: companyClosers } = companyWords;

export interface Study {
  school: string;
  degree: string;
  /** Since it ended. */
  yearsAgo: number;
}

export interface CastPerson {
  slug: string;
  hash?: string;
  firstName: string;
  lastName: string;
  country: string;
  city: string;
  company: string;
  profession: string;
  position: string;
  level: Level;
  followers: number;
  /** Months since the first job began. */
  career: number;
  /** Months in the present job. */
  present: number;
  headline?: string;
  about?: string[];
  skills?: string[];
  languages?: { name: string; proficiency: number }[];
  education?: Study[];
  /** Newest first; `company` is a slug, or an industry: then the first company of it. */
  earlier?: { position: string; company: string; months: number; duty: string | null }[];
}

/** Companies, people and posts made by hand come first in the world. Examples, documentation and tests rely on them. */
export const castCompanies = castWords.companies;
export const castPeople = castWords.people as CastPerson[];
export const castPosts = castWords.posts;

/** Conversations an account has had: {them} {us} {company} {position} {city} */
export const talks = talkWords as WorldData['talks'];

/** Advertisements of open positions: {company} {position} {city} {industry} {skill1} {skill2} {skill3} */
export const vacancies: WorldData['vacancies'] = vacancyWords;
