/** Random numbers; the same seed gives the same sequence. */
export class Random {
  private state: number;

  constructor(seed: number | string) {
    this.state = typeof seed === 'number' ? seed >>> 0 : hashOf(seed);
  }

  /** In [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** An integer from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(options: readonly T[]): T {
    return options[this.int(0, options.length - 1)]!;
  }

  /** Up to `count` different ones. */
  sample<T>(options: readonly T[], count: number): T[] {
    const left = [...options];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      const at = this.int(0, left.length - 1);
      taken.push(left[at]!);
      left[at] = left[left.length - 1]!;
      left.pop();
    }
    return taken;
  }
}

/** A 32-bit hash (FNV-1a). */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** `length` letters and digits derived from `text`, like an opaque id. */
export function codeOf(text: string, length: number): string {
  const random = new Random(text);
  let code = '';
  while (code.length < length) {
    for (let draw = random.int(0, 2 ** 30), taken = 0; taken < 5; taken++, draw = Math.floor(draw / 62)) {
      code += letters[draw % 62]!;
    }
  }
  return code.slice(0, length);
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
