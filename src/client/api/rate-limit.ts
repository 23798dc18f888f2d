import type { Clock } from '../clock';

/** The admin interface takes so many requests in so long (https://linkedapi.io/docs/admin-overview). */
const mostRequests = 100;
const windowMs = 60_000;

/** Keeps requests within the allowance: the first ones go at once, those too many wait until the earliest is a minute old. */
class RateLimit {
  private readonly sent: number[] = [];
  private last: Promise<void> = Promise.resolve();

  constructor(private readonly clock: Clock) {}

  /** Resolves when one more may be sent, first come, first served; also when the signal aborts. */
  turn(signal: AbortSignal): Promise<void> {
    const turn = this.last.then(() => this.wait(signal));
    this.last = turn;
    return turn;
  }

  private async wait(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.sent.length >= mostRequests) {
      const pauseMs = this.sent[0]! + windowMs - this.clock.ticks();
      if (pauseMs > 0) await this.clock.pause(pauseMs, signal);
      else this.sent.shift();
    }
    if (!signal.aborted) this.sent.push(this.clock.ticks());
  }
}

const known = new WeakMap<Clock, Map<string, RateLimit>>();

/** The allowance that all who ask for the same workspace in this process share. */
export function rateLimitOf(workspace: string, clock: Clock): RateLimit {
  const ofClock = known.get(clock) ?? new Map<string, RateLimit>();
  known.set(clock, ofClock);
  const allowance = ofClock.get(workspace) ?? new RateLimit(clock);
  ofClock.set(workspace, allowance);
  return allowance;
}
