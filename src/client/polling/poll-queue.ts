import { AccountQueue } from './account-queue';
import { systemClock, type Clock } from '../clock';
import { PollSlot, type PollSlotOptions } from './poll-slot';
import { Timetable } from './timetable';

/** Accounts that are first asked at the same time are spread by this much each. */
const defaultSpreadMs = 5;

/** Every wait of this process: one timer for all, a queue for each account. */
export class PollQueue {
  private readonly timetable: Timetable;
  private readonly accounts = new Map<string, AccountQueue>();
  /** Accounts nobody waits for, the longest so first. */
  private readonly idle = new Map<string, AccountQueue>();
  private readonly slots = new Map<string, Set<PollSlot>>();
  private readonly counts = { waiting: 0, asking: 0 };
  private serial = 0;

  constructor(private readonly clock: Clock) {
    this.timetable = new Timetable(clock);
  }

  /** What is kept just now; all 0 when nobody waits. `asking`: polls whose answer has not come. */
  get size(): WaitingSize {
    return { ...this.counts, alarms: this.timetable.size };
  }

  /** Has to be given back with `leave`, whatever happens. */
  take(options: PollSlotOptions): PollSlot {
    const { workflowId } = options;
    const account = this.accountOf(options);
    const slot: PollSlot = new PollSlot(options, {
      account,
      timetable: this.timetable,
      clock: this.clock,
      serial: this.serial++,
      counts: this.counts,
      left: () => {
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

  poke(workflowId: string): boolean {
    const slots = this.slots.get(workflowId);
    for (const slot of slots ?? []) slot.poke();
    return slots !== undefined;
  }

  private accountOf({ account: key, gapMs, pollIntervalMs }: PollSlotOptions): AccountQueue {
    // When an account was last asked matters for one gap only; whoever comes next tidies up.
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

/** How much is being waited for in this process. */
export interface WaitingSize {
  waiting: number;
  asking: number;
  alarms: number;
}

const queues = new WeakMap<Clock, PollQueue>();

/** The queue of a clock; with the system's clock that is the one of this process. */
export function pollQueueOf(clock: Clock): PollQueue {
  let queue = queues.get(clock);
  if (!queue) queues.set(clock, (queue = new PollQueue(clock)));
  return queue;
}

/**
 * Makes a wait for this workflow ask at once, as when a webhook tells that it has ended; within its account's rate. Says
 * whether anything in this process waits for it.
 */
export function poke(workflowId: string, clock: Clock = systemClock): boolean {
  return pollQueueOf(clock).poke(workflowId);
}

/** How much is being waited for in this process, for tests of leaks and measurements. */
export function waitingSize(clock: Clock = systemClock): WaitingSize {
  return pollQueueOf(clock).size;
}
