import { completionFrom, type WorkflowState } from '../client';
import type { Catalog } from '../catalog/catalog';
import { readCompletion, type Reading, type Result } from '../workflow/results';
import type { ActionNode } from '../workflow/tree';
import type { Message } from './node-red';

export interface Delivery {
  /** To an action's taps, by the action's node id. */
  taps: Map<string, Message[]>;
  /** To the label ports, in the order of `labels`. */
  ports: Message[][];
  completion: Message[];
  reading: Reading;
}

export interface Receivers {
  /** The labels of the run node's ports, in order, and which of these ports something is wired to. */
  labels: readonly string[];
  wiredLabels: ReadonlySet<string>;
  tapped: ReadonlySet<string>;
  completionWired: boolean;
  /** One message per result, or one array per label and run. */
  delivery: 'each' | 'array';
}

export interface Tools {
  cloneMessage<T extends object>(message: T): T;
  generateId(): string;
}

/**
 * Turns a completed workflow into messages. Every message is a clone of `kept`, the incoming message without its payload;
 * no two of them share anything that can be changed. Nothing is built for what nothing is wired to.
 */
export function deliver(
  state: WorkflowState,
  roots: readonly ActionNode[],
  catalog: Catalog,
  kept: Message,
  { labels, wiredLabels, tapped, completionWired, delivery }: Receivers,
  tools: Tools,
): Delivery {
  const byTap = new Map<string, Result[]>();
  const byLabel = new Map<string, Result[]>([...wiredLabels].map((label) => [label, []]));
  const { workflowId } = state;

  const reading = readCompletion(
    state.completion,
    roots,
    catalog,
    (node, label) => (node !== undefined && tapped.has(node.id)) || (label !== undefined && wiredLabels.has(label)),
    (result) => {
      const onPort = result.label === undefined ? undefined : byLabel.get(result.label);
      onPort?.push(result);
      if (result.node && tapped.has(result.node.id)) {
        const results = byTap.get(result.node.id);
        const own = onPort ? { ...result, payload: structuredClone(result.payload) } : result;
        if (results) results.push(own);
        else byTap.set(result.node.id, [own]);
      }
    },
  );

  const copy = copierOf(kept, tools);
  const facts = (result: Result) => ({
    workflowId,
    actionType: result.actionType,
    ...(result.label === undefined ? {} : { label: result.label }),
    ...(result.node ? { nodeId: result.node.id } : {}),
    success: result.success,
    ...(result.error ? { error: { ...result.error } } : {}),
    path: result.path,
  });
  const each = (results: readonly Result[]): Message[] => {
    const id = tools.generateId();
    return results.map((result, index) => {
      const message = copy();
      message.payload = result.payload;
      message.linkedapi = facts(result);
      const parts = { id, type: 'array', len: 1, index, count: results.length };
      message.parts = kept.parts === undefined ? parts : { ...parts, parts: message.parts };
      return message;
    });
  };
  const asArray = (results: readonly Result[], from: { label?: string; nodeId?: string }): Message[] => {
    const message = copy();
    message.payload = results.map(({ payload }) => payload);
    message.linkedapi = { workflowId, ...from, success: results.every(({ success }) => success), results: results.map(facts) }; // prettier-ignore
    return [message];
  };

  const completion = completionWired ? [copy()] : [];
  for (const message of completion) {
    // What was read above has been taken apart, so the text is parsed once more.
    message.payload = completionFrom(state.text);
    message.linkedapi = { workflowId, success: reading.summary.failed === 0, summary: reading.summary };
  }
  return {
    taps: new Map(
      [...tapped].map((nodeId) => {
        const results = byTap.get(nodeId) ?? [];
        return [nodeId, delivery === 'array' ? asArray(results, { nodeId }) : each(results)];
      }),
    ),
    ports: labels.map((label) => {
      const results = byLabel.get(label);
      if (!results) return [];
      return delivery === 'array' ? asArray(results, { label }) : each(results);
    }),
    completion,
    reading,
  };
}

/** Cloning in full is only needed where the message holds more than plain values. */
function copierOf(kept: Message, tools: Tools): () => Message {
  const flat = Object.values(kept).every((value) => typeof value !== 'object' || value === null);
  return flat ? () => ({ ...kept }) : () => tools.cloneMessage(kept);
}
