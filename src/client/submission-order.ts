export interface Submitted {
  /** When its workflow was submitted, in ticks. */
  readonly submittedAt: number;
  /** Of two submitted at the same time, the smaller comes first. */
  readonly serial: number;
}

/** A place in the order: whoever stands there moves it only by leaving. */
export interface Cursor {
  index: number;
}

/** Waits in the order in which their workflows were submitted. */
export class SubmissionOrder<T extends Submitted> {
  readonly #items: T[] = [];
  readonly #cursors: Cursor[] = [];

  get size(): number {
    return this.#items.length;
  }

  get oldest(): T | undefined {
    return this.#items[0];
  }

  /** Keeps pointing between the same neighbours, whoever comes and goes. */
  cursor(): Cursor {
    const cursor = { index: 0 };
    this.#cursors.push(cursor);
    return cursor;
  }

  at(index: number): T | undefined {
    return this.#items[index];
  }

  add(item: T): void {
    const index = this.#placeOf(item);
    this.#items.splice(index, 0, item);
    for (const cursor of this.#cursors) if (index <= cursor.index) cursor.index += 1;
  }

  /** False when it is not there. */
  remove(item: T): boolean {
    const index = this.#placeOf(item);
    if (this.#items[index] !== item) return false;
    this.#items.splice(index, 1);
    for (const cursor of this.#cursors) if (index < cursor.index) cursor.index -= 1;
    return true;
  }

  /** Where it stands, or belongs. */
  #placeOf({ submittedAt, serial }: Submitted): number {
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.#items[middle]!;
      if (other.submittedAt < submittedAt || (other.submittedAt === submittedAt && other.serial < serial))
        low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
