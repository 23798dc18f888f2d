import { yieldToEventLoop } from '../shared/node';
import { isEnded, isUnsubmitted, whatBecameOf, type Ended } from './life';
import type { LiveRuns } from './live-runs';
import type { Run } from './run';

/** How long closing a run node waits for work that is nearly done, such as the answer with the id of a workflow. */
const patienceMs = 2000;

/** After this many turns of the event loop a message has passed links and junctions and has reached its node. */
const turnsOfMessages = 20;

/** Called when the run node was closed before the run was over. */
export interface Leaving {
  /** The next instance of the node continues the run. */
  handOver(): void;
  /** Nobody continues it; `became` is a sentence about its workflow. */
  drop(became: string): void;
}

/** The runs of one instance of a run node. */
export class Runs {
  private readonly own = new Set<Run>();
  /** Pending removals from the journal. */
  private readonly removals = new Set<Promise<void>>();

  constructor(
    /** What happens to running workflows when the node is closed. */
    private readonly onClose: 'resume' | 'cancel',
    private readonly liveRuns: LiveRuns,
  ) {}

  /** Those that are not over. */
  get live(): readonly Run[] {
    return [...this.own];
  }

  /** Carries a run on. Resolves with how it ended, or with undefined if the node was closed before. */
  async carryOn(run: Run, leaving: Leaving): Promise<Ended | undefined> {
    this.own.add(run);
    this.liveRuns.add(run);
    try {
      await run.carryOn();
    } finally {
      this.own.delete(run);
      this.liveRuns.delete(run);
    }
    const { state } = run;
    if (state.at === 'over') {
      if (state.ended.since !== undefined) this.forgetSoon(run);
      return state.ended;
    }
    if (isUnsubmitted(state)) void run.forget();
    const hasNews = state.at === 'delivering' || (isEnded(state) && state.at !== 'cancelled');
    if (this.onClose === 'resume' || hasNews) leaving.handOver();
    else {
      void run.forget();
      leaving.drop(whatBecameOf(state, 'notCancelled'));
    }
    return undefined;
  }

  /** Ends all runs here. Waits a moment for work that is nearly done. */
  async close(): Promise<void> {
    const ending = this.live.map(async (run) => {
      if (this.onClose === 'cancel' && !isUnsubmitted(run.state)) {
        await atMost(
          patienceMs,
          run.cancel().catch(() => undefined),
        );
      }
      await run.stop();
    });
    await atMost(patienceMs, Promise.allSettled([...ending, ...this.removals]));
  }

  /** Only after the messages have reached their nodes: until then, a restart has to send them again. */
  private forgetSoon(run: Run): void {
    const removal = (async () => {
      for (let turn = 0; turn < turnsOfMessages; turn += 1) await yieldToEventLoop();
      await run.forget();
    })().finally(() => this.removals.delete(removal));
    this.removals.add(removal);
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}
