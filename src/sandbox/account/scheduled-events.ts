import type { Speed } from '../pace';
import { Random } from '../random';

/** How long other people take, in milliseconds; at the speed `instant` in polls, since no time passes between requests. */
const delays: Record<Speed, [number, number]> = {
  instant: [3, 6],
  fast: [1_500, 4_000],
  real: [40_000, 300_000],
};

/** What other people do later: answer, accept, invite. The same seed gives the same delays. */
export class ScheduledEvents {
  private readonly planned = new Set<{ due: number; happen: () => void }>();
  private readonly random: Random;
  private polls = 0;

  constructor(
    readonly speed: Speed,
    readonly now: () => Date,
    seed: string,
  ) {
    this.random = new Random(seed);
  }

  schedule(happen: () => void): void {
    const [least, most] = delays[this.speed];
    this.planned.add({ due: this.time() + this.random.int(least, most), happen });
  }

  /** Runs all events that are due, in order. Call it before reading the account. */
  runDue(): void {
    const now = this.time();
    for (const one of [...this.planned].sort((a, b) => a.due - b.due)) {
      if (one.due > now) return;
      this.planned.delete(one);
      one.happen();
    }
  }

  poll(): void {
    this.polls += 1;
    this.runDue();
  }

  private time(): number {
    return this.speed === 'instant' ? this.polls : this.now().getTime();
  }
}
