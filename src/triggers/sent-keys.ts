import { createHash } from 'node:crypto';

/** Keys as they are written, so that a day of them stays small. */
export interface WrittenKeys {
  /** By the hour of their time (counted from 1970), one digest after another. */
  timed: Record<string, string>;
  /** Of what has no time. */
  untimed: string;
}

const hourMs = 60 * 60_000;

/** A key in 72 bits: of a hundred thousand, no two are the same but once in 10^11 days. */
export const digestLength = 12;
export const digest = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, digestLength);

/** The digests of what a stream has delivered. */
export class Remembered {
  /** With their times; of those that were read, the last moment of the hour. */
  private readonly timed = new Map<string, number>();
  /** What has no time, with the moment at which it was last listed; 0: not since it was read. */
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

  /** It has no time, and is listed at the moment `now`. */
  list(one: string, now: number): void {
    this.untimed.set(one, now);
  }

  /** The latest of the times up to a moment. */
  newest(until: number): number {
    let newest = -Infinity;
    for (const time of this.timed.values()) if (time <= until && time > newest) newest = time;
    return newest;
  }

  /** Forgets what is not later than `floor`, and of what has no time that which was not listed since `listed`. */
  forget(floor: number, listed: number, now: number): void {
    for (const [one, time] of this.timed) if (time <= floor) this.timed.delete(one);
    for (const [one, at] of this.untimed) {
      if (at === 0) this.untimed.set(one, now);
      else if (at < listed) this.untimed.delete(one);
    }
  }

  /**
   * Forgets the oldest of what is more than `most`, except what has no time and is listed `now`. Tells the latest time among
   * what it has forgotten, and whether something without a time was.
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
