import type { AccountPace, AccountQueue, QueueMember } from './account-queue';
import { onAbort, type Clock } from '../clock';
import type { Alarm, Timetable } from './timetable';

export interface PollSlotOptions extends AccountPace {
  workflowId: string;
  /** Slots with the same key share one queue. */
  account: string;
  /** When the workflow was submitted, in ticks; default now. */
  submittedAt?: number;
  /** When the slot ends as `expired`, in ticks. */
  deadline: number;
  signal?: AbortSignal | undefined;
}

/** An alarm this late means that the process was paused or the machine asleep. */
const oversleptMs = 1000;

interface SlotContext {
  account: AccountQueue;
  timetable: Timetable;
  clock: Clock;
  /** Decides between slots submitted at the same time: the smaller comes first. */
  serial: number;
  /** Shared by the whole process; each slot counts itself. */
  counts: { asking: number };
  onLeave: () => void;
}

/**
 * The place of one workflow, or of anything else that is polled, in the queue of its account. The promises of `askAt`,
 * `queueAt` and `reportUnfinished` resolve when it may poll, or at once when the slot has ended; they never reject. If the
 * deadline passes before the first poll, or while the process was paused, there is one last poll.
 */
export class PollSlot implements QueueMember {
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
  private pollsNext = false;
  private called: (() => void) | undefined;
  private readonly account: AccountQueue;
  private readonly controller = new AbortController();
  private readonly deadline: Alarm;
  private readonly forget: () => void;

  constructor(
    { deadline, signal, submittedAt }: PollSlotOptions,
    private readonly context: SlotContext,
  ) {
    const { account, timetable, clock, serial } = context;
    this.account = account;
    this.serial = serial;
    this.submittedAt = submittedAt ?? clock.ticks();
    account.members += 1;
    this.deadline = timetable.alarm(() => this.expire());
    timetable.set(this.deadline, deadline);
    this.forget = onAbort(signal, () => this.end('cancelled'));
    if (signal?.aborted) this.end('cancelled');
  }

  /** Aborts when the slot ends by deadline or signal. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Why it has ended: `expired` by the deadline, `cancelled` by the signal. */
  get ended(): 'expired' | 'cancelled' | undefined {
    return this.endedBy;
  }

  /** Moves the deadline, in ticks. */
  expireAt(at: number): void {
    if (this.endedBy || at === this.deadline.at) return;
    this.asksOnceMore = false;
    this.context.timetable.set(this.deadline, at);
  }

  /** By how many milliseconds to delay a first poll, so that many accounts are not polled at once. */
  get spreadMs(): number {
    return this.account.spreadMs;
  }

  /** For a poll at this time (ticks), or as soon afterwards as the account allows. */
  askAt(at: number): Promise<void> {
    return this.wait(() => this.account.askAt(this, at));
  }

  /** For a poll after joining the account's queue at this time (ticks). */
  queueAt(at: number): Promise<void> {
    return this.wait(() => this.account.queueAt(this, at));
  }

  /** For the next poll, after the answer that the workflow runs or is queued. */
  reportUnfinished(isRunning: boolean): Promise<void> {
    return this.wait(() => this.account.reportUnfinished(this, isRunning));
  }

  /** No poll of this account before `until` (ticks). */
  hold(until: number): void {
    this.account.hold(until);
  }

  /** Polls before all others, at once if the account allows it. */
  pollNow(): void {
    // If a poll is under way, poll again: its answer may be older than the reason for this call.
    this.pollsNext = true;
    if (this.called) this.account.pollNow(this);
  }

  /** Called by the queue: poll now. */
  call(): void {
    this.pollsNext = false;
    this.askedAt = this.context.clock.ticks();
    this.setAsking(true);
    this.answer();
  }

  /** Must be called at the end, whatever happens. */
  leave(): void {
    this.forget();
    this.context.timetable.clear(this.deadline);
    this.account.remove(this, this.asking);
    this.account.members -= 1;
    this.setAsking(false);
    this.context.onLeave();
  }

  private wait(enter: () => void): Promise<void> {
    this.setAsking(false);
    if (this.asksOnceMore && this.askedAt >= this.deadline.at) this.end('expired');
    return new Promise((resolve) => {
      if (this.endedBy) return resolve();
      this.called = resolve;
      if (this.asksOnceMore) this.queueNow();
      else enter();
      if (this.pollsNext) this.account.pollNow(this);
    });
  }

  private expire(): void {
    const isLate = this.context.clock.ticks() - this.deadline.at >= oversleptMs;
    if (this.askedAt > -Infinity && !isLate) return this.end('expired');
    // The workflow may have ended while nothing could be polled.
    this.asksOnceMore = true;
    if (this.called) this.queueNow();
  }

  private queueNow(): void {
    this.account.queueAt(this, Math.min(this.at, this.context.clock.ticks()));
  }

  private end(how: 'expired' | 'cancelled'): void {
    if (this.endedBy) return;
    this.endedBy = how;
    this.context.timetable.clear(this.deadline);
    if (!this.asking) this.account.remove(this, false);
    this.controller.abort();
    this.answer();
  }

  private setAsking(asking: boolean): void {
    this.context.counts.asking += Number(asking) - Number(this.asking);
    this.asking = asking;
  }

  private answer(): void {
    const called = this.called;
    this.called = undefined;
    called?.();
  }
}
