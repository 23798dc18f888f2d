import type { Faker } from '@faker-js/faker' with { 'resolution-mode': 'import' };

/** Draws out of one seeded source, so that the same world comes out every time. */
export class Draw {
  constructor(readonly faker: Faker) {}

  pick<T>(options: readonly T[]): T {
    return this.faker.helpers.arrayElement(options);
  }

  /** Up to `count` different ones. */
  some<T>(options: readonly T[], count: number): T[] {
    return this.faker.helpers.arrayElements(options, Math.min(count, options.length));
  }

  weighted<T>(options: readonly T[], weight: (option: T) => number): T {
    return this.faker.helpers.weightedArrayElement(options.map((value) => ({ value, weight: weight(value) })));
  }

  int(min: number, max: number): number {
    return this.faker.number.int({ min, max });
  }

  /** In [0, 1); a `bend` above one favours small values. */
  share(bend = 1): number {
    return this.faker.number.float() ** bend;
  }

  chance(probability: number): boolean {
    return this.faker.number.float() < probability;
  }

  /** Spread over orders of magnitude. */
  between(low: number, high: number): number {
    return Math.round(low * (high / low) ** this.share());
  }
}
