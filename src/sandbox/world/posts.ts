import { reactions, type Comment, type Company, type Person, type Post, type Reaction } from '../../catalog';
import { phrase } from './phrase';
import type { Population } from './population';
import { hashOf } from '../random';
import { commentWidth, postFlags, type PostRow, rows } from './world-data';

const minute = 60_000;

/**
 * A post as one account sees it. Each account has its own copies, to comment on and react to. Text, comments and reactions
 * are made on first use, since most posts are never read.
 */
export class SandboxPost implements Post {
  readonly kind = 'post';
  readonly id: string;
  readonly slug: string;
  readonly author: Person | Company;
  readonly reposter: Person | Company | null;
  readonly time: string;
  repostsCount: number;
  /** Whether the account has reacted or commented. */
  changed = false;
  private readonly row: PostRow;
  private readonly index: number;
  /** From author and templates, so that a repost has the text of the original. */
  private readonly seed: number;
  private readonly population: Population;
  private knownText?: string;
  private knownComments?: Comment[];
  private knownReactions?: Post['reactions'];

  constructor(row: PostRow, index: number, population: Population) {
    this.row = row;
    this.index = index;
    this.seed = hashOf(`${row[1]} ${row[3].join(' ')}`);
    this.population = population;
    this.slug = row[0];
    this.id = idOf(row, index);
    this.author = this.actor(row[1]);
    this.reposter = row[11] ? this.actor(row[11][0]) : null;
    this.time = new Date(this.published).toISOString();
    this.repostsCount = row[7];
  }

  private get published(): number {
    return this.population.start - this.row[2] * minute;
  }

  private actor(code: number): Person | Company {
    const { people, companies } = this.population;
    return people[code] ?? companies[code - people.length]!;
  }

  private say(sentence: number, words: Record<string, string>, salt: number): string {
    return phrase(this.population.data.sentences[sentence]!, words, this.seed + salt);
  }

  private has(flag: keyof typeof postFlags): boolean {
    return (this.row[6] & postFlags[flag]) !== 0;
  }

  get text(): string {
    if (this.knownText === undefined) {
      const words = wordsOf(this.author);
      const paragraphs = this.row[3].map((sentence, at) => this.say(sentence, words, at));
      const tags = this.hashtags.map((tag) => `#${tag}`).join(' ');
      this.knownText = [...paragraphs, ...(tags ? [tags] : [])].join('\n\n');
    }
    return this.knownText;
  }

  get repostText(): string | null {
    const said = this.row[11];
    return said && said[1] !== -1 ? this.say(said[1], { author: addressed(this.author) }, 77) : null;
  }

  get hashtags(): string[] {
    return this.row[4].map((at) => this.population.data.hashtags[at]!);
  }

  get mentions(): string[] {
    return this.row[5].map((code) => {
      const actor = this.actor(code);
      return `https://www.linkedin.com/${actor.kind === 'person' ? 'in' : 'company'}/${actor.slug}`;
    });
  }

  get externalLinks(): string[] {
    if (!this.has('link')) return [];
    const company =
      this.author.kind === 'company' ? this.author : this.population.company(this.author.jobs[0]!.companyId);
    return company ? [`${company.website}/news/${this.slug.split('_')[1] ?? this.id}`] : [];
  }

  get images(): string[] | null {
    return this.has('image') ? [`https://media.licdn.example/posts/${this.id}/1.jpg`] : null;
  }

  get documentSlides(): string[] {
    if (!this.has('document')) return [];
    const pages = 4 + (this.index % 6);
    return Array.from({ length: pages }, (_, at) => `https://media.licdn.example/posts/${this.id}/slide-${at + 1}.jpg`);
  }

  get hasVideo(): boolean {
    return this.has('video');
  }

  get videoThumbnail(): string | null {
    return this.hasVideo ? `https://media.licdn.example/posts/${this.id}/still.jpg` : null;
  }

  get hasPoll(): boolean {
    return this.has('poll');
  }

  get commentsClosed(): boolean {
    return this.has('commentsClosed');
  }

  get comments(): Comment[] {
    if (!this.knownComments) {
      const flat = rows(this.row[8], commentWidth);
      this.knownComments = flat.map(([author, after, sentence, answers, liked], at): Comment => {
        const to = answers ? this.actor(flat[answers - 1]![0]!) : this.author;
        const text = this.say(sentence!, { author: addressed(this.author), to: addressed(to) }, 1000 + at);
        const id = this.commentId(at);
        return {
          kind: 'comment',
          id,
          slug: id,
          post: this,
          author: this.actor(author!),
          time: new Date(this.published + after! * minute).toISOString(),
          text,
          image: null,
          isReply: answers !== 0,
          reactionsCount: liked!,
          repliesCount: flat.filter((other) => other[3] === at + 1).length,
          reaction: null,
        };
      });
    }
    return this.knownComments;
  }

  // A post gathers most of its reactions within days, quickly at first.
  get reactions(): Post['reactions'] {
    if (!this.knownReactions) {
      const codes = this.row[9];
      const span = Math.min(this.row[2], 7 * 24 * 60) * minute;
      this.knownReactions = codes.map((code, at) => ({
        by: this.actor(Math.floor(code / reactions.length)),
        type: reactions[code % reactions.length]!,
        time: new Date(Math.floor(this.published + span * ((at + 1) / (codes.length + 1)) ** 2)).toISOString(),
      }));
    }
    return this.knownReactions;
  }

  /** Sets one reaction of `by`, in place of an earlier one. */
  react(by: Person | Company, type: Reaction, time: string): void {
    const others = this.reactions.filter((reaction) => reaction.by !== by);
    this.changed = true;
    this.knownReactions = [...others, { by, type, time }];
  }

  comment(author: Person | Company, text: string, time: string, answered?: Comment): Comment {
    const id = this.commentId(this.comments.length);
    const comment: Comment = {
      kind: 'comment',
      id,
      slug: id,
      post: this,
      author,
      time,
      text,
      image: null,
      isReply: answered !== undefined,
      reactionsCount: 0,
      repliesCount: 0,
      reaction: null,
    };
    this.changed = true;
    this.comments.push(comment);
    if (answered) answered.repliesCount++;
    return comment;
  }

  private commentId(at: number): string {
    return String(BigInt(this.id) + BigInt(at + 1) * 7919n);
  }
}

function idOf(row: PostRow, index: number): string {
  return row[10] || String(7_290_000_000_000_000_000n - BigInt(index) * 91_234_567_891_237n);
}

function addressed(actor: Person | Company): string {
  return actor.kind === 'person' ? actor.firstName : actor.name;
}

function wordsOf(author: Person | Company): Record<string, string> {
  const places = author.location.split(', ');
  return {
    company: author.kind === 'person' ? author.jobs[0]!.companyName : author.name,
    first: addressed(author),
    city: places[0]!,
    country: places[places.length - 1]!,
    industry: author.industry,
  };
}
