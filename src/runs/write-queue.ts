import type { Entry } from './life';

/** Writes at the same time: enough to keep a disk busy, and few enough that an urgent one does not wait long. */
const maxAtOnce = 16;

interface Write {
  work: () => Promise<void>;
  settle: { resolve: () => void; reject: (error: unknown) => void }[];
}

/**
 * Carries out writes in batches, so that they are made durable once per batch. Writes that come while a batch is being
 * written form the next ones, the urgent first.
 */
export class WriteQueue {
  /** By name. The most urgent come first: the id of a running workflow, then what is delivered, then what is yet to be sent. */
  private readonly waiting: Record<Entry['at'], Map<string, Write>> = {
    running: new Map(),
    delivering: new Map(),
    submitting: new Map(),
  };
  private running = false;

  /** `commit` makes the writes of a batch durable. */
  constructor(private readonly commit: () => Promise<void> = () => Promise.resolve()) {}

  /** Resolves when the work is done and durable. Replaces a write of the same name that still waits: this one settles both. */
  add(name: string, at: Entry['at'], work: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const earlier = Object.values(this.waiting).find((writes) => writes.has(name));
      const settle = [...(earlier?.get(name)?.settle ?? []), { resolve, reject }];
      earlier?.delete(name);
      this.waiting[at].set(name, { work, settle });
      void this.run();
    });
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    // Writes asked for in the same turn belong to one batch.
    await Promise.resolve();
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      const done = await Promise.allSettled(batch.map(({ work }) => work()));
      const [committed] = await Promise.allSettled([this.commit()]);
      batch.forEach(({ settle }, index) => {
        const failed = [done[index], committed].find((outcome) => outcome?.status === 'rejected');
        for (const { resolve, reject } of settle)
          if (failed) reject(failed.reason);
          else resolve();
      });
    }
    this.running = false;
  }

  private next(): Write[] {
    const batch: Write[] = [];
    for (const waiting of Object.values(this.waiting)) {
      for (const [name, write] of waiting) {
        if (batch.length === maxAtOnce) return batch;
        waiting.delete(name);
        batch.push(write);
      }
    }
    return batch;
  }
}
