/** Whatever waits for a workflow to end: a run, or a node that was told to wait. */
export interface Waiting {
  /** Undefined as long as the workflow has not been started. */
  readonly workflowId: string | undefined;
  /** Has Linked API stop the workflow, and ends the wait as cancelled; false when it was too late. */
  cancel?(): Promise<boolean>;
}

/** What is under way in this Node-RED, for those who only know a workflow's id. */
export class LiveRuns {
  private readonly waiting = new Set<Waiting>();

  add(waiting: Waiting): void {
    this.waiting.add(waiting);
  }

  delete(waiting: Waiting): void {
    this.waiting.delete(waiting);
  }

  /** Cancels by way of the run that waits for the workflow, so that it ends as cancelled; undefined when there is none. */
  cancel(workflowId: string): Promise<boolean> | undefined {
    for (const waiting of this.of(workflowId)) if (waiting.cancel) return waiting.cancel();
    return undefined;
  }

  private of(workflowId: string): Waiting[] {
    return [...this.waiting].filter((waiting) => waiting.workflowId === workflowId);
  }
}
