import type { Clock } from '../../src/client';

/**
 * A clock whose pauses are over at once: each moves the time on and is written down. Alarms ring when the time passes
 * them, through a pause or `advance`.
 */
export class FakeClock implements Clock {
  /** Every pause asked for, in ms. */
  readonly pauses: number[] = [];
  /** What `random` returns. */
  chance = 1;
  private time = Date.UTC(2026, 0, 1);
  private alarms = new Map<symbol, { at: number; ring: () => void }>();

  /** Alarms set and neither rung nor stopped. */
  get pending(): number {
    return this.alarms.size;
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return this.chance;
  }

  async pause(ms: number): Promise<void> {
    this.pauses.push(ms);
    this.advance(ms);
    await Promise.resolve();
  }

  alarm(ms: number, ring: () => void): () => void {
    const key = Symbol();
    this.alarms.set(key, { at: this.time + ms, ring });
    return () => void this.alarms.delete(key);
  }

  advance(ms: number): void {
    this.time += ms;
    for (const [key, { at, ring }] of [...this.alarms]) {
      if (at <= this.time && this.alarms.delete(key)) ring();
    }
  }
}
