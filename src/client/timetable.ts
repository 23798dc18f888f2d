import type { Clock } from './clock';

/** A time to be called at. Belongs to one timetable; may be set, moved and cleared any number of times. */
export interface Slot {
  /** On the clock's `ticks`. */
  at: number;
  readonly ring: () => void;
  /** Of two that are due at once, the one set first rings first. */
  order: number;
  /** Place in the heap; -1 while not set. */
  index: number;
}

const isBefore = (one: Slot, other: Slot): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order);

/** Any number of alarms over a single alarm of the clock: a binary heap, so that each change costs its logarithm. */
export class Timetable {
  private readonly heap: Slot[] = [];
  private sets = 0;
  private alarm: { at: number; stop: () => void } | undefined;

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.heap.length;
  }

  slot(ring: () => void): Slot {
    return { at: 0, ring, order: 0, index: -1 };
  }

  /** Sets the slot, or moves it. What is due already rings with the next turn of the event loop, never before this returns. */
  set(slot: Slot, at: number): void {
    slot.at = at;
    slot.order = this.sets++;
    if (slot.index < 0) slot.index = this.heap.push(slot) - 1;
    this.settle(slot);
    this.arm();
  }

  clear(slot: Slot): void {
    if (slot.index < 0) return;
    this.take(slot);
    this.arm();
  }

  private arm(): void {
    const first = this.heap[0];
    if (first?.at === this.alarm?.at) return;
    this.alarm?.stop();
    this.alarm = first && {
      at: first.at,
      stop: this.clock.alarm(Math.max(0, first.at - this.clock.ticks()), () => this.ring()),
    };
  }

  private ring(): void {
    this.alarm = undefined;
    const now = this.clock.ticks();
    const due: Slot[] = [];
    for (let first = this.heap[0]; first && first.at <= now; first = this.heap[0]) {
      this.take(first);
      due.push(first);
    }
    this.arm();
    for (const slot of due) slot.ring();
  }

  private take(slot: Slot): void {
    const last = this.heap.pop()!;
    if (last !== slot) {
      this.heap[slot.index] = last;
      last.index = slot.index;
      this.settle(last);
    }
    slot.index = -1;
  }

  private settle(slot: Slot): void {
    const { heap } = this;
    let { index } = slot;
    for (let up = (index - 1) >> 1; index > 0 && isBefore(slot, heap[up]!); up = (index - 1) >> 1) {
      this.put(heap[up]!, index);
      index = up;
    }
    for (;;) {
      let down = 2 * index + 1;
      if (down + 1 < heap.length && isBefore(heap[down + 1]!, heap[down]!)) down += 1;
      if (down >= heap.length || !isBefore(heap[down]!, slot)) break;
      this.put(heap[down]!, index);
      index = down;
    }
    this.put(slot, index);
  }

  private put(slot: Slot, index: number): void {
    this.heap[index] = slot;
    slot.index = index;
  }
}
