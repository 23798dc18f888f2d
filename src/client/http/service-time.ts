import type { Clock } from '../clock';

/** A Date header has whole seconds, and an answer takes a moment: a clock that is off by no more than this counts as right. */
const toleranceMs = 2_000;
/** What goes by a time that is wrong by less than this need not be done again. */
const rightEnoughMs = 60_000;

/** What the clock of a service shows, learned from the Date headers of its answers: this machine's clock may be wrong. */
export class ServiceTime {
  private known = false;
  /** The service's time at a moment in ticks; not needed while this machine's clock agrees with it. */
  private measured: { time: number; ticks: number } | undefined;

  constructor(private readonly clock: Clock) {}

  /** In milliseconds since 1970. What this machine's clock shows, until an answer says that it is wrong. */
  now(): number {
    if (!this.measured) return this.clock.now();
    return Math.round(this.measured.time + this.clock.ticks() - this.measured.ticks);
  }

  /** As those of the clock. */
  ticks(): number {
    return this.clock.ticks();
  }

  /** Whether an answer has told the time. */
  get isKnown(): boolean {
    return this.known;
  }

  /** Takes the Date header of an answer that begins just now; its request was sent at `sent` (ticks). */
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

  /** Does work that goes by the time, and does it again when its own answers tell that this was wrong. */
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

/** The time of the service at an origin, which all who ask it in this process learn together. */
export function serviceTimeOf(origin: string, clock: Clock): ServiceTime {
  const ofClock = known.get(clock) ?? new Map<string, ServiceTime>();
  known.set(clock, ofClock);
  const time = ofClock.get(origin) ?? new ServiceTime(clock);
  ofClock.set(origin, time);
  return time;
}
