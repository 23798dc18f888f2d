import { commercialProfessions } from './professions-commercial';
import { fieldProfessions } from './professions-field';
import { technicalProfessions } from './professions-technical';

/** From the top down; the place in this list is a person’s rank. */
export const levels = ['chief', 'executive', 'director', 'head', 'lead', 'senior', 'regular', 'junior'] as const;
export type Level = (typeof levels)[number];

/** A line of work: what its people are called at each level, can do, have studied, say of themselves and post about. */
export interface Profession {
  titles: Record<Exclude<Level, 'chief'>, string[]>;
  skills: string[];
  degrees: string[];
  /** Templates: {position} {company} {industry} {city} {years} {former} {skill1} {skill2} {skill3} {first}. */
  about: string[];
  /** Templates of what a job was about: {company} {city}. */
  duties: string[];
  topics: string[];
}

export const chiefTitles = ['Chief Executive Officer', 'Founder and CEO', 'Managing Director', 'Co-Founder and CEO'];

export const professions: Record<string, Profession> = {
  ...technicalProfessions,
  ...commercialProfessions,
  ...fieldProfessions,
};

/** What heads of companies say of themselves. */
export const chiefAbout = [
  'I run {company} with a small team of people who know more than I do.',
  'My job is to keep the way clear: customers, people, cash, in that order.',
  'Building {company} in {city}, slowly and for good.',
  'I started in {industry} {years} years ago and still find it interesting on a Monday.',
  'Before {company} I was with {former}. The best lessons there came from the workshop.',
];

/** May follow in anyone’s about. */
export const aboutClosers = [
  'Always glad to hear from people who work on [similar|related] problems.',
  'Outside work: [long hikes|choir|rowing|a small vegetable garden|too many bicycles] and [two children|an old dog|a very patient partner].',
  'I mentor people at the start of their careers; write to me if that is you.',
  'Based in {city}, often on trains.',
  'I came to {industry} by accident and stayed on purpose.',
  'Happy to talk about {skill1}, {skill2} or {skill3}, best over coffee.',
  'Earlier at {former}.',
  'Opinions here are my own, typos too.',
  'What drives me: work that still makes sense [five|ten] years later.',
  'If you are in {city}, the coffee is on me.',
];
/** Templates of headlines; the first is the usual one. */
export const headlines = [
  '{position} at {company}',
  '{position} at {company} | {skill1}, {skill2}',
  '{position} @ {company} | {industry}',
  '{position} at {company} | ex-{former}',
  '{position} | {skill1} | {skill2} | {skill3}',
];
