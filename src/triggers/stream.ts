import { digest, Remembered, type WrittenKeys } from './sent-keys';

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
  /** Of its keys. */
  digests: readonly string[];
  /** The service says no time for it; `time` is when it was first listed. */
  untimed: boolean;
  /** It may have been sent before, by a process that ended just then. */
  redelivered: boolean;
}

/** A stream as it is written; times in milliseconds since 1970. */
export interface WrittenStream {
  began: number;
  floor: number;
  looked: boolean;
  seen: WrittenKeys;
  /** Digests of what may have been sent, with its time. */
  sending: [string, number][];
}

/** How late something may become known to the service and still be delivered: a message that LinkedIn shows hours afterwards. */
const latenessMs = 24 * 60 * 60_000;

/**
 * What of one stream of events has been delivered. Events may come again, late and in any order: told apart by their keys as
 * long as they are later than `floor`, and taken for old otherwise. All times are by the service's clock.
 */
export class Stream {
  private readonly seen: Remembered;
  /** Being sent by this process. */
  private readonly inDelivery = new Map<string, number>();
  /** May have been sent by a process that ended just then, and has not come again since. */
  private readonly doubtful: Map<string, number>;
  private beganAt: number;
  private floorTime: number;
  private hasLooked: boolean;

  private constructor({ began, floor, looked, seen, sending }: WrittenStream) {
    this.beganAt = began;
    this.floorTime = floor;
    this.hasLooked = looked;
    this.seen = Remembered.read(seen);
    this.doubtful = new Map(sending);
  }

  /** What is there at the first look, and has no time or one not later than `began`, is old. */
  static fromNow(began: number): Stream {
    return new Stream({ began, floor: floorAt(began), looked: false, ...nothing });
  }

  static from(time: number): Stream {
    return new Stream({ began: time, floor: time - 1, looked: true, ...nothing });
  }

  static read(written: WrittenStream): Stream {
    return new Stream(written);
  }

  /** Earlier events are of no interest. */
  get floor(): number {
    return this.floorTime;
  }

  get began(): number {
    return this.beganAt;
  }

  /** Whether an answer has been looked at, so that what is new in the next one has come since. */
  get looked(): boolean {
    return this.hasLooked;
  }

  /** How much it remembers. */
  get size(): number {
    return this.seen.size;
  }

  /** Begins again with what happens from now on; nothing that was sent is forgotten. */
  setBack(now: number): void {
    this.beganAt = now;
    this.floorTime = floorAt(now);
    this.hasLooked = false;
  }

  /** What of an answer has not been delivered yet, oldest first. */
  news(items: readonly Item[], now: number): News[] {
    const found = new Map<string, News>();
    for (const item of items) {
      const digests = item.keys.map(digest);
      const untimed = !Number.isFinite(item.time);
      if (digests.some((one) => this.seen.has(one))) {
        if (untimed) for (const one of digests) this.seen.list(one, now);
        continue;
      }
      const time = untimed ? now : item.time;
      if (time <= this.floorTime || digests.some((one) => found.has(one))) continue;
      const news = { ...item, time, digests, untimed, redelivered: digests.some((one) => this.doubtful.has(one)) };
      if (!this.hasLooked && (untimed || time <= this.beganAt)) this.done(news);
      else for (const one of digests) found.set(one, news);
    }
    this.hasLooked = true;
    return [...new Set(found.values())].sort((a, b) => a.time - b.time);
  }

  /** About to be sent: written now, it is known afterwards that it may have been. */
  sending({ digests, time }: News): void {
    for (const one of digests) this.inDelivery.set(one, time);
  }

  /** Has been sent, or need not be. */
  done({ digests, time, untimed }: News): void {
    for (const one of digests) {
      if (untimed) this.seen.list(one, time);
      else this.seen.add(one, time);
      this.inDelivery.delete(one);
      this.doubtful.delete(one);
    }
  }

  /** Was not sent after all. */
  notSent(): void {
    this.inDelivery.clear();
  }

  /** Forgets what can no longer come again as news; all that is not later than `until` has to be delivered by now. */
  forget(until: number, now: number): void {
    this.floorTime = Math.max(this.floorTime, floorAt(this.seen.newest(until)));
    this.seen.forget(this.floorTime, now - latenessMs, now);
    for (const [one, time] of this.doubtful) if (time <= this.floorTime) this.doubtful.delete(one);
  }

  /** Forgets the oldest of what is more than `most`, and takes for old what is not later. */
  trim(most: number, now: number): { until: number; untimed: boolean } {
    const trimmed = this.seen.trim(most, now);
    this.floorTime = Math.max(this.floorTime, trimmed.until);
    return trimmed;
  }

  written(): WrittenStream {
    return {
      ...{ began: this.beganAt, floor: this.floorTime, looked: this.hasLooked, seen: this.seen.written() },
      sending: [...this.doubtful, ...this.inDelivery],
    };
  }
}

const nothing = { seen: { timed: {}, untimed: '' }, sending: [] };

/** What is exactly as late as may be is still later than this. */
const floorAt = (newest: number) => newest - latenessMs - 1;
