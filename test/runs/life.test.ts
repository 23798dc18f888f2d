import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { LinkedApiError, type WorkflowState } from '../../src/client';
import { Run, Runs, LiveRuns, restore, type Ended, type Entry, type Unfinished } from '../../src/runs';
import { entryOf, step, type RunEvent, type RunState } from '../../src/runs/life';
import type { RunClient, RunHost } from '../../src/runs/run';
import { assertProperty } from '../support/property';
import { planOf } from '../support/runs/carried-run';

const plan = planOf();
const document = { actionType: 'st.openPersonPage' };
const error = { code: 'failed', message: 'Why.' };
const completedState: WorkflowState = { workflowId: 'wf-1', workflowStatus: 'completed', completion: {}, text: '' };

const events: RunEvent[] = [
  { type: 'planned', plan, document },
  { type: 'submitting', since: 1 },
  { type: 'notStarted' },
  { type: 'started', workflowId: 'wf-1', since: 2, progress: { workflowStatus: 'pending' } },
  { type: 'progress', progress: { workflowStatus: 'running' } },
  { type: 'completed', result: completedState },
  { type: 'failed', error },
  { type: 'cancelled', error },
  { type: 'unknown', error },
  { type: 'delivering', again: false },
  { type: 'delivering', again: true },
  { type: 'sent' },
  { type: 'delivered' },
  { type: 'takenUp' },
];

/** What each state lets happen. Everything else is refused. */
const allowed: Record<RunState['at'], RunEvent['type'][]> = {
  received: ['planned', 'notStarted', 'failed', 'cancelled', 'takenUp'],
  planned: ['submitting', 'notStarted', 'failed', 'cancelled', 'takenUp'],
  submitting: ['started', 'unknown', 'notStarted', 'failed', 'cancelled'],
  running: ['progress', 'completed', 'failed', 'cancelled', 'takenUp'],
  completed: ['delivering', 'failed', 'cancelled', 'takenUp'],
  failed: ['delivering', 'takenUp'],
  cancelled: ['delivering', 'takenUp'],
  unknown: ['delivering', 'takenUp'],
  delivering: ['sent', 'delivered', 'failed', 'cancelled', 'takenUp'],
  over: [],
};

const leadsOn = ['planned', 'submitting', 'started', 'completed', 'delivering', 'sent'];

describe('The life of a run', () => {
  it('changes its state by these events only, and never submits twice what may have been submitted', async () => {
    const restart = fc.constant('restart' as const);
    // Mostly legal events that lead on; otherwise a sequence would not get far.
    const likely = fc.record({ index: fc.nat() });
    const moves = fc.array(fc.oneof({ weight: 8, arbitrary: likely }, fc.constantFrom(...events), restart), {
      ...{ maxLength: 40, size: 'max' },
    });
    const seen = new Set<string>();
    const complete = await assertProperty(
      fc.property(moves, (sequence) => {
        let state: RunState = { at: 'received' };
        let maybeStarted = false;
        for (const chosen of sequence) {
          const likelyEvents = events
            .filter(({ type }) => allowed[state.at].includes(type))
            .flatMap((event) => Array<RunEvent>(leadsOn.includes(event.type) ? 6 : 1).fill(event));
          const move: RunEvent | 'restart' | undefined =
            typeof chosen === 'object' && 'index' in chosen ? likelyEvents[chosen.index % likelyEvents.length] : chosen;
          if (!move) continue;
          if (move === 'restart') {
            const entry = entryOf(state);
            if (!entry) continue;
            maybeStarted ||= state.at === 'submitting';
            state = restore(entry);
            continue;
          }
          const before: RunState = state;
          // A delivery that has failed cannot fail: there is an error to report already.
          const reports = before.at === 'delivering' && before.ended.at !== 'completed';
          const legal = allowed[before.at].includes(move.type) && !(reports && /failed|cancelled/.test(move.type));
          if (!legal) {
            assert.throws(() => step(before, move), /^Error: A run that is/);
            continue;
          }
          state = step(before, move);
          seen.add(`${before.at} ${move.type}`);
          if (move.type === 'submitting') assert.ok(!maybeStarted);
          if (before.at === 'submitting' && move.type !== 'notStarted') maybeStarted = true;
          if (maybeStarted) assert.ok(!['received', 'planned', 'submitting'].includes(state.at), state.at);
        }
      }),
      { numRuns: 2000 },
    );
    const all = Object.entries(allowed).flatMap(([at, types]) => types.map((type) => `${at} ${type}`));
    if (complete) {
      assert.deepEqual(
        all.filter((one) => !seen.has(one)),
        [],
      );
    }
  });

  it('survives answers, kills, deploys and cancellations in any order: one submission, one first delivery', async () => {
    const seen = new Set<string>();
    const complete = await assertProperty(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...moves), { maxLength: 30, size: 'max' }),
        fc.constantFrom('writable' as const, 'full' as const, 'fullAtDelivery' as const),
        async (sequence, disk) => {
          const world = new World(disk);
          world.start({ message: {}, notes: world.notes, state: { at: 'received' } });
          for (const move of sequence) {
            await world.settle();
            world[move]();
            seen.add(move);
            await world.settle();
            world.check();
          }
          await world.finish();
          for (const end of world.ends) seen.add(end);
        },
      ),
      { numRuns: 2000 },
    );
    const ends = ['completed', 'failed', 'cancelled', 'unknown', 'lost'];
    if (complete)
      assert.deepEqual(
        [...moves, ...ends].filter((one) => !seen.has(one)),
        [],
      );
  });
});

