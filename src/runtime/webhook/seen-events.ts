import { createHash } from 'node:crypto';

const dayMs = 24 * 60 * 60_000;

/** The events of the last day, so that repeated ones can be dropped. Each takes about 100 bytes. */
export class SeenEvents {
  /** The time of arrival by digest, the oldest first. */
  private readonly arrivals = new Map<string, number>();

  constructor(
    readonly most = 100_000,
    /** In milliseconds, from a clock that nobody can set. */
    private readonly ticks: () => number = () => performance.now(),
  ) {}

  /** `full`: the day has too many events, so older ones are forgotten. */
  take(id: string, full: () => void): 'new' | 'again' {
    const digest = createHash('sha256').update(id).digest('base64');
    if (this.arrivals.has(digest)) return 'again';
    const now = this.ticks();
    this.arrivals.set(digest, now);
    for (const [oldest, arrival] of this.arrivals) {
      const isRecent = now - arrival < dayMs;
      if (isRecent && this.arrivals.size <= this.most) break;
      if (isRecent) full();
      this.arrivals.delete(oldest);
    }
    return 'new';
  }
}
