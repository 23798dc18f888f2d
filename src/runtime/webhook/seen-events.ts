import { createHash } from 'node:crypto';

const dayMs = 24 * 60 * 60_000;

/** The events that have arrived within a day, so that those that come again can be dropped; one takes about 100 bytes. */
export class SeenEvents {
  /** By digest, when they arrived; the oldest first. */
  private readonly arrivals = new Map<string, number>();

  constructor(
    readonly most = 100_000,
    /** In milliseconds; goes on evenly when somebody sets the clock. */
    private readonly ticks: () => number = () => performance.now(),
  ) {}

  /** `full`: there are too many of one day, so that older ones are forgotten. */
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
