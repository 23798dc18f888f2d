import { type WorkflowState } from '../../client';
import { delivering, type Delivery, type Entry, type RunHistory, type RunRecord } from '../../runs';
import type { ActionNode, NodeOutcome } from '../../workflow';
import type { NodeStatus } from '../host/node-status';
import { catalog } from '../host/catalog';
import type { Job } from './job';
import type { Message, Runtime, RuntimeNode, Send, Status } from '../host/node-red';
import type { Plan } from './plan';
import type { RunSettings } from './run-settings';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { runYielding } from '../../shared/node';

/** The structure and the completion. */
export const fixedPorts = 2;

interface Sender {
  RED: Runtime;
  node: RuntimeNode;
  settings: RunSettings;
  nodeStatus: NodeStatus;
  history: RunHistory;
  send: Send;
}

interface Completed extends Plan {
  job: Job;
  record: RunRecord;
  kept: Message;
  state: WorkflowState;
}

/** Makes messages of what a completed run brought, for all who are wired to it now. */
export function messagesFor({ RED, node, settings: { labels, delivery } }: Sender, done: Completed): Promise<Delivery> {
  const { state, roots, graph, kept, job } = done;
  const wired = wiredPorts(node);
  const receivers = {
    labels,
    wiredLabels: new Set(labels.filter((_, index) => wired(fixedPorts + index))),
    tapped: new Set(graph.actions.filter(({ tapped }) => tapped).map(({ id }) => id)),
    completionWired: wired(1),
    delivery,
  };
  return runYielding(delivering(state, roots, catalog(), kept, receivers, RED.util, job.marks));
}

/** Node-RED brings all messages that are sent at a stretch to their nodes at a stretch. */
const messagesAtOnce = 250;

/** Sends them all, and shows how it ended; yields where others may have their turn. */
export function* sending(
  { RED, node, nodeStatus, history, send }: Sender,
  { state, roots, graph, job, record }: Completed,
  { taps, ports, completion, reading }: Delivery,
): Generator<void, void> {
  const { outcomes, summary } = reading;
  const shown = shownOf(roots, outcomes);
  let sent = 0;
  for (const { id, node: action } of graph.actions) {
    const outcome = shown.get(id) ?? status.cleared;
    nodeStatus.end(job.run, id, outcome);
    const recorded = record.actions.get(id);
    if (recorded) recorded.shown = outcome;
    for (const message of taps.get(id) ?? []) {
      // A node may have been deployed anew while the workflow ran.
      (RED.nodes.getNode(id) ?? action).send(message);
      if ((sent += 1) % messagesAtOnce === 0) yield;
    }
  }
  // One at a time, since Node-RED clones all but the first of those that are sent together.
  const sendTo = (port: number, message: Message) => send([...new Array<null>(port).fill(null), message]);
  for (const [index, messages] of ports.entries()) {
    for (const message of messages) {
      sendTo(fixedPorts + index, message);
      if ((sent += 1) % messagesAtOnce === 0) yield;
    }
  }
  // Last, so that it also says: everything has been delivered.
  for (const message of completion) sendTo(1, message);
  nodeStatus.end(job.run, node.id, status.ended(summary));
  history.completed(record, state, roots, summary);
}

/** Says which receivers a run had when it began and has no longer; undefined when none is missing. */
export function lostReceivers(
  { labels, taps, workflowId }: Entry,
  node: RuntimeNode,
  settings: RunSettings,
  { actions }: Plan['graph'],
): string | undefined {
  const wired = wiredPorts(node);
  const present = new Set(settings.labels.filter((_, index) => wired(fixedPorts + index)));
  const tapped = new Set(actions.filter((action) => action.tapped).map(({ id }) => id));
  const lost = [
    ...labels.filter((label) => !present.has(label)).map((label) => `the label “${label}”`),
    ...taps.filter((id) => !tapped.has(id)).map((id) => `the action node ${id}`),
  ];
  if (lost.length === 0) return undefined;
  const rest = wired(1)
    ? 'The completion message has their results all the same.'
    : `Linked API keeps their results under the workflow’s id.`;
  return `${titleOf(node)}: the flow has been changed while the workflow ${workflowId} ran, and nothing is wired any more to ${lost.join(', ')}. ${rest}`;
}

const wiredPorts = (node: RuntimeNode) => (port: number) => (node.wires?.[port]?.length ?? 0) > 0;

/** What each action shows after a run. */
function shownOf(roots: readonly ActionNode[], outcomes: ReadonlyMap<string, NodeOutcome>): Map<string, Status> {
  const shown = new Map<string, Status>();
  const visit = (nodes: readonly ActionNode[]) => {
    for (const node of nodes) {
      if (shown.has(node.id)) continue;
      shown.set(node.id, status.outcome(node, outcomes, catalog()));
      visit(node.then);
    }
  };
  visit(roots);
  return shown;
}
