import type { Clock } from '../clock';
import { Heap, type HeapItem } from './heap';
import { intervalAt } from './pace';
import { SubmissionOrder, type Submitted } from './submission-order';
import type { Alarm, Timetable } from './timetable';

/** How an account may be asked, in milliseconds. */
export interface AccountPace {
  /** Between two polls of the account, for whichever workflows. */
  gapMs: number;
  /** Between two polls of one workflow. */
  pollIntervalMs: number;
}

/** What the queue knows of a wait; `at` is when it is to ask next, if the queue does not move before. Times are the clock's ticks. */
export interface Waiting extends HeapItem, Submitted {
  /** When Linked API last said that its workflow goes on. */
  answeredAt: number;
  /** At its time it takes its place among those that are queued, rather than being asked. */
  queues: boolean;
  /** May ask now. */
  call(): void;
}

interface Poll {
  wait: Waiting;
  at: number;
  as: 'timed' | 'oldest' | 'nearby' | 'inTurn';
}

/** Of those behind others, one is asked every so many of the shortest pauses. */
const rareStep = 5;
/** While none is known to run, those nearby are asked with a pause that grows by this with each. */
const slower = 1.25;

/**
 * The waits of one account, and which of them asks next.
 *
 * Linked API runs one workflow of an account at a time and the others after it, as a rule in the order in which they were
 * submitted (https://linkedapi.io/docs/executing-workflows). So the one that runs is asked at its interval, and when it has
 * ended, the oldest of the others. The rest are asked in turn, rarely: the order may be another, and workflows of other
 * programs may stand in between. When the oldest turns out to be queued still, those next to it are asked as well, at first
 * quickly. Of n that are queued, each is asked at least once in rareStep × n of the shortest pauses, or once a minute.
 */
export class AccountQueue {
  members = 0;
  /** Asked at a time of their own: those that run, those whose last poll failed, those that were poked. */
  private readonly timed = new Heap<Waiting>();
  /** All others, once in the order of submission, once in that of their own times. */
  private readonly queued = new SubmissionOrder<Waiting>();
  private readonly turns = new Heap<Waiting>();
  private readonly running = new Set<Waiting>();
  private readonly alarm: Alarm;
  private currentPace: AccountPace = { gapMs: 0, pollIntervalMs: 0 };
  private lastPoll = -Infinity;
  private heldUntil = -Infinity;
  /** When a workflow was last found to have ended: what was known before may hold no longer. */
  private movedAt = -Infinity;
  /** From then until the oldest is asked: learned, as workflows of this account may take less than an interval. */
  private pauseMs = Infinity;
  /** Is being asked for the first time since then. */
  private expected: Waiting | undefined;
  private inTurnAskedAt = -Infinity;
  private nearbyAskedAt = -Infinity;
  private nearbyPauseMs = 0;
  private lastNearby: Submitted | undefined;

  constructor(
    private readonly timetable: Timetable,
    private readonly clock: Clock,
    /** Added to the time of each first poll, so that many accounts are not all asked at once. */
    readonly spreadMs: number,
  ) {
    this.alarm = timetable.alarm(() => this.serve());
  }

  get isForgettable(): boolean {
    return this.members === 0 && this.freeAt <= this.clock.ticks();
  }

  /** May change with the account's settings, for polls waited for, too. */
  set pace(pace: AccountPace) {
    this.currentPace = pace;
    this.serve();
  }

  /** Has a wait ask at this time, or as soon after it as the account may be asked. */
  askAt(wait: Waiting, at: number): void {
    this.setTime(wait, at, false);
    this.serve();
  }

  /** Has a wait take its place in the queue at this time. */
  queueAt(wait: Waiting, at: number): void {
    this.running.delete(wait);
    this.setTime(wait, at, true);
    this.serve();
  }

