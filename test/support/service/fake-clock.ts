import type { Clock } from '../../../src/client';

/**
 * A clock whose pauses end at once: each advances the time and is recorded. Alarms ring when the time passes
 * them, by a pause or by `advance`.
 */
export class FakeClock implements Clock {
  /** Every requested pause, in ms. */
  readonly pauses: number[] = [];
  /** What `random` returns. */
  chance = 1;
  /** How far this machine's clock is ahead of the right time, in ms. */
  ahead = 0;
  private time = Date.UTC(2026, 0, 1);
  private alarms = new Map<symbol, { at: number; ring: () => void }>();

  /** Alarms that are set and have neither rung nor been stopped. */
  get pending(): number {
    return this.alarms.size;
  }

  now(): number {
    return this.time + this.ahead;
  }

  ticks(): number {
    return this.time;
  }

  random(): number {
    return this.chance;
  }

  async pause(ms: number): Promise<void> {
    this.pauses.push(ms);
    this.advance(ms);
    // As after a real pause, pending callbacks have run.
    await new Promise((resolve) => setImmediate(resolve));
  }

  alarm(ms: number, ring: () => void): () => void {
    const key = Symbol();
    this.alarms.set(key, { at: this.time + ms, ring });
    return () => void this.alarms.delete(key);
  }

  /** Advances to the next alarm and rings it; false when none is set. */
  ringNext(): boolean {
    const next = Math.min(...[...this.alarms.values()].map(({ at }) => at));
    if (next === Infinity) return false;
    this.advance(Math.max(0, next - this.time));
    return true;
  }

  advance(ms: number): void {
    this.time += ms;
    for (const [key, { at, ring }] of [...this.alarms]) {
      if (at <= this.time && this.alarms.delete(key)) ring();
    }
  }
}
