import { digest, Remembered, type WrittenKeys } from './sent-keys';

/** An event of a poll. */
export interface Item {
  /** Each of them identifies the event: an id, or the parts of one. */
  keys: readonly string[];
  /** In milliseconds since 1970; NaN if the service gives none. */
  time: number;
  value: Record<string, unknown>;
}

/** An event that has not been delivered yet. */
export interface News extends Item {
  /** The digests of its keys. */
  digests: readonly string[];
  /** The service gives it no time; `time` is when it was first listed. */
  untimed: boolean;
  /** It may have been sent before, by a process that was killed. */
  redelivered: boolean;
}

/** A stream as it is written; times in milliseconds since 1970. */
export interface WrittenStream {
  began: number;
  floor: number;
  looked: boolean;
  seen: WrittenKeys;
  /** Digests and times of events that may have been sent. */
  sending: [string, number][];
}

/** Events that the service learns of this late are still delivered, such as a message that LinkedIn shows hours later. */
const latenessMs = 24 * 60 * 60_000;

/**
 * Which events of a stream have been delivered. Events may come again, late and in any order. Those later than `floor` are
 * identified by their keys, all others are old. All times are by the service's clock.
 */
export class Stream {
  private readonly seen: Remembered;
  /** Events that this process is sending. */
  private readonly inDelivery = new Map<string, number>();
  /** Events that a killed process may have sent, and that have not come again since. */
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

  /** At the first poll, events without a time, or not later than `began`, are old. */
  static fromNow(began: number): Stream {
    return new Stream({ began, floor: floorAt(began), looked: false, ...nothing });
  }

  static from(time: number): Stream {
    return new Stream({ began: time, floor: time - 1, looked: true, ...nothing });
  }

  static read(written: WrittenStream): Stream {
    return new Stream(written);
  }

  /** Events not later than this are old. */
  get floor(): number {
    return this.floorTime;
  }

  get began(): number {
    return this.beganAt;
  }

  /** Whether there was a first answer, so that everything new in the next one has happened since. */
  get looked(): boolean {
    return this.hasLooked;
  }

  /** The number of remembered keys. */
  get size(): number {
    return this.seen.size;
  }

  /** Begins again from now; what was sent stays remembered. */
  setBack(now: number): void {
    this.beganAt = now;
    this.floorTime = floorAt(now);
    this.hasLooked = false;
  }

  /** The undelivered events of an answer, oldest first. */
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

  /** The event is about to be sent; written now, a restart knows that it may have been. */
  sending({ digests, time }: News): void {
    for (const one of digests) this.inDelivery.set(one, time);
  }

  /** The event has been sent, or need not be. */
  done({ digests, time, untimed }: News): void {
    for (const one of digests) {
      if (untimed) this.seen.list(one, time);
      else this.seen.add(one, time);
      this.inDelivery.delete(one);
      this.doubtful.delete(one);
    }
  }

  /** The events were not sent after all. */
  notSent(): void {
    this.inDelivery.clear();
  }

  /** Forgets events that can no longer count as new. All events up to `until` must have been delivered. */
  forget(until: number, now: number): void {
    this.floorTime = Math.max(this.floorTime, floorAt(this.seen.newest(until)));
    this.seen.forget(this.floorTime, now - latenessMs, now);
    for (const [one, time] of this.doubtful) if (time <= this.floorTime) this.doubtful.delete(one);
  }

  /** Keeps at most `most` keys by forgetting the oldest; events not later than those count as old. */
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

/** Just before the earliest time that may still be delivered. */
const floorAt = (newest: number) => newest - latenessMs - 1;
