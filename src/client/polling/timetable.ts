import type { Clock } from '../clock';
import { Heap, type HeapItem } from './heap';

/** Rings at a time in the clock's ticks. Belongs to one timetable; may be set, moved and cleared any number of times. */
export interface Alarm extends HeapItem {
  readonly ring: () => void;
}

/** Any number of alarms that share one timer. */
export class Timetable {
  private readonly alarms = new Heap<Alarm>();
  private armed: { at: number; stop: () => void } | undefined;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.alarms.size;
  }

  alarm(ring: () => void): Alarm {
    return { at: 0, ring, order: 0, index: -1 };
  }

  /** Sets or moves the alarm. One that is due already rings in a later turn of the event loop, never before this returns. */
  set(alarm: Alarm, at: number): void {
    this.alarms.set(alarm, at);
    this.arm();
  }

  clear(alarm: Alarm): void {
    this.alarms.remove(alarm);
    this.arm();
  }

  private arm(): void {
    const { first } = this.alarms;
    if (first?.at === this.armed?.at) return;
    this.armed?.stop();
    this.armed = first && {
      at: first.at,
      stop: this.clock.alarm(Math.max(0, first.at - this.clock.ticks()), () => this.ring()),
    };
  }

  private ring(): void {
    this.armed = undefined;
    const now = this.clock.ticks();
    const due: Alarm[] = [];
    for (let { first } = this.alarms; first && first.at <= now; first = this.alarms.first) {
      this.alarms.remove(first);
      due.push(first);
    }
    this.arm();
    for (const alarm of due) alarm.ring();
  }
}
