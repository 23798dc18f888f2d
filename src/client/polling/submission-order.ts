export interface Submitted {
  /** When its workflow was submitted, in ticks. */
  readonly submittedAt: number;
  /** Decides between workflows submitted at the same time: the smaller comes first. */
  readonly serial: number;
}

/** A list sorted by the time at which the workflows were submitted. */
export class SubmissionOrder<T extends Submitted> {
  private readonly items: T[] = [];

  get oldest(): T | undefined {
    return this.items[0];
  }

  /** The item submitted next after this one, which may have been removed. */
  after(item: Submitted): T | undefined {
    const index = this.indexOf(item);
    return this.items[index]?.serial === item.serial ? this.items[index + 1] : this.items[index];
  }

  add(item: T): void {
    this.items.splice(this.indexOf(item), 0, item);
  }

  /** Returns false if the item is not in the list. */
  remove(item: T): boolean {
    const index = this.indexOf(item);
    if (this.items[index] !== item) return false;
    this.items.splice(index, 1);
    return true;
  }

  /** The index that the item has, or would have. */
  private indexOf(item: Submitted): number {
    let [low, high] = [0, this.items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.items[middle];
      if (other && isBefore(other, item)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function isBefore(one: Submitted, other: Submitted): boolean {
  return one.submittedAt < other.submittedAt || (one.submittedAt === other.submittedAt && one.serial < other.serial);
}
