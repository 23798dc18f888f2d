import type { Catalog } from '../catalog/catalog';
import { maxDepth } from './graph';
import { maxActions, type ActionNode, type Finding } from './tree';

/** A document as a tree; the ids of its nodes are their places in it, like `$.then[1]`. */
export interface ReadDocument {
  roots: ActionNode[];
  /** In `nodes` stand places in the document. An `error` says what could not be taken over. */
  findings: Finding[];
}

/** JSON nests as deep as it likes; beyond this reading it would exhaust the stack. */
const maxNesting = 200;

/**
 * Reads whatever was parsed from JSON as a workflow document (https://linkedapi.io/docs/executing-workflows). What is no
 * action, and whatever hangs below it, is left out and said.
 */
export function readDocument(value: unknown, catalog: Catalog): ReadDocument {
  const findings: Finding[] = [];
  let count = 0;
  const problem = (at: string, message: string, rule = 'document') =>
    findings.push({ severity: 'error', rule, nodes: [at], message: `${at}: ${message}` });

  const children = (value: unknown, at: string, depth: number): ActionNode[] => {
    const places = Array.isArray(value)
      ? value.map((item: unknown, index) => ({ item, place: `${at}[${index}]` }))
      : [{ item: value, place: at }];
    return places.map(({ item, place }) => action(item, place, depth)).filter((child) => child !== undefined);
  };

  const action = (value: unknown, at: string, depth: number): ActionNode | undefined => {
    if (!isRecord(value)) {
      problem(at, `this is no action but ${kindOf(value)}. An action is an object with an actionType.`);
      return undefined;
    }
    if (depth > maxDepth) {
      problem(at, `more than ${maxDepth} actions stand one below the other. Split the workflow.`);
      return undefined;
    }
    count += 1;
    if (count > maxActions) {
      if (count === maxActions + 1)
        problem(at, `the workflow has more than ${maxActions} actions; this one and the rest are left out.`);
      return undefined;
    }
    const own = new Map(Object.entries(value));
    const actionType = own.get('actionType');
    if (typeof actionType !== 'string' || actionType.trim() === '') {
      const why = actionType === undefined ? 'has no actionType' : `has ${kindOf(actionType)} for its actionType`;
      problem(at, `this object ${why}, so it is left out with all that hangs below it.`);
      return undefined;
    }
    const label = labelOf(own.get('label'), at);
    const then = own.get('then');
    for (const name of ['actionType', 'label', 'then']) own.delete(name);
    for (const [name, parameter] of own) {
      const unfit = unfitness(parameter);
      if (!unfit) continue;
      problem(`${at}.${name}`, `this parameter ${unfit}, so it is left out.`);
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
    problem(`${at}.label`, `a label is a text, not ${kindOf(label)}; it is left out.`, 'label');
    return undefined;
  };

  if (isFlow(value)) {
    problem('$', 'this is a flow of Node-RED and no workflow. Import it with Node-RED’s own import.');
    return { roots: [], findings };
  }
  const roots = children(value, '$', 1);
  if (roots.length === 0 && findings.length === 0) problem('$', 'there is no action in it.');
  return { roots, findings };
}

/** `“CTOs” (search people)`, as nodes are called. */
function titleOf(actionType: string, label: string | undefined, catalog: Catalog): string {
  const kind = catalog.action(actionType)?.name ?? actionType;
  return label === undefined ? `“${kind}”` : `“${label}” (${kind})`;
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
  (value['type'] === 'linkedapi-custom-action' || !Object.hasOwn(value, 'actionType'));

/** Why a parameter cannot be kept. Goes without recursion, since the stack is what it protects. */
function unfitness(parameter: unknown): string | undefined {
  let level = [parameter];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maxNesting) return `is nested more than ${maxNesting} deep`;
    const next: unknown[] = [];
    for (const value of level) {
      if (typeof value === 'number' && !Number.isFinite(value)) return 'has a number too large for JavaScript';
      if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) next.push(inner);
    }
    level = next;
  }
  return undefined;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'an empty text';
  return typeof value === 'object' ? 'an object' : typeof value === 'string' ? 'a text' : `a ${typeof value}`;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
