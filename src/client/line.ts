import { onAbort, systemClock, type Clock } from './clock';
import { Timetable, type Slot } from './timetable';

export interface SeatOptions {
  workflowId: string;
  /** Waits with the same key share their turns. */
  account: string;
  /** Between two turns of the account, in milliseconds. */
  gapMs: number;
  /** When the wait ends as `expired`, in ticks. */
  deadline: number;
  signal?: AbortSignal | undefined;
}

/**
 * Every wait of this process stands in one line: one timer for all, one turn per account and gap, first come, first served,
 * those that were poked before the others.
 */
export class Line {
  readonly #timetable: Timetable;
  readonly #lanes = new Map<string, Lane>();
  readonly #seats = new Map<string, Set<Seat>>();

  constructor(private readonly clock: Clock) {
    this.#timetable = new Timetable(clock);
  }

  /** What is kept just now; all 0 when nobody waits. `asking`: polls whose answer has not come. */
  get size(): WaitingSize {
    const seats = [...this.#seats.values()].flatMap((same) => [...same]);
    const asking = seats.filter((seat) => seat.asking).length;
    return { waiting: seats.length, asking, alarms: this.#timetable.size };
  }

  /** Has to be given back with `leave`, whatever happens. */
  take(options: SeatOptions): Seat {
    const { workflowId } = options;
    const seat: Seat = new Seat(options, this.#lane(options), this.#timetable, this.clock, () => {
      const same = this.#seats.get(workflowId);
      same?.delete(seat);
      if (same?.size === 0) this.#seats.delete(workflowId);
    });
    const same = this.#seats.get(workflowId);
    if (same) same.add(seat);
    else this.#seats.set(workflowId, new Set([seat]));
    return seat;
  }

  poke(workflowId: string): boolean {
    const seats = this.#seats.get(workflowId);
    for (const seat of seats ?? []) seat.poke();
    return seats !== undefined;
  }

  #lane({ account, gapMs }: SeatOptions): Lane {
    // When an account had its last turn matters for one gap only; whoever comes next tidies up.
    for (const [key, lane] of this.#lanes) if (lane.isForgettable) this.#lanes.delete(key);
    let lane = this.#lanes.get(account);
    if (!lane) this.#lanes.set(account, (lane = new Lane(this.#timetable, this.clock)));
    lane.gapMs = gapMs;
    return lane;
  }
}

/** How much is being waited for in this process. */
export interface WaitingSize {
  waiting: number;
  asking: number;
  alarms: number;
}

/** One account: who wants to ask, and when the next may. */
class Lane {
  members = 0;
  readonly #urgent = new Set<Seat>();
  readonly #ready = new Set<Seat>();
  readonly #slot: Slot;
  #gapMs = 0;
  #lastTurn = -Infinity;
  #heldUntil = -Infinity;

  constructor(
    private readonly timetable: Timetable,
    private readonly clock: Clock,
  ) {
    this.#slot = timetable.slot(() => this.#serve());
  }

  get isForgettable(): boolean {
    return this.members === 0 && this.#freeAt <= this.clock.ticks();
  }