  /** Linked API says that the workflow goes on. */
  goesOn(wait: Waiting, isRunning: boolean): void {
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

  /** Has a wait ask before all others. */
  poke(wait: Waiting): void {
    this.setTime(wait, -Infinity, false);
    this.serve();
  }

  /** Takes out a wait that has ended, `asking` or not; harmless when it is out already. */
  remove(wait: Waiting, asking: boolean): void {
    if (this.expected === wait) this.pauseMs = this.pauseBeforeOldestMs / 2;
    const wasInFront = this.running.delete(wait) || this.queued.oldest === wait;
    this.takeOut(wait);
    if (asking || wasInFront) {
      this.movedAt = this.clock.ticks();
      this.nearbyPauseMs = 0;
      this.lastNearby = undefined;
    }
    this.serve();
  }

  /** Nobody asks before `until` (ticks). */
  hold(until: number): void {
    this.heldUntil = Math.max(this.heldUntil, until);
  }

  private get freeAt(): number {
    return Math.max(this.heldUntil, this.lastPoll + this.currentPace.gapMs);
  }

  /** The shortest pause between two polls that may be in vain. */
  private get stepMs(): number {
    return Math.max(this.currentPace.gapMs, this.currentPace.pollIntervalMs / rareStep);
  }

  private get pauseBeforeOldestMs(): number {
    return Math.max(Math.min(this.pauseMs, this.currentPace.pollIntervalMs), this.stepMs);
  }

  private enqueue(wait: Waiting, at: number): void {
    this.queued.add(wait);
    this.turns.set(wait, at);
  }

  private takeOut(wait: Waiting): void {
    (this.queued.remove(wait) ? this.turns : this.timed).remove(wait);
  }

  private setTime(wait: Waiting, at: number, queues: boolean): void {
    this.takeOut(wait);
    wait.queues = queues;
    this.timed.set(wait, at);
  }

  private isUpToDate({ answeredAt }: Waiting): boolean {
    return answeredAt > this.movedAt;
  }

  /** When it may be asked for its own sake. */
  private dueAt(wait: Waiting): number {
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
    if (as === 'inTurn') this.inTurnAskedAt = now;
    if (as === 'nearby') {
      this.nearbyAskedAt = now;
      this.nearbyPauseMs = Math.min(Math.max(this.nearbyPauseMs * slower, this.stepMs), this.stepMs * rareStep);
      this.lastNearby = wait;
    }
    wait.call();
  }

  /** Whose time comes first. */
  private next(): Poll | undefined {
    const { first } = this.timed;
    const polls = [
      first && ({ wait: first, at: first.at, as: 'timed' } as const),
      this.oldest(),
      this.nearby(),
      this.inTurn(),
    ];
    return polls.reduce((one, other) => (one && !(other && other.at < one.at) ? one : other));
  }

  /** The oldest, as long as none is known to run. */
  private oldest(): Poll | undefined {
    const wait = this.queued.oldest;
    if (!wait || this.running.size > 0) return undefined;
    if (this.isUpToDate(wait)) return { wait, at: wait.at, as: 'oldest' };
    return { wait, at: Math.max(this.movedAt + this.pauseBeforeOldestMs, this.dueAt(wait)), as: 'oldest' };
  }

  /** When the oldest has turned out to be queued: the next to it of which nothing has been heard since the queue moved. */
  private nearby(): Poll | undefined {
    const { oldest } = this.queued;
    if (!oldest || this.running.size > 0 || !this.isUpToDate(oldest)) return undefined;
    let wait = this.queued.after(this.lastNearby ?? oldest);
    while (wait && this.isUpToDate(wait)) wait = this.queued.after((this.lastNearby = wait));
    return wait && { wait, at: Math.max(this.nearbyAskedAt + this.nearbyPauseMs, this.dueAt(wait)), as: 'nearby' };
  }

  private inTurn(): Poll | undefined {
    const wait = this.turns.first;
    return wait && { wait, at: Math.max(this.inTurnAskedAt + this.stepMs * rareStep, this.dueAt(wait)), as: 'inTurn' };
  }
}
