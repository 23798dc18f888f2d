import { makeMessages, type Completed, type Delivery, type Message, type Run, type RunRecord } from '../../runs';
import { runYielding, yieldToEventLoop } from '../../shared/node';
import type { ActionNode, NodeOutcome } from '../../workflow';
import { catalog } from '../host/catalog';
import type { Runtime, RuntimeNode, Send, Status } from '../host/node-red';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import type { PlannedGraph } from './plan';
import { fixedPorts, type RunSettings } from './run-settings';
import type { Shared } from './shared';

interface Results {
  RED: Runtime;
  node: RuntimeNode;
  settings: RunSettings;
  shared: Shared;
  send: Send;
  run: Run;
  record: RunRecord;
  graph: PlannedGraph;
  /** The message that started the run, without its payload. */
  kept: Message;
  ended: Completed;
  /** Aborted when the node is closed. */
  closing: AbortSignal;
  /** Called when some messages have been sent. */
  onSent: () => void;
}

/** Node-RED delivers messages that are sent without a pause without letting other work be done in between. */
const messagesAtOnce = 250;

/** Sends the messages of a completed run and shows how it ended. Resolves with false if the node was closed before all were sent. */
export async function sendResults(results: Results): Promise<boolean> {
  const steps = sendSteps(results, await messagesFor(results));
  const { flows } = results.shared.handover;
  for (let done = false; !done;) {
    const sendSome = () => (done = steps.next().done === true);
    if (!(await flows.whileRunning(sendSome, results.closing))) return false;
    results.onSent();
    await yieldToEventLoop();
  }
  return true;
}

/** Makes messages for everything that is wired now. */
function messagesFor({ RED, node, settings, ended, graph, kept }: Results): Promise<Delivery> {
  const { labels, delivery } = settings;
  const receivers = {
    labels,
    wiredLabels: new Set(labels.filter((_, index) => isPortWired(node, fixedPorts + index))),
    tapped: new Set(graph.actions.filter(({ tapped }) => tapped).map(({ id }) => id)),
    completionWired: isPortWired(node, 1),
    delivery,
  };
  const { result, plan, marks } = ended;
  return runYielding(makeMessages(result, plan.roots, catalog(), kept, receivers, RED.util, marks));
}

/** Yields between messages, so that other work gets done. */
function* sendSteps(
  { RED, node, shared, send, run, record, graph, ended }: Results,
  { taps, ports, completion, reading }: Delivery,
): Generator<void, void> {
  const { outcomes, summary } = reading;
  const { roots } = ended.plan;
  const { sequence } = record;
  const total = (id: string, own: NodeOutcome) => (sequence === undefined ? own : shared.totals.add(sequence, id, own));
  const shown = shownOf(roots, new Map([...outcomes].map(([id, own]) => [id, total(id, own)])));
  let sent = 0;
  for (const { id, node: action } of graph.actions) {
    const outcome = shown.get(id) ?? status.cleared;
    shared.nodeStatus.end(run, id, outcome);
    const recorded = record.actions.get(id);
    if (recorded) recorded.shown = outcome;
    for (const message of taps.get(id) ?? []) {
      // A node may have been deployed again while the workflow ran.
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
  // Last, so that it also means: everything has been delivered.
  for (const message of completion) sendTo(1, message);
  shared.nodeStatus.end(run, node.id, status.ended(total(node.id, summary)));
  shared.history.completed(record, ended.result, roots, summary);
}

/** A sentence about receivers that were wired when the run began and are not any more; undefined if there are none. */
export function lostReceivers(
  { plan: { labels, taps }, workflowId }: Completed,
  node: RuntimeNode,
  settings: RunSettings,
  { actions }: PlannedGraph,
): string | undefined {
  const present = new Set(settings.labels.filter((_, index) => isPortWired(node, fixedPorts + index)));
  const tapped = new Set(actions.filter((action) => action.tapped).map(({ id }) => id));
  const lost = [
    ...labels.filter((label) => !present.has(label)).map((label) => `the label “${label}”`),
    ...taps.filter((id) => !tapped.has(id)).map((id) => `the action node ${id}`),
  ];
  if (lost.length === 0) return undefined;
  const rest = isPortWired(node, 1)
    ? 'The completion message has their results all the same.'
    : `Linked API keeps their results under the workflow’s id.`;
  return `${titleOf(node)}: the flow has been changed while the workflow ${workflowId} ran, and nothing is wired any more to ${lost.join(', ')}. ${rest}`;
}

export const isPortWired = (node: RuntimeNode, port: number): boolean => (node.wires?.[port]?.length ?? 0) > 0;

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
