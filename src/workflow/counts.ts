export interface Count {
  succeeded: number;
  failed: number;
  /** How often it was not executed: its parent failed, its list was empty (counted once), or it is not in the completion. */
  skipped: number;
}

export const zero = (): Count => ({ succeeded: 0, failed: 0, skipped: 0 });

export interface LabelCount extends Count {
  skippedBecause?: Partial<Record<SkipReason, number>>;
}

export type SkipReason = 'parentFailed' | 'emptyList' | 'notReported';

/** The outcome of a run by action. Loops themselves are not counted. */
export interface Summary extends Count {
  labels: Record<string, LabelCount>;
}

/** The state of one run, as the history keeps it and the editor shows it. */
export interface RunFacts {
  id: string;
  /** The run node. */
  nodeId: string;
  /** Milliseconds since 1970. */
  began: number;
  ended?: number;
  state: 'checking' | 'queued' | 'outsideWorkingHours' | 'running' | 'completed' | 'failed' | 'cancelled';
  workflowId?: string;
  summary?: Summary;
  error?: { type: string; message: string };
  /** What it is about: the name or the last part of the address of its first target, or what it searches for. */
  about?: string;
  /** The sequence of messages that its message belongs to, by `msg.parts`. */
  sequence?: string;
  /** Why the message, the results or the sent document were not kept. */
  messageGone?: 'tooLarge' | 'noRoom';
  resultsGone?: 'tooLarge' | 'noRoom';
  documentGone?: 'tooLarge' | 'noRoom';
}

/** The outcome of one node over all its executions. */
export interface NodeOutcome extends LabelCount {
  firstError?: { type: string; message: string };
}
