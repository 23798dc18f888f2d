import type { Clock } from '../clock';
import { Heap, type HeapItem } from './heap';
import { intervalAt } from './pace';
import { SubmissionOrder, type Submitted } from './submission-order';
import type { Alarm, Timetable } from './timetable';

/** How often an account may be polled, in milliseconds. */
export interface AccountPace {
  /** Between two polls of the account, of any workflow. */
  gapMs: number;
  /** Between two polls of one workflow. */
  pollIntervalMs: number;
}

/** A workflow that is polled. `at` is when to poll next, unless the queue moves earlier. Times are the clock's ticks. */
export interface QueueMember extends HeapItem, Submitted {
  /** When Linked API last answered that the workflow has not ended. */
  answeredAt: number;
  /** At its time it joins the queued ones instead of being polled. */
  queues: boolean;
  /** Polls now. */
  call(): void;
}

interface Poll {
  wait: QueueMember;
  at: number;
  as: 'timed' | 'oldest' | 'neighbour' | 'rotation';
}

/** The rotation polls one queued workflow every so many shortest pauses. */
const rotationSteps = 5;
/** Each poll of a neighbour makes the pause before the next one longer by this factor. */
const neighbourSlowdown = 1.25;

/**
 * The workflows of one account that are polled, and which of them is next.
 *
 * Linked API runs one workflow of an account at a time, as a rule in the order of submission
 * (https://linkedapi.io/docs/executing-workflows). So the running one is polled at its interval, and when it has ended,
 * the oldest of the queued ones. All others are polled rarely, in rotation: the order may differ, and other programs may
 * have submitted workflows in between. If the oldest turns out to be still queued, its neighbours are polled too, quickly
 * at first. Each of n queued workflows is polled at least once in rotationSteps × n shortest pauses, or once a minute.
 */
export class AccountQueue {
  members = 0;
  /** Polled at a time of their own: running ones, those whose last poll failed, those for which pollNow was called. */
  private readonly timed = new Heap<QueueMember>();
  /** All others: by submission, and by the time of their next poll. */
  private readonly queued = new SubmissionOrder<QueueMember>();
  private readonly byTime = new Heap<QueueMember>();
  private readonly running = new Set<QueueMember>();
  private readonly alarm: Alarm;
  private currentPace: AccountPace = { gapMs: 0, pollIntervalMs: 0 };
  private lastPoll = -Infinity;
  private heldUntil = -Infinity;
  /** When a workflow was last found to have ended. Older answers may be outdated. */
  private movedAt = -Infinity;
  /** From then until the oldest is polled. Learned: workflows of this account may take less than an interval. */
  private pauseMs = Infinity;
  /** The oldest, while it is polled for the first time since then. */
  private expected: QueueMember | undefined;
  private rotationAskedAt = -Infinity;
  private neighbourAskedAt = -Infinity;
  private neighbourPauseMs = 0;
  private lastNeighbour: Submitted | undefined;

  constructor(
    private readonly timetable: Timetable,
    private readonly clock: Clock,
    /** Added to the time of each first poll, so that many accounts are not polled at once. */
    readonly spreadMs: number,
  ) {
    this.alarm = timetable.alarm(() => this.serve());
  }

  get isForgettable(): boolean {
    return this.members === 0 && this.freeAt <= this.clock.ticks();
  }

  /** Changes with the account's settings, also for polls that are already planned. */
  set pace(pace: AccountPace) {
    this.currentPace = pace;
    this.serve();
  }

  /** Polls at this time, or as soon afterwards as the account allows. */
  askAt(wait: QueueMember, at: number): void {
    this.setTime(wait, at, false);
    this.serve();
  }

  /** Joins the queue at this time, in the order of submission. */
  queueAt(wait: QueueMember, at: number): void {
    this.running.delete(wait);
    this.setTime(wait, at, true);
    this.serve();
  }

  /** Linked API has answered that the workflow has not ended. */
  reportUnfinished(wait: QueueMember, isRunning: boolean): void {
    const now = this.clock.ticks();
    const since = Math.max(wait.submittedAt, this.movedAt);
    wait.answeredAt = now;
    const at = now + intervalAt(now - since, this.currentPace.pollIntervalMs, this.clock.random());
    if (this.expected === wait) this.pauseMs = this.pauseBeforeOldestMs * 2;
    if (isRunning) {
      this.running.add(wait);
      this.setTime(wait, at, false);
    } else this.enqueue(wait, at);
    this.serve();
  }

  /** Polls before all others. */
  pollNow(wait: QueueMember): void {
    this.setTime(wait, -Infinity, false);
    this.serve();
  }

