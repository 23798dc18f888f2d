/** A run, or a workflow node, that waits for a workflow to end. */
export interface Waiting {
  /** Undefined as long as the workflow has not been started. */
  readonly workflowId: string | undefined;
  /** Cancels the workflow and the wait. Resolves with false if it was too late. */
  cancel?(): Promise<boolean>;
}

/** The runs in progress in this Node-RED, found by the id of their workflow. */
export class LiveRuns {
  private readonly waiting = new Set<Waiting>();

  add(waiting: Waiting): void {
    this.waiting.add(waiting);
  }

  delete(waiting: Waiting): void {
    this.waiting.delete(waiting);
  }

  /** Cancels the run that waits for the workflow. Undefined if there is none. */
  cancel(workflowId: string): Promise<boolean> | undefined {
    for (const waiting of this.of(workflowId)) if (waiting.cancel) return waiting.cancel();
    return undefined;
  }

  private of(workflowId: string): Waiting[] {
    return [...this.waiting].filter((waiting) => waiting.workflowId === workflowId);
  }
}
