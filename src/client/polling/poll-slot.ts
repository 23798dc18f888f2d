import type { AccountPace, AccountQueue, Waiting } from './account-queue';
import { onAbort, type Clock } from '../clock';
import type { Alarm, Timetable } from './timetable';

export interface PollSlotOptions extends AccountPace {
  workflowId: string;
  /** Waits with the same key share one queue. */
  account: string;
  /** When the workflow was submitted, in ticks; now unless told. */
  submittedAt?: number;
  /** When the wait ends as `expired`, in ticks. */
  deadline: number;
  signal?: AbortSignal | undefined;
}

/** An alarm this late means that the process was stopped, or the machine asleep. */
const oversleptMs = 1000;

/** Where a slot stands. */
interface Surroundings {
  account: AccountQueue;
  timetable: Timetable;
  clock: Clock;
  /** Of two slots submitted at the same time, the smaller comes first. */
  serial: number;
  /** How many are being asked in the whole process; each slot counts itself. */
  counts: { asking: number };
  left: () => void;
}

/**
 * One wait for one workflow, or anything else that asks for an account again and again. The promises of `askAt`, `queueAt` and
 * `goesOn` resolve when it may ask, or at once when it has ended; they never reject. When its time is over before it has ever
 * asked, or while the process was stopped, it asks once more.
 */
export class PollSlot implements Waiting {
  at = 0;
  order = 0;
  index = -1;
  answeredAt = -Infinity;
  queues = false;
  readonly submittedAt: number;
  readonly serial: number;
  private asking = false;
  private askedAt = -Infinity;
  private asksOnceMore = false;
  private endedBy: 'expired' | 'cancelled' | undefined;
  private poked = false;
  private called: (() => void) | undefined;
  private readonly account: AccountQueue;
  private readonly controller = new AbortController();
  private readonly deadline: Alarm;
  private readonly forget: () => void;

  constructor(
    { deadline, signal, submittedAt }: PollSlotOptions,
    private readonly around: Surroundings,
  ) {
    const { account, timetable, clock, serial } = around;
    this.account = account;
    this.serial = serial;
    this.submittedAt = submittedAt ?? clock.ticks();
    account.members += 1;
    this.deadline = timetable.alarm(() => this.expire());
    timetable.set(this.deadline, deadline);
    this.forget = onAbort(signal, () => this.end('cancelled'));
    if (signal?.aborted) this.end('cancelled');
  }

  /** Aborts as soon as the wait has ended from outside. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it has ended from outside: its time was over, or its signal aborted. */
  get ended(): 'expired' | 'cancelled' | undefined {
    return this.endedBy;
  }

  /** Moves the time at which the wait ends as `expired`, in ticks. */
  expireAt(at: number): void {
    if (this.endedBy || at === this.deadline.at) return;
    this.asksOnceMore = false;
    this.around.timetable.set(this.deadline, at);
  }

  /** What a first poll is to be put off by, in milliseconds, so that many accounts are not all asked at once. */
  get spreadMs(): number {
    return this.account.spreadMs;
  }

  /** May ask at this time (ticks), or as soon after it as its account may be asked. */
  askAt(at: number): Promise<void> {
    return this.wait(() => this.account.askAt(this, at));
  }

  /** Takes its place in its account's queue at this time (ticks), in the order of submission. */
  queueAt(at: number): Promise<void> {
    return this.wait(() => this.account.queueAt(this, at));
  }

  /** Tells what Linked API has answered: the workflow runs, or is queued. */
  goesOn(isRunning: boolean): Promise<void> {
    return this.wait(() => this.account.goesOn(this, isRunning));
  }

  /** Nobody of this account asks before `until` (ticks). */
  hold(until: number): void {
    this.account.hold(until);
  }

  /** May ask before all others, at once if the account may be asked. */
  poke(): void {
    // An answer on its way may have been written before what the poke is about.
    this.poked = true;
    if (this.called) this.account.poke(this);
  }

  /** For its account: it may ask now. */
  call(): void {
    this.poked = false;
    this.askedAt = this.around.clock.ticks();
    this.setAsking(true);
    this.answer();
  }

  /** Has to be called in the end, whatever happens. */
  leave(): void {
    this.forget();
    this.around.timetable.clear(this.deadline);
    this.account.remove(this, this.asking);
    this.account.members -= 1;
    this.setAsking(false);
    this.around.left();
  }

  private wait(place: () => void): Promise<void> {
    this.setAsking(false);
    if (this.asksOnceMore && this.askedAt >= this.deadline.at) this.end('expired');
    return new Promise((resolve) => {
      if (this.endedBy) return resolve();
      this.called = resolve;
      if (this.asksOnceMore) this.queueNow();
      else place();
      if (this.poked) this.account.poke(this);
    });
  }

  private expire(): void {
    const isLate = this.around.clock.ticks() - this.deadline.at >= oversleptMs;
    if (this.askedAt > -Infinity && !isLate) return this.end('expired');
    // It may have ended while nobody could ask for it.
    this.asksOnceMore = true;
    if (this.called) this.queueNow();
  }

  private queueNow(): void {
    this.account.queueAt(this, Math.min(this.at, this.around.clock.ticks()));
  }

  private end(how: 'expired' | 'cancelled'): void {
    if (this.endedBy) return;
    this.endedBy = how;
    this.around.timetable.clear(this.deadline);
    if (!this.asking) this.account.remove(this, false);
    this.controller.abort();
    this.answer();
  }

  private setAsking(asking: boolean): void {
    this.around.counts.asking += Number(asking) - Number(this.asking);
    this.asking = asking;
  }

  private answer(): void {
    const called = this.called;
    this.called = undefined;
    called?.();
  }
}
