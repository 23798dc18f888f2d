import type { Comment, Company, Person, Post, Reaction, World } from '../../catalog';
import type { Population } from './population';
import { SandboxPost } from './posts';
import { commentWidth } from './world-data';
import { PublishedPost } from './published-post';

/** The world as one account sees it. What the account writes, no other account sees. */
export interface AccountWorld extends World {
  readonly posts: readonly SandboxPost[];
  /** What the account has published since the sandbox started, the newest first. */
  readonly written: readonly SandboxPost[];
}

export function worldFor(population: Population, marks = activityIndex(population)): AccountWorld {
  const posts = population.data.posts.map((row, index) => new SandboxPost(row, index, population));
  const { people, companies } = population;
  const number = new Map<Person | Company, number>([...people, ...companies].map((actor, at) => [actor, at]));
  const written: SandboxPost[] = [];
  let all: readonly SandboxPost[] = posts;
  const own = (found: number[] | undefined) => (found ?? []).map((at) => posts[at]!);
  const of = (author: Person | Company) => number.get(author) ?? -1;
  return {
    people,
    companies,
    written,
    get posts() {
      return all;
    },
    get jobs() {
      return population.jobs;
    },
    company: (id) => population.company(id),
    employees: (company) => population.employees(company),
    postsBy: (author): Post[] => [
      ...written.filter((post) => (post.reposter ?? post.author) === author),
      ...own(marks.posts.get(of(author))),
    ],
    commentsBy: (person): Comment[] =>
      touched(own(marks.comments.get(of(person))), all)
        .flatMap((post) => post.comments.filter((comment) => comment.author === person))
        .sort(newestFirst),
    reactionsBy: (person): { post: Post; type: Reaction; time: string }[] =>
      touched(own(marks.reactions.get(of(person))), all)
        .flatMap((post) =>
          post.reactions.filter(({ by }) => by === person).map(({ type, time }) => ({ post, type, time })),
        )
        .sort(newestFirst),
    publish(draft) {
      const post = new PublishedPost(draft, written.length, population);
      if (draft.passedOn) draft.passedOn.repostsCount++;
      written.unshift(post);
      all = [...written, ...posts];
      return post;
    },
  };
}

const newestFirst = (a: { time: string }, b: { time: string }) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0);

/** Posts known to have activity of somebody, and those changed since. */
function touched(known: SandboxPost[], all: readonly SandboxPost[]): SandboxPost[] {
  return [...new Set([...known, ...all.filter((post) => post.changed)])];
}

/** Indices of posts by the index of the person or company that wrote, commented or reacted. */
interface Traces {
  posts: Map<number, number[]>;
  comments: Map<number, number[]>;
  reactions: Map<number, number[]>;
}

export function activityIndex({ data }: Population): Traces {
  const found: Traces = { posts: new Map(), comments: new Map(), reactions: new Map() };
  data.posts.forEach((row, at) => {
    mark(found.posts, row[11]?.[0] ?? row[1], at);
    for (let author = 0; author < row[8].length; author += commentWidth) mark(found.comments, row[8][author]!, at);
    for (const code of row[9]) mark(found.reactions, Math.floor(code / 6), at);
  });
  return found;
}

function mark(into: Map<number, number[]>, who: number, at: number): void {
  const list = into.get(who);
  if (!list) into.set(who, [at]);
  else if (list.at(-1) !== at) list.push(at);
}
