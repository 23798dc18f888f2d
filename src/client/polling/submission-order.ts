export interface Submitted {
  /** When its workflow was submitted, in ticks. */
  readonly submittedAt: number;
  /** Of two submitted at the same time, the smaller comes first. */
  readonly serial: number;
}

/** Waits in the order in which their workflows were submitted. */
export class SubmissionOrder<T extends Submitted> {
  private readonly items: T[] = [];

  get oldest(): T | undefined {
    return this.items[0];
  }

  /** The next younger one; `item` need not be there any more. */
  after(item: Submitted): T | undefined {
    const index = this.placeOf(item);
    return this.items[index]?.serial === item.serial ? this.items[index + 1] : this.items[index];
  }

  add(item: T): void {
    this.items.splice(this.placeOf(item), 0, item);
  }

  /** False when it is not there. */
  remove(item: T): boolean {
    const index = this.placeOf(item);
    if (this.items[index] !== item) return false;
    this.items.splice(index, 1);
    return true;
  }

  /** Where it is, or would be. */
  private placeOf(item: Submitted): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBefore(this.items[middle]!, item)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(one: Submitted, other: Submitted): boolean {
  return one.submittedAt < other.submittedAt || (one.submittedAt === other.submittedAt && one.serial < other.serial);
}
