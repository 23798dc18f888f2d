import type { WorkflowState } from '../../../src/client';
import type { FakeClock } from './fake-clock';

interface Workflow {
  id: string;
  lastsMs: number;
}

/** Answers `GET /workflows/{id}` for one account in simulated time: one workflow runs, the others wait in order. */
export class SimulatedAccount {
  /** Every poll: its workflow and its time in ticks. */
  readonly asked: { id: string; at: number }[] = [];
  /** When each workflow ended, in ticks. */
  readonly ended = new Map<string, number>();
  private readonly queue: Workflow[] = [];
  private readonly parked = new Map<string, Workflow>();
  private first = 0;
  private startedAt: number;

  constructor(private readonly clock: FakeClock) {
    this.startedAt = clock.ticks();
  }

  submit(id: string, lastsMs: number): void {
    this.settle();
    if (this.first === this.queue.length) this.startedAt = this.clock.ticks();
    this.queue.push({ id, lastsMs });
  }

  cancel(id: string): void {
    this.takeOut(id);
    this.ended.set(id, this.clock.ticks());
  }

  /** Holds a workflow back until `unpark`, as outside working hours. */
  park(id: string): void {
    this.parked.set(id, this.takeOut(id));
  }

  unpark(id: string): void {
    const { lastsMs } = this.parked.get(id)!;
    this.parked.delete(id);
    this.submit(id, lastsMs);
  }

  poll(id: string): WorkflowState {
    this.asked.push({ id, at: this.clock.ticks() });
    this.settle();
    const state = (workflowStatus: string, more = {}) => ({ workflowId: id, workflowStatus, text: '', ...more });
    if (this.ended.has(id)) return state('completed', { completion: [] });
    if (this.parked.has(id)) return state('pending', { pendingReason: 'outsideWorkingHours' });
    if (this.queue[this.first]?.id === id) return state('running');
    return state('pending', { pendingReason: 'queued' });
  }

  private takeOut(id: string): Workflow {
    this.settle();
    const place = this.queue.findIndex((workflow, index) => index >= this.first && workflow.id === id);
    const [workflow] = this.queue.splice(place, 1);
    if (place === this.first) this.startedAt = this.clock.ticks();
    return workflow!;
  }

  /** Advances to the present. */
  private settle(): void {
    for (let next = this.queue[this.first]; next; next = this.queue[this.first]) {
      const end = this.startedAt + next.lastsMs;
      if (end > this.clock.ticks()) return;
      this.ended.set(next.id, end);
      this.startedAt = end;
      this.first += 1;
    }
  }
}