  /** Removes a workflow that has ended; `asking`: during its poll. Harmless if it was removed before. */
  remove(wait: QueueMember, asking: boolean): void {
    if (this.expected === wait) this.pauseMs = this.pauseBeforeOldestMs / 2;
    const wasInFront = this.running.delete(wait) || this.queued.oldest === wait;
    this.takeOut(wait);
    if (asking || wasInFront) {
      this.movedAt = this.clock.ticks();
      this.neighbourPauseMs = 0;
      this.lastNeighbour = undefined;
    }
    this.serve();
  }

  /** No poll before `until` (ticks). */
  hold(until: number): void {
    this.heldUntil = Math.max(this.heldUntil, until);
  }

  private get freeAt(): number {
    return Math.max(this.heldUntil, this.lastPoll + this.currentPace.gapMs);
  }

  /** The shortest pause before a poll that is only a guess. */
  private get stepMs(): number {
    return Math.max(this.currentPace.gapMs, this.currentPace.pollIntervalMs / rotationSteps);
  }

  private get pauseBeforeOldestMs(): number {
    return Math.max(Math.min(this.pauseMs, this.currentPace.pollIntervalMs), this.stepMs);
  }

  private enqueue(wait: QueueMember, at: number): void {
    this.queued.add(wait);
    this.byTime.set(wait, at);
  }

  private takeOut(wait: QueueMember): void {
    (this.queued.remove(wait) ? this.byTime : this.timed).remove(wait);
  }

  private setTime(wait: QueueMember, at: number, queues: boolean): void {
    this.takeOut(wait);
    wait.queues = queues;
    this.timed.set(wait, at);
  }

  private isUpToDate({ answeredAt }: QueueMember): boolean {
    return answeredAt > this.movedAt;
  }

  /** The earliest time for the next poll of this workflow, whatever the others do. */
  private dueAt(wait: QueueMember): number {
    return this.isUpToDate(wait) ? wait.at : wait.answeredAt + this.currentPace.pollIntervalMs;
  }

  private serve(): void {
    for (let next = this.next(); next; next = this.next()) {
      const at = Math.max(next.at, this.freeAt);
      if (at > this.clock.ticks()) return this.timetable.set(this.alarm, at);
      if (next.as === 'timed' && next.wait.queues) {
        this.takeOut(next.wait);
        this.enqueue(next.wait, next.at);
      } else this.call(next);
    }
    this.timetable.clear(this.alarm);
  }

  private call({ wait, as }: Poll): void {
    const now = this.clock.ticks();
    this.lastPoll = now;
    this.takeOut(wait);
    this.running.delete(wait);
    this.expected = as === 'oldest' && !this.isUpToDate(wait) ? wait : undefined;
    if (as === 'rotation') this.rotationAskedAt = now;
    if (as === 'neighbour') {
      this.neighbourAskedAt = now;
      this.neighbourPauseMs = Math.min(
        Math.max(this.neighbourPauseMs * neighbourSlowdown, this.stepMs),
        this.stepMs * rotationSteps,
      );
      this.lastNeighbour = wait;
    }
    wait.call();
  }

  private next(): Poll | undefined {
    const { first } = this.timed;
    const polls = [
      first && ({ wait: first, at: first.at, as: 'timed' } as const),
      this.oldest(),
      this.neighbour(),
      this.rotation(),
    ];
    return polls.reduce((one, other) => (one && !(other && other.at < one.at) ? one : other));
  }

  /** The oldest queued one, unless one is known to run. */
  private oldest(): Poll | undefined {
    const wait = this.queued.oldest;
    if (!wait || this.running.size > 0) return undefined;
    if (this.isUpToDate(wait)) return { wait, at: wait.at, as: 'oldest' };
    return { wait, at: Math.max(this.movedAt + this.pauseBeforeOldestMs, this.dueAt(wait)), as: 'oldest' };
  }

  /** If the oldest is still queued: the next one after it that has not been polled since the queue moved. */
  private neighbour(): Poll | undefined {
    const { oldest } = this.queued;
    if (!oldest || this.running.size > 0 || !this.isUpToDate(oldest)) return undefined;
    let wait = this.queued.after(this.lastNeighbour ?? oldest);
    while (wait && this.isUpToDate(wait)) wait = this.queued.after((this.lastNeighbour = wait));
    return (
      wait && { wait, at: Math.max(this.neighbourAskedAt + this.neighbourPauseMs, this.dueAt(wait)), as: 'neighbour' }
    );
  }

  private rotation(): Poll | undefined {
    const wait = this.byTime.first;
    return (
      wait && {
        wait,
        at: Math.max(this.rotationAskedAt + this.stepMs * rotationSteps, this.dueAt(wait)),
        as: 'rotation',
      }
    );
  }
}
