import type { ActionNode, WorkflowDocument } from '../workflow';

/** What the journal holds of a run that has not been delivered yet. Times in milliseconds since 1970 by the service's clock. */
export interface Entry {
  id: string;
  /** The run node, and the account node under which the workflow was sent. */
  nodeId: string;
  accountId: string;
  began: number;
  /** When waiting for the workflow is to be given up. */
  deadline: number;
  /** `intent`: may or may not have been sent; `started`: the id is known; `delivering`: some messages may have gone out. */
  state: 'intent' | 'started' | 'delivering';
  workflowId?: string;
  /** What was to be sent; needed only while there is no id. */
  document?: WorkflowDocument;
  /** The tree the document was made of, without parameters: results belong to it, however the flow looks now. */
  roots: ActionNode[];
  /** What was wired when it began: labels of ports, and actions by their node ids. */
  labels: string[];
  taps: string[];
  /** The message it was started with, as far as it is plain data, and the paths of what is not. */
  message: Record<string, unknown>;
  leftOut: string[];
  /** The run has failed, and this is what is to be told. */
  error?: { code: string; message: string; cause?: unknown };
}

const version = 1;
const states = ['intent', 'started', 'delivering'];

interface WrittenAction {
  id: string;
  title: string;
  actionType: string;
  label?: string;
  /** Places in the list of actions, each before its own. */
  then: number[];
}

/** An entry as JSON. */
export function writeEntry({ roots, ...entry }: Entry): string {
  const actions: WrittenAction[] = [];
  const places = new Map<ActionNode, number>();
  // A node under two parents is written once, and before them.
  const place = (node: ActionNode): number => {
    let known = places.get(node);
    if (known === undefined) {
      const { id, title, actionType, label } = node;
      const then = node.then.map(place);
      known = actions.push({ id, title, actionType, ...(label === undefined ? {} : { label }), then }) - 1;
      places.set(node, known);
    }
    return known;
  };
  const rootPlaces = roots.map(place);
  return JSON.stringify({ version, ...entry, roots: rootPlaces, actions });
}

/** Reads what `writeEntry` wrote; throws an Error that says what is wrong with anything else. */
export function readEntry(text: string): Entry {
  const read: unknown = JSON.parse(text);
  if (!isRecord(read)) throw new Error('it is no object');
  if (read['version'] !== version) throw new Error(`its version is ${JSON.stringify(read['version'])}, not ${version}`);
  const { id, nodeId, accountId, began, deadline, state, workflowId, document, labels, taps, message, leftOut, error } =
    read;
  const sound =
    [id, nodeId, accountId].every((one) => typeof one === 'string' && one !== '') &&
    [began, deadline].every(Number.isFinite) &&
    states.includes(state as string) &&
    (workflowId === undefined ? state === 'intent' || isRecord(error) : typeof workflowId === 'string') &&
    [labels, taps, leftOut].every((list) => Array.isArray(list) && list.every((one) => typeof one === 'string')) &&
    isRecord(message) &&
    (error === undefined ||
      (isRecord(error) && typeof error['code'] === 'string' && typeof error['message'] === 'string'));
  if (!sound) throw new Error('something is missing in it');
  return {
    ...{ id, nodeId, accountId, began, deadline, state, labels, taps, message, leftOut },
    roots: readTree(read['roots'], read['actions']),
    ...(workflowId === undefined ? {} : { workflowId }),
    ...(document === undefined ? {} : { document }),
    ...(error === undefined ? {} : { error }),
  } as Entry;
}

function readTree(roots: unknown, written: unknown): ActionNode[] {
  if (!Array.isArray(roots) || !Array.isArray(written) || !written.every(isAction)) throw new Error('it has no tree');
  const nodes = written.map(({ id, title, actionType, label }): ActionNode => {
    return { id, title, actionType, ...(label === undefined ? {} : { label }), params: {}, then: [] };
  });
  const at = (place: unknown, before: number) => {
    const node = typeof place === 'number' && place < before ? nodes[place] : undefined;
    if (!node) throw new Error('its tree leads nowhere');
    return node;
  };
  written.forEach(({ then }, place) => (nodes[place]!.then = then.map((child) => at(child, place))));
  return roots.map((root) => at(root, nodes.length));
}

const isAction = (value: unknown): value is WrittenAction =>
  isRecord(value) &&
  [value['id'], value['title'], value['actionType']].every((one) => typeof one === 'string') &&
  (value['label'] === undefined || typeof value['label'] === 'string') &&
  Array.isArray(value['then']);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
