import { copyAsJson, type Entry, type Journal, type Marks, type Run, type RunRecord } from '../../runs';
import type { ActionNode, WorkflowDocument } from '../../workflow';
import type { Failure } from '../host/failure';
import { NodeError, type Message } from '../host/node-red';

/** One run from its message to the end of its delivery; it outlives the instance of the node that began it. */
export interface Job {
  nodeId: string;
  /** As it was received: what a Catch node gets. */
  message: Message;
  run: Run;
  record?: RunRecord;
  marks: Marks;
  /** Paths of what a restart has taken from the message. */
  leftOut?: readonly string[];
  /** Once there is a document, what the journal holds of it, and which journal that is. */
  entry?: Entry;
  journal?: Journal | undefined;
  /** Has the request to start the workflow gone out? */
  sent: boolean;
  /** Settles when the answer to that request has come and has been noted. */
  submitting?: Promise<void>;
  /** Linked API has stopped the workflow because the node was closed. */
  cancelled?: boolean;
  /** It has failed, and nobody has been told yet. */
  failure?: Failure;
}

/** So many paths of what was left out are named in messages. */
const mostNamed = 50;

interface Begun {
  job: Job;
  id: string;
  accountId: string;
  began: number;
  timeoutMs: number;
  document: WorkflowDocument;
  roots: ActionNode[];
  labels: string[];
  taps: string[];
}

/** What is noted before a workflow is sent. */
export function intentOf({ job, id, accountId, began, timeoutMs, ...facts }: Begun): Entry {
  const { nodeId } = job;
  const deadline = began + timeoutMs;
  return { id, nodeId, accountId, began, deadline, state: 'intent', ...facts, ...copyAsJson(job.message) };
}

/** A run that was under way when Node-RED ended. */
export function jobOf(entry: Entry, journal: Journal, run: Run): Job {
  const { nodeId, message, leftOut, state, error } = entry;
  const marks: Marks = { resumed: true };
  if (state === 'delivering') marks.redelivered = true;
  // Frozen, since all messages of the run share it.
  if (leftOut.length > 0) marks.leftOut = Object.freeze(leftOut.slice(0, mostNamed)) as string[];
  const job: Job = { nodeId, message, run, marks, leftOut, entry, journal, sent: true };
  if (error) job.failure = new NodeError(error.code, error.message, error.cause);
  else if (entry.workflowId === undefined) job.failure = submissionUnknown(entry);
  return job;
}

function submissionUnknown({ document, began }: Entry): NodeError {
  return new NodeError(
    'submissionUnknown',
    'Node-RED ended while the workflow was being sent to Linked API, so it is not known whether it was started. It is not sent again; look before starting it anew.',
    { mayHaveStarted: true, began: new Date(began).toISOString(), document },
  );
}

/** The message with which a run is handed to the node that is to go on with it. */
export function messageOf({ message, marks, entry }: Job): Message {
  const workflowId = entry?.workflowId;
  return { ...message, linkedapi: { ...(workflowId === undefined ? {} : { workflowId }), ...marks } };
}
