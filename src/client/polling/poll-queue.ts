import { AccountQueue } from './account-queue';
import { systemClock, type Clock } from '../clock';
import { PollSlot, type PollSlotOptions } from './poll-slot';
import { Timetable } from './timetable';

/** First polls of different accounts are this far apart on average, so that they do not all go out at once. */
const defaultSpreadMs = 5;

/** All polling of this process: one timer for everything, one queue for each account. */
export class PollQueue {
  private readonly timetable: Timetable;
  private readonly accounts = new Map<string, AccountQueue>();
  /** Accounts without a slot, longest idle first. */
  private readonly idle = new Map<string, AccountQueue>();
  private readonly slots = new Map<string, Set<PollSlot>>();
  private readonly counts = { waiting: 0, asking: 0 };
  private serial = 0;

  constructor(private readonly clock: Clock) {
    this.timetable = new Timetable(clock);
  }

  get size(): WaitingSize {
    return { ...this.counts, alarms: this.timetable.size };
  }

  /** Adds a slot. Its `leave` must be called at the end, whatever happens. */
  take(options: PollSlotOptions): PollSlot {
    const { workflowId } = options;
    const account = this.accountOf(options);
    const slot: PollSlot = new PollSlot(options, {
      account,
      timetable: this.timetable,
      clock: this.clock,
      serial: this.serial++,
      counts: this.counts,
      onLeave: () => {
        this.counts.waiting -= 1;
        if (account.members === 0) this.idle.set(options.account, account);
        const same = this.slots.get(workflowId);
        same?.delete(slot);
        if (same?.size === 0) this.slots.delete(workflowId);
      },
    });
    this.counts.waiting += 1;
    const same = this.slots.get(workflowId);
    if (same) same.add(slot);
    else this.slots.set(workflowId, new Set([slot]));
    return slot;
  }

  pollNow(workflowId: string): boolean {
    const slots = this.slots.get(workflowId);
    for (const slot of slots ?? []) slot.pollNow();
    return slots !== undefined;
  }

  private accountOf({ account: key, gapMs, pollIntervalMs }: PollSlotOptions): AccountQueue {
    // An idle account is needed only until its gap is over. The next caller removes it.
    for (const [idleKey, idle] of this.idle) {
      if (!idle.isForgettable) break;
      this.idle.delete(idleKey);
      this.accounts.delete(idleKey);
    }
    this.idle.delete(key);
    let account = this.accounts.get(key);
    if (!account || account.isForgettable) {
      const spreadMs = this.clock.random() * Math.min(pollIntervalMs, this.accounts.size * defaultSpreadMs);
      this.accounts.set(key, (account = new AccountQueue(this.timetable, this.clock, spreadMs)));
    }
    account.pace = { gapMs, pollIntervalMs };
    return account;
  }
}

/** For tests of leaks and for measurements: all 0 when nothing is polled. */
export interface WaitingSize {
  /** Slots that have not left. */
  waiting: number;
  /** Polls whose answer has not arrived. */
  asking: number;
  alarms: number;
}

const queues = new WeakMap<Clock, PollQueue>();

/** One queue for each clock. Outside tests there is one clock, and so one queue. */
export function pollQueueOf(clock: Clock): PollQueue {
  let queue = queues.get(clock);
  if (!queue) queues.set(clock, (queue = new PollQueue(clock)));
  return queue;
}

/**
 * Polls this workflow next, as soon as its account's rate allows: a webhook said that it has ended. Returns whether
 * anything in this process waits for it.
 */
export function pollNow(workflowId: string, clock: Clock = systemClock): boolean {
  return pollQueueOf(clock).pollNow(workflowId);
}

export function waitingSize(clock: Clock = systemClock): WaitingSize {
  return pollQueueOf(clock).size;
}