const moves = [
  ...['answerPlan', 'answerClient', 'accept', 'refuse', 'loseAnswer', 'progress', 'complete', 'fail', 'expire'],
  ...['cancel', 'confirmCancel', 'refuseCancel', 'sendSome', 'sendAll', 'deploy', 'kill'],
] as const;

const times = <T extends string>(count: number, move: T): T[] => Array<T>(count).fill(move);

interface Request<T> {
  resolve: (value: T) => void;
  reject: (error: unknown) => void;
}

/** A Linked API, a Node-RED and a disk for one run, in which everything waits until the test lets it happen. */
class World {
  readonly ends: string[] = [];
  private posts = 0;
  private maybeStarted = 0;
  private firstDeliveries = 0;
  private readonly faults: unknown[] = [];
  private readonly disk = new Map<string, Entry>();
  private runs = this.newRuns();
  private run: Run | undefined;
  /** The number of Node-REDs so far: answers to an earlier one are dropped. */
  private process = 0;
  private planning: Request<void> | undefined;
  private connecting: Request<void>[] = [];
  private submitting: (Request<{ workflowId: string; workflowStatus: string }> & { givenUp: boolean }) | undefined;
  private waiting: (Request<WorkflowState> & { onState: (state: WorkflowState) => void }) | undefined;
  private cancelling: Request<{ cancelled: boolean }> | undefined;
  private delivering: (Request<boolean> & { onSent: () => void; first: boolean }) | undefined;

  constructor(private readonly diskIs: 'writable' | 'full' | 'fullAtDelivery') {}

  readonly notes = {
    save: async (entry: Entry) => {
      await nextTurn();
      // As JSON, as on a disk.
      const full = this.diskIs === 'full' || (this.diskIs === 'fullAtDelivery' && entry.at === 'delivering');
      if (!full) this.disk.set(entry.plan.id, structuredClone(entry));
      return !full;
    },
    remove: async (id: string) => {
      await nextTurn();
      this.disk.delete(id);
    },
  };

  start(unfinished: Unfinished): void {
    const { process } = this;
    const isGone = () => process !== this.process;
    const never = new Promise<never>(() => undefined);
    const ask = <T>(keep: (request: Request<T>) => void): Promise<T> =>
      isGone() ? never : new Promise<T>((resolve, reject) => keep({ resolve, reject }));
    const client = {
      time: { now: () => 1 },
      startWorkflow: (_: unknown, { giveUp }: { giveUp?: AbortSignal }) => {
        this.posts += 1;
        return ask<{ workflowId: string; workflowStatus: string }>((request) => {
          const submitting = { ...request, givenUp: false };
          this.submitting = submitting;
          giveUp?.addEventListener('abort', () => (submitting.givenUp = true));
        });
      },
      waitForWorkflow: (_: string, options: { signal?: AbortSignal; onState?: (state: WorkflowState) => void }) =>
        ask<WorkflowState>((request) => {
          const waiting = { ...request, onState: (state: WorkflowState) => options.onState?.(state) };
          this.waiting = waiting;
          const abort = () => {
            if (this.waiting === waiting) this.waiting = undefined;
            request.reject(new LinkedApiError('cancelled', 'Waiting was cancelled.'));
          };
          if (options.signal?.aborted) abort();
          options.signal?.addEventListener('abort', abort);
        }),
      cancelWorkflow: () => ask<{ cancelled: boolean }>((request) => (this.cancelling = request)),
    } as unknown as RunClient;
    const host: RunHost = {
      plan: async () => {
        await ask<void>((request) => (this.planning = request));
        return { plan: planOf({ id: run.id }), document };
      },
      client: async () => {
        await ask<void>((request) => this.connecting.push(request));
        return client;
      },
      retries: {},
      onStep: () => undefined,
      deliver: (ended: Ended, onSent) =>
        ask<boolean>((request) => {
          this.delivering = { ...request, onSent, first: ended.marks.redelivered !== true };
        }),
      errorOf: (thrown) => {
        if (thrown instanceof LinkedApiError) return thrown;
        this.faults.push(thrown);
        return { code: 'unexpectedError', message: String(thrown) };
      },
    };
    const run = new Run(host, unfinished);
    this.run = run;
    const leaving = {
      handOver: () => {
        if (!isGone()) this.start(run.handOver());
      },
      drop: () => assert.fail('Only a node that cancels drops runs.'),
    };
    this.runs.carryOn(run, leaving).then(
      (ended) => {
        if (ended && !isGone()) this.ends.push(ended.at);
      },
      (thrown: unknown) => this.faults.push(thrown),
    );
  }

