import { parseCompletionSteps, type WorkflowState } from '../client';
import type { Catalog } from '../catalog/facts';
import { type ActionNode, readCompletionSteps, type Reading, type Result } from '../workflow';
import type { Message } from './message';

export interface Delivery {
  /** To an action's taps, by the action's node id. */
  taps: Map<string, Message[]>;
  /** To the label ports, in the order of `labels`. */
  ports: Message[][];
  completion: Message[];
  reading: Reading;
}

export interface Receivers {
  /** The labels of the run node's ports, in order, and those of the ports that are wired. */
  labels: readonly string[];
  wiredLabels: ReadonlySet<string>;
  tapped: ReadonlySet<string>;
  completionWired: boolean;
  /** One message per result, or one array per label and run. */
  delivery: 'each' | 'array';
}

/** Marks in every message of a run that was taken up by another instance, or may have been delivered before. */
export interface Marks {
  resumed?: true;
  redelivered?: true;
  /** Paths in the incoming message. */
  leftOut?: string[];
}

export interface Tools {
  cloneMessage<T extends object>(message: T): T;
  generateId(): string;
}

/**
 * Turns a completed workflow into messages. Every message is a clone of `kept`, the incoming message without its payload;
 * no two of them share anything that can be changed. Builds nothing for ports without wires. Yields now and then, so that
 * other work gets done.
 *
 * `resultId` identifies a result: the workflow, the action's node (or the label, if the tree has no such node) and the index of
 * this result among the node's results. Reading the completion again gives the same ids.
 */
export function* makeMessages(
  state: WorkflowState,
  roots: readonly ActionNode[],
  catalog: Catalog,
  kept: Message,
  { labels, wiredLabels, tapped, completionWired, delivery }: Receivers,
  tools: Tools,
  marks: Marks = {},
): Generator<void, Delivery> {
  const { workflowId } = state;
  const counted = new Map<string, number>();
  const resultIdOf = ({ node, label = '' }: Result) => {
    const source = node?.id ?? label;
    const count = counted.get(source) ?? 0;
    counted.set(source, count + 1);
    return `${workflowId}/${source}/${count}`;
  };
  const copy = copierOf(kept, tools);
  const taps = new Map([...tapped].map((nodeId) => [nodeId, new Sequence({ nodeId })]));
  const ports = new Map([...wiredLabels].map((label) => [label, new Sequence({ label })]));

  const add = (to: Sequence, result: Result, resultId: string, payload: unknown) => {
    const { actionType, label, node, success, error, path, about } = result;
    const facts: Record<string, unknown> = { workflowId, resultId, actionType, success, ...about, path, ...marks };
    if (label !== undefined) facts['label'] = label;
    if (node) facts['nodeId'] = node.id;
    if (error) facts['error'] = structuredClone(error);
    if (delivery === 'array') {
      to.payloads.push(payload);
      to.facts.push(facts);
      return;
    }
    const message = copy();
    message.payload = payload;
    message.linkedapi = facts;
    to.messages.push(message);
  };

  const reading = yield* readCompletionSteps(
    state.completion,
    roots,
    catalog,
    (node, label) => (node !== undefined && taps.has(node.id)) || (label !== undefined && ports.has(label)),
    (result) => {
      const port = result.label === undefined ? undefined : ports.get(result.label);
      const tap = result.node && taps.get(result.node.id);
      const id = resultIdOf(result);
      if (tap) add(tap, result, id, port ? structuredClone(result.payload) : result.payload);
      if (port) add(port, result, id, result.payload);
    },
  );

  const messagesOf = (sequence: Sequence): Message[] => {
    const { from, messages, payloads, facts } = sequence;
    if (delivery === 'array') {
      const resultId = `${workflowId}/${'nodeId' in from ? from.nodeId : from.label}`;
      const success = facts.every((one) => one['success']);
      const linkedapi = { workflowId, resultId, ...from, success, results: facts, ...marks };
      return [{ ...copy(), payload: payloads, linkedapi }];
    }
    const id = tools.generateId();
    messages.forEach((message, index) => {
      const parts = { id, type: 'array', len: 1, index, count: messages.length };
      message.parts = message.parts === undefined ? parts : { ...parts, parts: message.parts };
    });
    return messages;
  };

  const completion = completionWired ? [copy()] : [];
  for (const message of completion) {
    // Reading has taken the completion apart, so the text is parsed again.
    message.payload = yield* parseCompletionSteps(state.text);
    const { summary } = reading;
    const resultId = `${workflowId}/completion`;
    message.linkedapi = { workflowId, resultId, success: summary.failed === 0, summary, ...marks };
  }
  const byLabel = new Map([...ports].map(([label, sequence]) => [label, messagesOf(sequence)]));
  return {
    taps: new Map([...taps].map(([nodeId, sequence]) => [nodeId, messagesOf(sequence)])),
    ports: labels.map((label, index) => {
      const messages = byLabel.get(label) ?? [];
      return labels.indexOf(label) === index ? messages : messages.map((message) => tools.cloneMessage(message));
    }),
    completion,
    reading,
  };
}

/** The results of one run for one receiver, in order. */
class Sequence {
  readonly messages: Message[] = [];
  readonly payloads: unknown[] = [];
  readonly facts: Record<string, unknown>[] = [];
  constructor(readonly from: { label: string } | { nodeId: string }) {}
}

/** A deep clone is only needed if the message holds objects. */
function copierOf(kept: Message, tools: Tools): () => Message {
  const flat = Object.values(kept).every((value) => typeof value !== 'object' || value === null);
  return flat ? () => ({ ...kept }) : () => tools.cloneMessage(kept);
}
