import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { WorldData } from '../../sandbox';
import { makeCompanies } from './companies';
import { namesOf } from './names';
import { makePeople } from './people';
import { makePosts } from './posts';
import { tables } from './tables';
import { talks, vacancies } from './words';

const seed = 4010;
const counts = { companies: 232, posts: 1_080 };

/** The sandbox’s world: the same one every time. */
export async function makeWorld(): Promise<WorldData> {
  const names = await namesOf(seed);
  const words = tables();
  const companies = makeCompanies(names, words, counts.companies);
  const people = makePeople(names, words, companies);
  const posts = makePosts(names.draw, words, companies, people, counts.posts);
  return {
    places: words.places.entries,
    industries: words.industries.entries,
    positions: words.positions.entries,
    skills: words.skills.entries,
    languages: words.languages.entries,
    schools: words.schools.entries,
    degrees: words.degrees.entries,
    hashtags: words.hashtags.entries,
    sentences: words.sentences.entries,
    talks,
    vacancies,
    companies: companies.map(({ row }) => row),
    people: people.map(({ row }) => row),
    posts,
  };
}

/** Makes the world and writes it where the package looks for it, `dist/src/sandbox/world.json`. */
export async function writeWorld(file: string): Promise<void> {
  const world = await makeWorld();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(world));
}
