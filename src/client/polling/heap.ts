/** An item belongs to one heap at a time. */
export interface HeapItem {
  /** The smallest comes first. */
  at: number;
  /** Decides between items with the same `at`: the one added first comes first. */
  order: number;
  /** Its index in the heap; -1 while it is in none. */
  index: number;
}

/** A binary heap. Items know their index, so that any of them can be moved or removed in logarithmic time. */
export class Heap<T extends HeapItem> {
  private readonly items: T[] = [];
  private added = 0;

  get size(): number {
    return this.items.length;
  }

  get first(): T | undefined {
    return this.items[0];
  }

  /** Adds the item, or moves it. */
  set(item: T, at: number): void {
    item.at = at;
    item.order = this.added++;
    if (item.index < 0) item.index = this.items.push(item) - 1;
    this.settle(item);
  }

  remove(item: T): void {
    if (item.index < 0) return;
    const last = this.items.pop();
    if (last && last !== item) {
      this.items[item.index] = last;
      last.index = item.index;
      this.settle(last);
    }
    item.index = -1;
  }

  private settle(item: T): void {
    const { items } = this;
    let { index } = item;
    for (
      let above = items[(index - 1) >> 1];
      index > 0 && above && isBefore(item, above);
      above = items[(index - 1) >> 1]
    ) {
      const { index: up } = above;
      this.put(above, index);
      index = up;
    }
    for (;;) {
      const [left, right] = [items[2 * index + 1], items[2 * index + 2]];
      const below = left && right && isBefore(right, left) ? right : left;
      if (!below || !isBefore(below, item)) break;
      const { index: down } = below;
      this.put(below, index);
      index = down;
    }
    this.put(item, index);
  }

  private put(item: T, index: number): void {
    this.items[index] = item;
    item.index = index;
  }
}

function isBefore(one: HeapItem, other: HeapItem): boolean {
  return one.at < other.at || (one.at === other.at && one.order < other.order);
}
