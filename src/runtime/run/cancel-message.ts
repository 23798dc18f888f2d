import type { Run } from '../../runs';
import { NodeError, type Message } from '../host/node-red';

/** Whether a message is meant to cancel runs: it has `linkedapi.cancel`, with any value. */
export function wantsCancel({ linkedapi }: Message): boolean {
  return typeof linkedapi === 'object' && linkedapi !== null && 'cancel' in linkedapi;
}

/** Cancels the runs that a message names: one by its workflow's id, or all. Rejects with an error that says what failed. */
export async function cancelRuns({ linkedapi }: Message, live: Iterable<Run>, title: string): Promise<void> {
  const { cancel: wanted } = linkedapi as { cancel: unknown };
  if (wanted === 'all') {
    const outcomes = await Promise.allSettled([...live].map((run) => cancelOne(run)));
    const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
    if (failed) throw failed.reason;
    return;
  }
  if (typeof wanted !== 'string' || wanted.trim() === '') {
    throw new NodeError(
      'invalidCancel',
      `${title}: msg.linkedapi.cancel has to be the id of a workflow, or “all”. Nothing was cancelled, and nothing started.`,
    );
  }
  const workflowId = wanted.trim();
  const run = [...live].find((one) => one.workflowId === workflowId);
  if (run) return cancelOne(run);
  throw new NodeError(
    'unknownWorkflow',
    `${title} has no workflow ${workflowId} under way: it has ended, or was started elsewhere. A workflow node cancels any workflow of its account.`,
    { workflowId },
  );
}

async function cancelOne(run: Run): Promise<void> {
  if (await run.cancel()) return;
  const { workflowId } = run;
  throw new NodeError(
    'tooLate',
    `${workflowId ? `The workflow ${workflowId}` : 'The run'} has ended, or Linked API can no longer stop it.`,
    { workflowId },
  );
}
