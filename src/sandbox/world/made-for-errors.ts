import type { Company, JobPosting, Person } from '../../catalog';
import type { Population } from './population';
import { SandboxPost } from './posts';
import { codeOf, hashOf } from '../random';
import type { PostRow } from './world-data';

/**
 * People, companies, posts and jobs for addresses that end in a trigger word, so that the page can be opened and the error
 * comes from a later action. Each is a copy of one in the world under another name.
 */
export function inventedPerson(word: string, { people }: Population): Person {
  const model = people[hashOf(word) % people.length]!;
  const [firstName = word, ...rest] = word.split('-').map(capital);
  return {
    ...model,
    id: 20_000_000 + (hashOf(word) % 50_000_000),
    slug: word,
    hash: `ACoAA${codeOf(word, 34)}`,
    firstName,
    lastName: rest.join(' ') || 'Example',
    asksForEmail: false,
  };
}

export function inventedCompany(word: string, { companies }: Population): Company {
  const model = companies[hashOf(word) % companies.length]!;
  return {
    ...model,
    id: 900_000_000 + (hashOf(word) % 50_000_000),
    slug: word,
    name: word.split('-').map(capital).join(' '),
  };
}

export function inventedPost(word: string, population: Population): SandboxPost {
  const { posts } = population.data;
  const row: PostRow = [...(posts[hashOf(word) % posts.length] as PostRow)];
  row[0] = word;
  row[10] = String(7_400_000_000_000_000_000n + BigInt(hashOf(word)));
  return new SandboxPost(row, posts.length, population);
}

export function inventedJob(word: string, { jobs }: Population): JobPosting {
  const model = jobs[hashOf(word) % jobs.length]!;
  return { ...model, id: String(4_900_000_000 + (hashOf(word) % 50_000_000)), slug: word };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