  /** May change with the account's settings, for turns waited for, too. */
  set gapMs(gapMs: number) {
    if (gapMs === this.#gapMs) return;
    this.#gapMs = gapMs;
    this.#serve();
  }

  get #freeAt(): number {
    return Math.max(this.#heldUntil, this.#lastTurn + this.#gapMs);
  }

  enter(seat: Seat, urgent: boolean): void {
    (urgent ? this.#urgent : this.#ready).add(seat);
    if (urgent) this.#ready.delete(seat);
    this.#serve();
  }

  withdraw(seat: Seat): void {
    const stood = this.#urgent.delete(seat) || this.#ready.delete(seat);
    if (stood && this.#urgent.size + this.#ready.size === 0) this.timetable.clear(this.#slot);
  }

  hold(until: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, until);
  }

  #serve(): void {
    const now = this.clock.ticks();
    while (this.#freeAt <= now) {
      const [next] = this.#urgent.size > 0 ? this.#urgent : this.#ready;
      if (!next) break;
      this.#urgent.delete(next);
      this.#ready.delete(next);
      this.#lastTurn = now;
      next.call();
    }
    if (this.#urgent.size + this.#ready.size > 0) this.timetable.set(this.#slot, this.#freeAt);
    else this.timetable.clear(this.#slot);
  }
}

/** One wait for one workflow. */
export class Seat {
  /** True between a turn and the wish for the next one. */
  asking = false;
  #ended: 'expired' | 'cancelled' | undefined;
  #poked = false;
  #called: (() => void) | undefined;
  readonly #controller = new AbortController();
  readonly #due: Slot;
  readonly #deadline: Slot;
  readonly #forget: () => void;

  constructor(
    { deadline, signal }: SeatOptions,
    private readonly lane: Lane,
    private readonly timetable: Timetable,
    private readonly clock: Clock,
    private readonly left: () => void,
  ) {
    lane.members += 1;
    this.#due = timetable.slot(() => lane.enter(this, false));
    this.#deadline = timetable.slot(() => this.#end('expired'));
    timetable.set(this.#deadline, deadline);
    this.#forget = onAbort(signal, () => this.#end('cancelled'));
    if (signal?.aborted) this.#end('cancelled');
  }

  /** Aborts as soon as the wait has ended from outside. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it has ended from outside: its time was over, or its signal aborted. */
  get ended(): 'expired' | 'cancelled' | undefined {
    return this.#ended;
  }

  /** When it ends as `expired`, in ticks. */
  get deadline(): number {
    return this.#deadline.at;
  }

  expireAt(at: number): void {
    if (!this.#ended && at !== this.deadline) this.timetable.set(this.#deadline, at);
  }

  /**
   * Resolves when this wait may ask: at `at` (ticks), or sooner when poked, as soon as its account has a turn to give. Also
   * resolves, at once, when the wait has ended. Never rejects.
   */
  turn(at: number): Promise<void> {
    this.asking = false;
    return new Promise((resolve) => {
      if (this.#ended) return resolve();
      this.#called = resolve;
      if (this.#poked || at <= this.clock.ticks()) this.lane.enter(this, this.#poked);
      else this.timetable.set(this.#due, at);
    });
  }

  /** Nobody of this account gets a turn before `until` (ticks). */
  hold(until: number): void {
    this.lane.hold(until);
  }

  /** The next turn comes before those of others, at once if the account has one to give. */
  poke(): void {
    // An answer on its way may have been written before what the poke is about.
    this.#poked = true;
    if (!this.#called) return;
    this.timetable.clear(this.#due);
    this.lane.enter(this, true);
  }

  /** For its lane: it is this wait's turn. */
  call(): void {
    this.#poked = false;
    this.asking = true;
    this.#answer();
  }

  leave(): void {
    this.#forget();
    this.#withdraw();
    this.lane.members -= 1;
    this.asking = false;
    this.left();
  }

  #end(how: 'expired' | 'cancelled'): void {
    if (this.#ended) return;
    this.#ended = how;
    this.#withdraw();
    this.#controller.abort();
    this.#answer();
  }

  #withdraw(): void {
    this.timetable.clear(this.#due);
    this.timetable.clear(this.#deadline);
    this.lane.withdraw(this);
  }

  #answer(): void {
    const called = this.#called;
    this.#called = undefined;
    called?.();
  }
}

const lines = new WeakMap<Clock, Line>();

/** The line of a clock; with the system's clock that is the one of this process. */
export function lineOf(clock: Clock): Line {
  let line = lines.get(clock);
  if (!line) lines.set(clock, (line = new Line(clock)));
  return line;
}

/**
 * Makes a wait for this workflow ask at once, as when a webhook tells that it has ended; within its account's rate. Says
 * whether anything in this process waits for it.
 */
export function poke(workflowId: string, clock: Clock = systemClock): boolean {
  return lineOf(clock).poke(workflowId);
}

/** How much is being waited for in this process, for tests of leaks and measurements. */
export function waitingSize(clock: Clock = systemClock): WaitingSize {
  return lineOf(clock).size;
}
