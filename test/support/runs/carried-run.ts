import { LinkedApiError, type LinkedApiClient, type WorkflowState } from '../../../src/client';
import {
  Run,
  type Ended,
  type Notes,
  type Plan,
  type Progress,
  type RunHost,
  type Unfinished,
} from '../../../src/runs';
import type { WorkflowDocument } from '../../../src/workflow';

export const noNotes: Notes = { save: () => Promise.resolve(true), remove: () => Promise.resolve() };

export const planOf = (more: Partial<Plan> = {}): Plan => ({
  ...{ id: 'one', nodeId: 'run', accountId: 'account', timeoutMs: 3_600_000, roots: [], labels: [], taps: [] },
  ...{ message: {}, leftOut: [] },
  ...more,
});

interface Options {
  client: LinkedApiClient;
  document?: WorkflowDocument;
  timeoutMs: number;
  notes?: Notes;
  /** For a run that is resumed. */
  state?: Unfinished['state'];
  retries?: RunHost['retries'];
  onTrouble?: (error: LinkedApiError) => void;
  onProgress?: (progress: Progress) => void;
}

/** A run without a run node. */
export function carriedRun({ client, document, timeoutMs, notes = noNotes, retries = {}, ...options }: Options) {
  const { onTrouble, onProgress, state = { at: 'received' } } = options;
  let shown: Progress | undefined;
  const host: RunHost = {
    plan: () => Promise.resolve({ plan: planOf({ id: run.id, timeoutMs }), document: document ?? [] }),
    client: () => Promise.resolve(client),
    retries,
    ...(onTrouble ? { onTrouble } : {}),
    onStep: () => {
      if (run.state.at !== 'running' || run.state.progress === shown) return;
      shown = run.state.progress;
      if (shown) onProgress?.(shown);
    },
    deliver: () => Promise.resolve(true),
    errorOf: (thrown) => {
      if (thrown instanceof LinkedApiError) return thrown;
      throw thrown;
    },
  };
  const run = new Run(host, { message: {}, notes, state });
  return { run, ended: run.carryOn().then(() => resultOf(run)) };
}

function resultOf({ state }: Run): WorkflowState {
  if (state.at !== 'over') throw new Error(`The run is ${state.at}.`);
  const ended: Ended = state.ended;
  if (ended.at === 'completed') return ended.result;
  throw ended.error instanceof Error ? ended.error : new Error(ended.error.message);
}
