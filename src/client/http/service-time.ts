import type { Clock } from '../clock';

/** A Date header has whole seconds and the answer takes time, so a clock that is off by no more than this counts as correct. */
const toleranceMs = 2_000;
/** Work need not be repeated for an error of the time below this. */
const rightEnoughMs = 60_000;

/** The time of a service, learned from the Date headers of its answers, since the clock of this machine may be wrong. */
export class ServiceTime {
  private known = false;
  /** The service's time at a moment in ticks; undefined while the clock of this machine is correct. */
  private measured: { time: number; ticks: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** In ms since 1970: the time of this machine until an answer shows that it is wrong. */
  now(): number {
    if (!this.measured) return this.clock.now();
    return Math.round(this.measured.time + this.clock.ticks() - this.measured.ticks);
  }

  /** As those of the clock. */
  ticks(): number {
    return this.clock.ticks();
  }

  /** Whether an answer has had a Date header. */
  get isKnown(): boolean {
    return this.known;
  }

  /** Takes the Date header of an answer that begins now; its request was sent at `sent` (ticks). */
  learn(header: unknown, sent: number): void {
    const said = dateIn(header);
    if (said === undefined) return;
    this.known = true;
    const ticks = this.clock.ticks();
    const took = ticks - sent;
    const fits = (now: number) => now >= said - toleranceMs && now - took <= said + 1000 + toleranceMs;
    if (fits(this.clock.now())) this.measured = undefined;
    else if (!fits(this.now())) this.measured = { time: said + 500, ticks: ticks - took / 2 };
  }

  /** Does work that depends on the time, and repeats it if its answers show that the time was wrong. */
  async runWithTime<T>(work: (now: number) => Promise<T>): Promise<T> {
    const now = this.now();
    const ticks = this.ticks();
    const wasRight = () => Math.abs(this.now() - now - (this.ticks() - ticks)) < rightEnoughMs;
    try {
      const done = await work(now);
      if (wasRight()) return done;
    } catch (error) {
      if (wasRight()) throw error;
    }
    return work(this.now());
  }
}

/** A Date header (RFC 9110, 5.6.7) in milliseconds since 1970; undefined when it is missing or unreadable. */
export function dateIn(header: unknown): number | undefined {
  const time = typeof header === 'string' && /\d\d:\d\d:\d\d GMT$/.test(header) ? Date.parse(header) : NaN;
  return Number.isNaN(time) ? undefined : time;
}

const known = new WeakMap<Clock, Map<string, ServiceTime>>();

/** One for each origin. */
export function serviceTimeOf(origin: string, clock: Clock): ServiceTime {
  const ofClock = known.get(clock) ?? new Map<string, ServiceTime>();
  known.set(clock, ofClock);
  const time = ofClock.get(origin) ?? new ServiceTime(clock);
  ofClock.set(origin, time);
  return time;
}
