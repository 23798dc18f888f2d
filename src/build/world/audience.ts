import type { PostRow } from '../../sandbox';
import type { MadeCompany } from './companies';
import type { Draw } from './draw';
import type { MadePerson } from './people';
import type { Tables } from './tables';
import { comments, replies, type Topic } from './words';

/** Those who react and comment; people and companies are numbers as in the rows of posts. */
export interface Audience {
  /** Anyone but the author. */
  someone(author: number): number;
  /** Someone who works with the author, or for it. */
  colleague(author: number): number;
  /** The comments of a post, as its row holds them. */
  comments(row: PostRow, topic: Topic, count: number): number[];
}

const tenDays = 10 * 24 * 60;

export function audienceOf(
  draw: Draw,
  tables: Tables,
  companies: readonly MadeCompany[],
  people: readonly MadePerson[],
): Audience {
  const staff = new Map<number, number[]>(companies.map((_, at) => [at, []]));
  people.forEach(({ company }, at) => staff.get(company)!.push(at));
  const rich = people.findIndex(({ row }) => row[0] === 'amelie-hoffmann');
  const newcomer = people.findIndex(({ row }) => row[0] === 'noor-whitfield');
  const owner = people.findIndex(({ row }) => row[0] === 'robin-mercer');

  function colleague(author: number): number {
    const company = people[author]?.company ?? author - people.length;
    return draw.pick(staff.get(company)!);
  }

  function anybody(author: number): number {
    if (draw.chance(0.004)) return rich;
    if (draw.chance(0.3)) return colleague(author);
    if (draw.chance(0.04)) return people.length + draw.int(0, companies.length - 1);
    return Math.floor(draw.share(1.5) * people.length);
  }

  function someone(author: number): number {
    for (;;) {
      const found = anybody(author);
      // What the accounts themselves do is for their histories to say.
      if (found !== author && found !== newcomer && found !== owner) return found;
    }
  }

  return {
    someone,
    colleague,
    comments(row, topic, count) {
      const span = Math.min(row[2], tenDays);
      const times = Array.from({ length: count }, () => Math.floor(draw.share(2.5) * span)).sort((a, b) => a - b);
      const fresh = draw.some([...topic.comments, ...topic.comments, ...comments], count * 2);
      const answers = draw.some(replies, replies.length);
      const threads: { at: number; by: number }[] = [];
      return times.flatMap((after, at) => {
        const answered = threads.length > 0 && draw.chance(0.28) ? draw.pick(threads) : undefined;
        const text = answered && (answers.pop() ?? undefined);
        if (answered && text) {
          const by = draw.chance(0.65) ? row[1] : someone(row[1]);
          if (by !== answered.by) return [by, after, tables.sentences.at(text), answered.at, draw.int(0, 4)];
        }
        const by = someone(row[1]);
        threads.push({ at: at + 1, by });
        const said = fresh.pop() ?? draw.pick(comments);
        for (let left = fresh.length - 1; left >= 0; left--) if (fresh[left] === said) fresh.splice(left, 1);
        return [by, after, tables.sentences.at(said), 0, Math.floor(draw.share(2.5) * 14)];
      });
    },
  };
}
