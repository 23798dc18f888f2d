/** What is written first when much is waiting: the id of a workflow that runs, then what is delivered, then what is yet to be sent. */
export const ranks = { running: 0, delivering: 1, submitting: 2 } as const;
export type Rank = (typeof ranks)[keyof typeof ranks];

/** So many writes are under way at once: enough to keep a disk busy, and few enough that an urgent one need not wait long. */
const mostAtOnce = 16;

interface Write {
  work: () => Promise<void>;
  settle: { resolve: () => void; reject: (error: unknown) => void }[];
}

/**
 * Carries out writes in batches. Those that come while a batch is being written make up the next ones, the urgent first, so
 * what makes them durable is done once for all of a batch.
 */
export class WriteQueue {
  private readonly waiting = Object.values(ranks).map(() => new Map<string, Write>());
  private running = false;

  /** `commit` makes durable what a batch has written. */
  constructor(private readonly commit: () => Promise<void> = () => Promise.resolve()) {}

  /** Resolves when the work is done and durable. One that still waits under the same name is left out: this one settles both. */
  add(name: string, rank: Rank, work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const earlier = this.waiting.find((one) => one.has(name));
      const settle = [...(earlier?.get(name)?.settle ?? []), { resolve, reject }];
      earlier?.delete(name);
      this.waiting[rank]!.set(name, { work, settle });
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    // What is asked for in the same breath belongs to one batch.
    await Promise.resolve();
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      const done = await Promise.allSettled(batch.map(({ work }) => work()));
      const [committed] = await Promise.allSettled([this.commit()]);
      batch.forEach(({ settle }, index) => {
        const failed = [done[index]!, committed].find((one) => one.status === 'rejected');
        for (const { resolve, reject } of settle)
          if (failed) reject(failed.reason);
          else resolve();
      });
    }
    this.running = false;
  }

  private next(): Write[] {
    const batch: Write[] = [];
    for (const waiting of this.waiting) {
      for (const [name, write] of waiting) {
        if (batch.length === mostAtOnce) return batch;
        waiting.delete(name);
        batch.push(write);
      }
    }
    return batch;
  }
}
