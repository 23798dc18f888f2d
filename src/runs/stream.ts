import { createHash } from 'node:crypto';

/** Something that happened, as a poll tells it. */
export interface Item {
  /** Any of them tells it from others: an id, or what an id is made of. */
  keys: readonly string[];
  /** In milliseconds since 1970; NaN where the service says none. */
  time: number;
  value: Record<string, unknown>;
}

/** What has not been delivered yet. */
export interface News extends Item {
  /** It may have been sent before, by a process that ended just then. */
  redelivered: boolean;
}

/** A stream as it is written; times in milliseconds since 1970. */
export interface WrittenStream {
  began: number;
  floor: number;
  looked: boolean;
  seen: [string, number][];
  sending: string[];
}

/** How late something may become known to the service and still be delivered: a message that LinkedIn shows hours afterwards. */
const latenessMs = 24 * 60 * 60_000;

/** Of what may have been sent and has not been seen again since. */
const mostDoubtful = 2_000;

/**
 * What of one stream of events has been delivered. Events may come again, late and in any order: told apart by their keys as
 * long as they are later than `floor`, and taken for old otherwise. So what is remembered stays within bounds.
 */
export class Stream {
  readonly #seen: Map<string, number>;
  readonly #sending = new Set<string>();
  readonly #doubtful: Set<string>;
  #floor: number;
  #looked: boolean;

  private constructor(
    readonly began: number,
    { floor, looked, seen, sending }: Omit<WrittenStream, 'began'>,
  ) {
    this.#floor = floor;
    this.#looked = looked;
    this.#seen = new Map(seen);
    this.#doubtful = new Set(sending);
  }

  /** What is there at the first look and is not later than now is old. */
  static fromNow(now: number): Stream {
    return new Stream(now, { floor: now - latenessMs, looked: false, seen: [], sending: [] });
  }

  static from(time: number, now: number): Stream {
    return new Stream(now, { floor: time - 1, looked: true, seen: [], sending: [] });
  }

  static read({ began, ...rest }: WrittenStream): Stream {
    return new Stream(began, rest);
  }

  /** As `since` of the next poll: earlier events are of no interest. ISO, in UTC. */
  get since(): string {
    return new Date(Math.max(this.#floor, 0)).toISOString();
  }

  /** What of an answer has not been delivered yet, oldest first. */
  news(items: readonly Item[], now: number): News[] {
    const found = new Map<string, News>();
    for (const item of items) {
      const digests = item.keys.map(digest);
      const time = Number.isFinite(item.time) ? item.time : now;
      if (time <= this.#floor || digests.some((one) => this.#seen.has(one) || found.has(one))) continue;
      if (!this.#looked && time <= this.began) this.#note(item, time);
      else {
        const news = { ...item, time, redelivered: digests.some((one) => this.#doubtful.has(one)) };
        for (const one of digests) found.set(one, news);
      }
    }
    this.#looked = true;
    return [...new Set(found.values())].sort((a, b) => a.time - b.time);
  }

  /** About to be sent: written now, it is known afterwards that it may have been. */
  sending(news: News): void {
    for (const key of news.keys) this.#sending.add(digest(key));
  }

  /** Has been sent, or need not be. */
  done(news: News): void {
    this.#note(news, news.time);
    for (const key of news.keys) {
      this.#sending.delete(digest(key));
      this.#doubtful.delete(digest(key));
    }
  }

  /** Was not sent after all. */
  notSent(): void {
    this.#sending.clear();
  }

  /**
   * Forgets what is old, and the oldest of what is more than `most`; to be called when all news has been delivered. What the
   * last answer had is kept, in case it has no time to go by.
   */
  forget(answer: readonly Item[], most: number, now: number): void {
    const times = [...this.#seen.values()].filter((time) => time <= now);
    const newest = times.reduce((latest, time) => Math.max(latest, time), -Infinity);
    this.#floor = Math.max(this.#floor, newest - latenessMs);
    const present = new Set(answer.flatMap(({ keys }) => keys.map(digest)));
    for (const [key, time] of this.#seen) if (time <= this.#floor && !present.has(key)) this.#seen.delete(key);
    const excess = this.#seen.size - most;
    if (excess <= 0) return;
    const oldest = [...this.#seen].sort(([, a], [, b]) => a - b).slice(0, excess);
    for (const [key, time] of oldest) {
      this.#seen.delete(key);
      this.#floor = Math.max(this.#floor, time);
    }
  }

  written(): WrittenStream {
    const sending = [...new Set([...this.#doubtful, ...this.#sending])].slice(-mostDoubtful);
    return { began: this.began, floor: this.#floor, looked: this.#looked, seen: [...this.#seen], sending };
  }

  #note({ keys }: Item, time: number): void {
    for (const key of keys) this.#seen.set(digest(key), time);
  }
}

const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 16);
