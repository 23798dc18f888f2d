import type { Clock } from '../clock';

/** The rate limit of the admin interface (https://linkedapi.io/docs/admin-overview). */
const mostRequests = 100;
const windowMs = 60_000;

/** Lets so many requests go at once. Further ones wait until the oldest is a minute old. */
class RateLimit {
  private readonly sent: number[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly clock: Clock) {}

  /** Resolves when a request may be sent, in the order of calls, or when the signal aborts. */
  turn(signal: AbortSignal): Promise<void> {
    const turn = this.last.then(() => this.wait(signal));
    this.last = turn;
    return turn;
  }

  private async wait(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.sent.length >= mostRequests) {
      const [oldest = 0] = this.sent;
      const pauseMs = oldest + windowMs - this.clock.ticks();
      if (pauseMs > 0) await this.clock.pause(pauseMs, signal);
      else this.sent.shift();
    }
    if (!signal.aborted) this.sent.push(this.clock.ticks());
  }
}

const known = new WeakMap<Clock, Map<string, RateLimit>>();

/** The rate limit that all clients of a workspace in this process share. */
export function rateLimitOf(workspace: string, clock: Clock): RateLimit {
  const ofClock = known.get(clock) ?? new Map<string, RateLimit>();
  known.set(clock, ofClock);
  const allowance = ofClock.get(workspace) ?? new RateLimit(clock);
  ofClock.set(workspace, allowance);
  return allowance;
}
