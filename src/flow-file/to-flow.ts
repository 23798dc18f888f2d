import { type Catalog, customActionType, type Translate } from '../catalog/facts';
import { readDocument } from './document';
import { literalParams } from './literal-params';
import { type ActionNode, type Finding, isGivenByParent, unknownNames, unknownNameSentence } from '../workflow';
import { isVariable } from '../shared';

/** A node as a flow file has it. */
export interface FlowFileNode {
  id: string;
  type: string;
  z: string;
  x: number;
  y: number;
  wires: string[][];
  [property: string]: unknown;
}

export interface Layout {
  catalog: Catalog;
  /** Makes the id of the next node. */
  id: () => string;
  /** The tab, and where on it the left edge of the first column and the middle of the first row are, in pixels. */
  z: string;
  x: number;
  y: number;
  /** The distance of rows in pixels; default 60. */
  row?: number;
  /** The width of a node; default an estimate. */
  widthOf?: NodeWidth;
  /** Where a branch that is too long continues on the next row, in pixels; default nowhere. */
  rightEdge?: number;
}

export interface LaidOut {
  nodes: FlowFileNode[];
  /** Ids to wire to a run node's first port. */
  roots: string[];
  /** Labels in order of appearance, each once. */
  labels: string[];
  /** Middle of the last row. */
  bottom: number;
  /** Right edge of the last column. */
  right: number;
  /** Parts that were left out (`error`) or will be sent differently (`hint`); `nodes` are places in the document. */
  findings: Finding[];
}

export const rowHeight = 60;
const gap = 40;

/** How wide the editor draws a node with this label, in pixels. */
export type NodeWidth = (label: string) => number;

/**
 * An upper bound for the width of a node with this label, in pixels, by the widest of the usual fonts, DejaVu Sans.
 */
export function estimatedWidth(label: string): number {
  let text = 0;
  for (const sign of label) text += signWidths.find(({ signs }) => signs.test(sign))!.width;
  return Math.max(100, Math.ceil((text + 57) / 20) * 20);
}

/** At the size of a node's label, 14 pixels; the first that fits counts. */
const signWidths = [
  { signs: /[\u1100-\u1fff\u2e80-\u{10ffff}]/u, width: 16 },
  { signs: /[@%mMW\u0250-\u{10ffff}]/u, width: 14 },
  { signs: /[A-Zw#&+<=>^~\u00bc-\u00de]/u, width: 12 },
  { signs: /[ijlI.,:;'|]/, width: 5 },
  { signs: /[ !"()/\\[\]frt-]/, width: 6 },
  { signs: /./su, width: 9 },
];

/** Longer labels are shortened in the name of the node, but kept as its label. */
const longestLabel = 40;

/**
 * Turns a document, whatever was parsed from JSON, into action nodes: a column for each depth, children beside their parent,
 * nothing overlapping. An action without a node becomes a custom action; parameters are kept as they are.
 */
export function documentToFlow(document: unknown, layout: Layout): LaidOut {
  const { roots, findings } = readDocument(document, layout.catalog);
  const laidOut = treeToFlow(roots, layout);
  return { ...laidOut, findings: [...findings, ...laidOut.findings] };
}

function treeToFlow(tree: readonly ActionNode[], layout: Layout): LaidOut {
  const { catalog, id, z, x, y, row: step = rowHeight, widthOf = estimatedWidth, rightEdge = Infinity } = layout;
  const labels = new Set<string>();
  const findings: Finding[] = [];
  const widths: number[] = [];
  const measured = (action: ActionNode, parent: ActionNode | undefined, depth: number): Measured => {
    const { node, shown } = nodeFor(action, parent, catalog, findings);
    if (action.label !== undefined) labels.add(action.label);
    const width = widthOf(shown);
    widths[depth] = Math.max(widths[depth] ?? 0, width);
    const placed = { id: id(), z, x: 0, y: 0, wires: [[]], ...node };
    return { node: placed, width, then: action.then.map((child) => measured(child, action, depth + 1)) };
  };
  const all = tree.map((action) => measured(action, undefined, 0));
  const columns = columnsOf(widths, x, rightEdge);

  const nodes: FlowFileNode[] = [];
  let row = y;
  const place = ({ node, width, then }: Measured, depth: number): FlowFileNode => {
    nodes.push(node);
    Object.assign(node, { x: columns[depth]!.left + width / 2, y: row });
    const wrapped = columns[depth + 1]?.wrapped ?? false;
    const children = then.map((child, index) => {
      if (index > 0 || wrapped) row += step;
      return place(child, depth + 1);
    });
    node.wires = [children.map((child) => child.id)];
    if (children.length > 0 && !wrapped) node.y = (children[0]!.y + children.at(-1)!.y) / 2;
    return node;
  };
  const roots = all.map((action, index) => {
    if (index > 0) row += step;
    return place(action, 0).id;
  });
  const right = Math.max(...columns.map(({ left }, depth) => left + widths[depth]!), x);
  return { nodes, roots, labels: [...labels], bottom: row, right, findings };
}

interface Measured {
  node: FlowFileNode;
  width: number;
  then: Measured[];
}

/** The columns by depth. One that would pass the right edge starts again near the left, below its parents. */
function columnsOf(widths: readonly number[], x: number, rightEdge: number): { left: number; wrapped: boolean }[] {
  let left = x;
  return widths.map((width, depth) => {
    const wrapped = depth > 0 && left + width > rightEdge;
    if (wrapped) left = x + gap;
    const column = { left, wrapped };
    left += width + gap;
    return column;
  });
}

/** What a node says of itself, and the words on it. */
function nodeFor(action: ActionNode, parent: ActionNode | undefined, catalog: Catalog, findings: Finding[]) {
  const { id: at, actionType, label, params } = action;
  const facts = catalog.action(actionType);
  const kept = literalParams(params, facts?.params ?? []);
  const find = (severity: Finding['severity'], rule: string, place: string, ...words: Parameters<Translate>) =>
    findings.push({ severity, rule, nodes: [place], message: `${place}: ${catalog.translate(...words)}` });
  if (isGivenByParent(actionType, parent?.actionType, catalog)) {
    for (const { name } of facts?.params.filter(({ name, target }) => target && Object.hasOwn(params, name)) ?? []) {
      find('hint', 'target', `${at}.${name}`, 'keptNotSent');
    }
  }
  for (const name of unknownNames(action, catalog)) {
    const place = `${at}.${name.path}`;
    findings.push({
      severity: 'hint',
      rule: 'name',
      nodes: [place],
      message: unknownNameSentence(name, place, catalog.translate),
    });
  }
  for (const { path, sentence } of kept.changes) find('hint', 'value', `${at}.${path}`, ...sentence);
  if (label !== undefined && isVariable(label)) {
    find('error', 'label', `${at}.label`, 'labelFilledIn', { label });
  }
  const own = actionType.trim();
  if (own !== actionType || isVariable(actionType)) {
    find('error', 'document', `${at}.actionType`, 'actionTypeLost', { actionType });
  }
  const proper = facts !== undefined && kept.plain;
  const shown = label ?? (proper ? facts.name : own);
  const name = shown.length > longestLabel ? `${shown.slice(0, longestLabel - 1)}…` : '';
  const node = {
    type: proper ? facts.node : customActionType,
    name,
    label: label ?? '',
    ...(proper ? {} : { actionType: own }),
    params: kept.params,
  };
  return { node, shown: name || shown };
}
