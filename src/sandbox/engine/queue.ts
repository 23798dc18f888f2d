import { randomUUID } from 'node:crypto';
import type { AccountBehaviour } from './account-behaviour';
import type { Node } from './check';
import type { Failure } from '../failures';
import { sleep } from '../pace';

export type Status = 'pending' | 'running' | 'completed' | 'failed';

interface Workflow {
  id: string;
  status: Status;
  document: Node | Node[];
  stop: AbortController;
  /** JSON text, so that later changes of the account do not change it, and repeated polls cost nothing. */
  completion?: string;
  failure?: Failure;
}

/** What `GET /workflows/{id}` answers, with the completion as JSON text. */
export interface State {
  workflowId: string;
  workflowStatus: Status;
  pendingReason?: 'queued' | 'outsideWorkingHours';
  message?: string;
  failure?: Failure;
}

/** Finished workflows beyond these limits are dropped, oldest first. */
const keptWorkflows = 500;
const keptCharacters = 64_000_000;

/** The workflows of one account: one runs at a time, the others wait in order. */
export class Queue {
  private readonly workflows = new Map<string, Workflow>();
  private running: Workflow | undefined;
  private characters = 0;

  constructor(
    readonly behaviour: AccountBehaviour,
    /** Carries out a document and resolves with its completion. Rejects when cancelled. */
    readonly simulate: (workflow: { id: string; document: Node | Node[] }, signal: AbortSignal) => Promise<unknown>,
    readonly log: (line: string) => void,
  ) {}

  start(document: Node | Node[]): State {
    const workflow: Workflow = { id: `wf-${randomUUID()}`, status: 'pending', document, stop: new AbortController() };
    this.workflows.set(workflow.id, workflow);
    this.next();
    return this.stateOf(workflow);
  }

  state(id: string): { state: State; completion: string | undefined } | undefined {
    const workflow = this.workflows.get(id);
    return workflow && { state: this.stateOf(workflow), completion: workflow.completion };
  }

  /** False if it has ended already, undefined if there is no such workflow. */
  cancel(id: string): boolean | undefined {
    const workflow = this.workflows.get(id);
    if (!workflow) return undefined;
    if (workflow.status === 'completed' || workflow.status === 'failed') return false;
    this.end(workflow, { failure: { reason: 'cancelled', message: 'The workflow was cancelled.' } });
    return true;
  }

  /** Ends all workflows. */
  close(): void {
    for (const id of [...this.workflows.keys()].reverse()) this.cancel(id);
  }

  private next(): void {
    if (this.running || this.behaviour.parks) return;
    const workflow = [...this.workflows.values()].find(({ status }) => status === 'pending');
    if (!workflow) return;
    workflow.status = 'running';
    this.running = workflow;
    // Later, so that the answer to the POST is never a completed workflow.
    setImmediate(() => void this.run(workflow));
  }

  private async run(workflow: Workflow): Promise<void> {
    const { signal } = workflow.stop;
    try {
      if (this.behaviour.endless) await sleep(2 ** 31 - 1, signal);
      if (this.behaviour.fails) return this.end(workflow, { failure: this.behaviour.fails });
      const completion = JSON.stringify(await this.simulate(workflow, signal));
      this.end(workflow, { completion });
    } catch (error) {
      if (signal.aborted) return;
      this.log(`${workflow.id}: ${error instanceof Error ? error.stack : String(error)}`);
      this.end(workflow, { failure: { reason: 'unexpectedError', message: 'The sandbox made a mistake.' } });
    }
  }

  private end(workflow: Workflow, outcome: { completion: string } | { failure: Failure }): void {
    if (workflow.status === 'completed' || workflow.status === 'failed') return;
    Object.assign(workflow, outcome);
    workflow.status = 'completion' in outcome ? 'completed' : 'failed';
    workflow.document = [];
    this.characters += workflow.completion?.length ?? 0;
    if (this.running === workflow) this.running = undefined;
    workflow.stop.abort();
    this.forget(workflow);
    this.next();
  }

  private forget(latest: Workflow): void {
    for (const [id, workflow] of this.workflows) {
      if (this.workflows.size <= keptWorkflows && this.characters <= keptCharacters) return;
      const { status, completion } = workflow;
      if (status === 'pending' || status === 'running' || workflow === latest) continue;
      this.workflows.delete(id);
      this.characters -= completion?.length ?? 0;
    }
  }

  private stateOf({ id, status, failure }: Workflow): State {
    const state: State = { workflowId: id, workflowStatus: status };
    if (status === 'pending') {
      state.pendingReason = this.behaviour.parks ? 'outsideWorkingHours' : 'queued';
      state.message = this.behaviour.parks ?? 'The workflow waits for an earlier one of the same account.';
    }
    if (failure) state.failure = failure;
    return state;
  }
}
