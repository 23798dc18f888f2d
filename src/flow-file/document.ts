import { type Catalog, customActionType, type Translate } from '../catalog/facts';
import { type ActionNode, type Finding, maxActions, maxDepth } from '../workflow';
import { isRecord } from '../shared';

/** A document as a tree; the ids of its nodes are their places in it, like `$.then[1]`. */
export interface ReadDocument {
  roots: ActionNode[];
  /** `nodes` are places in the document. An `error` names a part that was left out. */
  findings: Finding[];
}

/** Deeper JSON would exhaust the stack. */
const maxNesting = 200;

/**
 * Reads any parsed JSON as a workflow document (https://linkedapi.io/docs/executing-workflows). Parts that are no actions are left
 * out, with all below them, and reported.
 */
export function readDocument(value: unknown, catalog: Catalog): ReadDocument {
  const findings: Finding[] = [];
  let count = 0;
  const { translate } = catalog;
  const problem = (at: string, rule: string, ...words: Parameters<Translate>) =>
    findings.push({ severity: 'error', rule, nodes: [at], message: `${at}: ${translate(...words)}` });

  const children = (value: unknown, at: string, depth: number): ActionNode[] => {
    const places = Array.isArray(value)
      ? value.map((item: unknown, index) => ({ item, place: `${at}[${index}]` }))
      : [{ item: value, place: at }];
    return places.map(({ item, place }) => action(item, place, depth)).filter((child) => child !== undefined);
  };

  const action = (value: unknown, at: string, depth: number): ActionNode | undefined => {
    if (!isRecord(value)) {
      problem(at, 'document', 'noAction', { kind: translate(kindOf(value)) });
      return undefined;
    }
    if (depth > maxDepth) {
      problem(at, 'document', 'tooDeep', { most: maxDepth });
      return undefined;
    }
    count += 1;
    if (count > maxActions) {
      if (count === maxActions + 1) problem(at, 'document', 'tooMany', { most: maxActions });
      return undefined;
    }
    const own = new Map(Object.entries(value));
    const actionType = own.get('actionType');
    if (typeof actionType !== 'string' || actionType.trim() === '') {
      if (actionType === undefined) problem(at, 'document', 'lacksActionType');
      else problem(at, 'document', 'strangeActionType', { kind: translate(kindOf(actionType)) });
      return undefined;
    }
    const label = labelOf(own.get('label'), at);
    const then = own.get('then');
    for (const name of ['actionType', 'label', 'then']) own.delete(name);
    for (const [name, parameter] of own) {
      const unfit = unfitness(parameter);
      if (!unfit) continue;
      problem(`${at}.${name}`, 'document', unfit, { most: maxNesting });
      own.delete(name);
    }
    return {
      id: at,
      title: titleOf(actionType, label, catalog),
      actionType,
      ...(label === undefined ? {} : { label }),
      params: Object.fromEntries(own),
      then: then === undefined || then === null ? [] : children(then, `${at}.then`, depth + 1),
    };
  };

  const labelOf = (label: unknown, at: string): string | undefined => {
    if (label === undefined || (typeof label === 'string' && label !== '')) return label;
    problem(`${at}.label`, 'label', 'strangeLabel', { kind: translate(kindOf(label)) });
    return undefined;
  };

  if (isFlow(value)) {
    problem('$', 'document', 'isFlow');
    return { roots: [], findings };
  }
  const roots = children(value, '$', 1);
  if (roots.length === 0 && findings.length === 0) problem('$', 'document', 'noActions');
  return { roots, findings };
}

/** `“CTOs” (search people)`, as nodes are called. */
function titleOf(actionType: string, label: string | undefined, catalog: Catalog): string {
  const kind = catalog.action(actionType)?.name ?? actionType;
  return label === undefined
    ? catalog.translate('quoted', { name: kind })
    : catalog.translate('titled', { name: label, kind });
}

/** Nodes of a flow file have a type and an id; of those with an actionType, only one kind is a node. */
export function isFlow(value: unknown): boolean {
  const nodes: unknown = isRecord(value) && !Object.hasOwn(value, 'actionType') ? value['flows'] : value;
  return Array.isArray(nodes) && nodes.length > 0 && nodes.every(isNode);
}

const isNode = (value: unknown) =>
  isRecord(value) &&
  typeof value['type'] === 'string' &&
  typeof value['id'] === 'string' &&
  (value['type'] === customActionType || !Object.hasOwn(value, 'actionType'));

/** Why a parameter cannot be kept. Goes without recursion, since the stack is what it protects. */
function unfitness(parameter: unknown): 'nestedTooDeep' | 'hugeNumber' | undefined {
  let level = [parameter];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxNesting) return 'nestedTooDeep';
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'number' && !Number.isFinite(value)) return 'hugeNumber';
      if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}

/** The sentence that names what a value is; out of JSON it can be nothing else. */
function kindOf(value: unknown): Parameters<Translate>[0] {
  if (value === null) return 'isNull';
  if (Array.isArray(value)) return 'isList';
  if (value === '') return 'isEmpty';
  switch (typeof value) {
    case 'object':
      return 'isObject';
    case 'string':
      return 'isText';
    case 'boolean':
      return 'isBoolean';
    default:
      return 'isNumber';
  }
}
