import { createHash } from 'node:crypto';

/** Keys as they are written, in a compact form. */
export interface WrittenKeys {
  /** Joined digests, by the hour of their time since 1970. */
  timed: Record<string, string>;
  /** Joined digests of items without a time. */
  untimed: string;
}

const hourMs = 60 * 60_000;

/** A key in 72 bits: among a hundred thousand, two are equal about once in 10^11 days. */
export const digestLength = 12;
export const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, digestLength);

/** The digests of the items that a stream has delivered. */
export class Remembered {
  /** Digest and time; after reading, the end of the hour. */
  private readonly timed = new Map<string, number>();
  /** Items without a time: digest and the time when they were last listed; 0: not since reading. */
  private readonly untimed = new Map<string, number>();

  static read({ timed, untimed }: WrittenKeys): Remembered {
    const read = new Remembered();
    for (const [hour, digests] of Object.entries(timed)) {
      for (const one of cut(digests)) read.timed.set(one, (Number(hour) + 1) * hourMs - 1);
    }
    for (const one of cut(untimed)) read.untimed.set(one, 0);
    return read;
  }

  get size(): number {
    return this.timed.size + this.untimed.size;
  }

  has(one: string): boolean {
    return this.timed.has(one) || this.untimed.has(one);
  }

  add(one: string, time: number): void {
    this.timed.set(one, time);
  }

  /** Notes that an item without a time was listed at `now`. */
  list(one: string, now: number): void {
    this.untimed.set(one, now);
  }

  /** The latest time that is not after `until`. */
  newest(until: number): number {
    let newest = -Infinity;
    for (const time of this.timed.values()) if (time <= until && time > newest) newest = time;
    return newest;
  }

  /** Forgets items not later than `floor`, and those without a time that were not listed since `listed`. */
  forget(floor: number, listed: number, now: number): void {
    for (const [one, time] of this.timed) if (time <= floor) this.timed.delete(one);
    for (const [one, at] of this.untimed) {
      if (at === 0) this.untimed.set(one, now);
      else if (at < listed) this.untimed.delete(one);
    }
  }

  /**
   * Keeps at most `most` items by forgetting the oldest, except those without a time that are listed `now`. Returns the latest
   * forgotten time, and whether an item without a time was forgotten.
   */
  trim(most: number, now: number): { until: number; untimed: boolean } {
    const oldest = (keys: ReadonlyMap<string, number>) => [...keys].sort(([, a], [, b]) => a - b);
    const away = oldest(this.untimed).filter(([, at]) => at < now);
    const dropped = away.slice(0, Math.max(0, this.size - most));
    for (const [one] of dropped) this.untimed.delete(one);
    let until = -Infinity;
    for (const [one, time] of oldest(this.timed).slice(0, Math.max(0, this.size - most))) {
      this.timed.delete(one);
      until = time;
    }
    return { until, untimed: dropped.length > 0 };
  }

  written(): WrittenKeys {
    const timed: Record<string, string> = {};
    for (const [one, time] of this.timed) {
      const hour = Math.floor(time / hourMs);
      timed[hour] = (timed[hour] ?? '') + one;
    }
    return { timed, untimed: [...this.untimed.keys()].join('') };
  }
}

function* cut(digests: string): Generator<string> {
  for (let at = 0; at < digests.length; at += digestLength) yield digests.slice(at, at + digestLength);
}
