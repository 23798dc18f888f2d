import { isRecord } from '../shared';
import type { ActionNode, WorkflowDocument } from '../workflow';
import type { Entry, Failure, Plan } from './life';

const version = 2;

/** The states of the first version, by their former names. */
const firstVersion: Record<string, Entry['at']> = {
  intent: 'submitting',
  started: 'running',
  delivering: 'delivering',
};

/** An action as it is written. `then` has indexes of the list of actions, each lower than its own. */
interface WrittenAction {
  id: string;
  title: string;
  actionType: string;
  label?: string;
  target?: string;
  then: number[];
}

/** An entry of the journal as JSON. Of the parameters of actions only the target is needed to read results. */
export function writeEntry({ plan, ...entry }: Entry): string {
  const { roots, ...rest } = plan;
  const actions: WrittenAction[] = [];
  const indexes = new Map<ActionNode, number>();
  // A node under two parents is written once, and before them.
  const indexOf = (node: ActionNode): number => {
    let known = indexes.get(node);
    if (known === undefined) {
      const { params: _, then, ...facts } = node;
      const below = then.map(indexOf);
      known = actions.push({ ...facts, then: below }) - 1;
      indexes.set(node, known);
    }
    return known;
  };
  const rootIndexes = roots.map(indexOf);
  return JSON.stringify({ version, ...entry, ...rest, roots: rootIndexes, actions });
}

/** Reads what `writeEntry` wrote in this version or an earlier one. Throws an Error that says what is wrong with anything else. */
export function readEntry(text: string): Entry {
  const read: unknown = JSON.parse(text);
  if (!isRecord(read)) throw new Error('it is no object');
  if (read['version'] === version) return entryFrom(read);
  if (read['version'] === 1) return entryFrom(fromFirstVersion(read));
  throw new Error(`its version is ${JSON.stringify(read['version'])}, not ${version}`);
}

function fromFirstVersion({ state, began, deadline, error, ...same }: Record<string, unknown>) {
  const at = firstVersion[state as string];
  const timeoutMs = Number(deadline) - Number(began);
  if (error === undefined) return { ...same, at, since: began, timeoutMs };
  if (!isRecord(error)) throw invalid();
  const as = { cancelled: 'cancelled', submissionUnknown: 'unknown' }[error['code'] as string] ?? 'failed';
  return { ...same, at: at && 'delivering', since: began, timeoutMs, failure: { as, error } };
}

function entryFrom(read: Record<string, unknown>): Entry {
  const plan = planFrom(read);
  const { at, since, workflowId, document, failure } = read;
  if (typeof since !== 'number' || !Number.isFinite(since)) throw invalid();
  if (workflowId !== undefined && typeof workflowId !== 'string') throw invalid();
  if (at === 'submitting') return { at, plan, since, document: document as WorkflowDocument };
  if (at === 'delivering' && failure !== undefined) {
    if (!isFailure(failure)) throw invalid();
    return { at, plan, since, ...(workflowId === undefined ? {} : { workflowId }), failure };
  }
  if (workflowId !== undefined && at === 'running') return { at, plan, since, workflowId };
  if (workflowId !== undefined && at === 'delivering') return { at, plan, since, workflowId };
  throw invalid();
}

function planFrom(read: Record<string, unknown>): Plan {
  const { id, nodeId, accountId, timeoutMs, labels, taps, message, leftOut } = read;
  const valid =
    [id, nodeId, accountId].every((value) => typeof value === 'string' && value !== '') &&
    Number.isFinite(timeoutMs) &&
    [labels, taps, leftOut].every((list) => Array.isArray(list) && list.every((item) => typeof item === 'string')) &&
    isRecord(message);
  if (!valid) throw invalid();
  const roots = readTree(read['roots'], read['actions']);
  return { id, nodeId, accountId, timeoutMs, roots, labels, taps, message, leftOut } as Plan;
}

const invalid = () => new Error('something is missing in it');

const isFailure = (value: unknown): value is Failure =>
  isRecord(value) &&
  ['failed', 'cancelled', 'unknown'].includes(value['as'] as string) &&
  isRecord(value['error']) &&
  typeof value['error']['code'] === 'string' &&
  typeof value['error']['message'] === 'string';

function readTree(roots: unknown, written: unknown): ActionNode[] {
  if (!Array.isArray(roots) || !Array.isArray(written) || !written.every(isAction)) throw new Error('it has no tree');
  const nodes: ActionNode[] = [];
  const nodeAt = (index: unknown) => {
    const node = typeof index === 'number' ? nodes[index] : undefined;
    if (!node) throw new Error('its tree leads nowhere');
    return node;
  };
  // Each action stands after those in its `then`.
  for (const { id, title, actionType, label, target, then } of written) {
    nodes.push({
      id,
      title,
      actionType,
      ...(label === undefined ? {} : { label }),
      ...(target === undefined ? {} : { target }),
      params: {},
      then: then.map(nodeAt),
    });
  }
  return roots.map(nodeAt);
}

const isAction = (value: unknown): value is WrittenAction =>
  isRecord(value) &&
  [value['id'], value['title'], value['actionType']].every((text) => typeof text === 'string') &&
  [value['label'], value['target']].every((text) => text === undefined || typeof text === 'string') &&
  Array.isArray(value['then']);