  /** What can happen now. */
  possible(): (typeof moves)[number][] {
    if (this.ends.length > 0) return [];
    return [
      ...(this.planning ? times(6, 'answerPlan') : []),
      ...(this.connecting.length > 0 ? times(6, 'answerClient') : []),
      ...(this.submitting ? [...times(4, 'accept'), ...times(2, 'loseAnswer'), 'refuse' as const] : []),
      ...(this.waiting ? [...times(6, 'complete'), ...(['progress', 'fail', 'expire'] as const)] : []),
      ...(this.cancelling ? (['confirmCancel', 'refuseCancel'] as const) : []),
      ...(this.delivering ? [...times(3, 'sendSome'), 'sendAll' as const] : []),
      ...(['cancel', 'deploy', 'kill'] as const),
    ];
  }

  answerPlan(): void {
    this.planning?.resolve();
    this.planning = undefined;
  }

  answerClient(): void {
    for (const { resolve } of this.connecting.splice(0)) resolve();
  }

  accept(): void {
    if (this.takeSubmission()) this.maybeStarted += 1;
    this.submission?.resolve({ workflowId: 'wf-1', workflowStatus: 'pending' });
  }

  /** Or was aborted in a pause between two attempts. */
  refuse(): void {
    const submission = this.submitting;
    this.submitting = undefined;
    submission?.reject(new LinkedApiError(submission.givenUp ? 'cancelled' : 'subscriptionRequired', 'No.'));
  }

  loseAnswer(): void {
    if (this.takeSubmission()) this.maybeStarted += 1;
    this.submission?.reject(new LinkedApiError('submissionUnknown', 'Lost.'));
  }

  progress(): void {
    this.waiting?.onState({ workflowId: 'wf-1', workflowStatus: 'running', text: '' });
  }

  complete(): void {
    this.waiting?.resolve(completedState);
    this.waiting = undefined;
  }

  fail(): void {
    this.waiting?.reject(new LinkedApiError('signedOut', 'The workflow failed.'));
    this.waiting = undefined;
  }

  expire(): void {
    this.waiting?.reject(new LinkedApiError('workflowTimeout', 'Gave up.'));
    this.waiting = undefined;
  }

  cancel(): void {
    this.run?.cancel().catch((thrown: unknown) => this.faults.push(thrown));
  }

  confirmCancel(): void {
    this.cancelling?.resolve({ cancelled: true });
    this.cancelling = undefined;
  }

  refuseCancel(): void {
    this.cancelling?.resolve({ cancelled: false });
    this.cancelling = undefined;
  }

  sendSome(): void {
    if (!this.delivering) return;
    this.firstDeliveries += this.delivering.first ? 1 : 0;
    this.delivering.first = false;
    this.delivering.onSent();
  }

  sendAll(): void {
    this.sendSome();
    this.delivering?.resolve(true);
    this.delivering = undefined;
  }

  deploy(): void {
    const { runs } = this;
    this.runs = this.newRuns();
    this.delivering?.resolve(false);
    this.delivering = undefined;
    void runs.close();
  }

  /** Only what is on the disk survives the process. */
  kill(): void {
    if (this.submitting) this.maybeStarted += 1;
    this.process += 1;
    const ended = this.ends.length > 0;
    this.runs = this.newRuns();
    this.connecting = [];
    this.run = this.planning = this.submitting = this.waiting = this.cancelling = undefined;
    this.delivering = undefined;
    const entries = [...this.disk.values()];
    for (const entry of entries) {
      const { id } = entry.plan;
      this.start({ id, message: {}, notes: this.notes, state: restore(structuredClone(entry)) });
    }
    if (entries.length === 0 && !ended) this.ends.push('lost');
  }

  /** Waits until nothing more happens by itself. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn += 1) await nextTurn();
  }

  check(): void {
    assert.deepEqual(this.faults, []);
    assert.ok(this.maybeStarted <= 1, 'submitted again');
    assert.ok(this.firstDeliveries <= 1, 'delivered again as if for the first time');
  }

  /** Everything answers now. */
  async finish(): Promise<void> {
    for (let turn = 0; turn < 12 && this.ends.length === 0; turn += 1) {
      for (const move of ['answerPlan', 'answerClient', 'accept', 'refuseCancel', 'complete', 'sendAll'] as const) {
        this[move]();
        await this.settle();
        this.check();
      }
    }
    assert.ok(this.ends.length > 0, `It never ended: ${this.run?.state.at}, after ${this.posts} requests.`);
    // It is removed a little later.
    for (let turn = 0; turn < 100 && this.disk.size > 0; turn += 1) await nextTurn();
    assert.equal(this.disk.size, 0);
  }

  private submission: World['submitting'];

  private takeSubmission(): boolean {
    this.submission = this.submitting;
    this.submitting = undefined;
    return this.submission !== undefined;
  }

  private newRuns(): Runs {
    return new Runs('resume', new LiveRuns());
  }
}
