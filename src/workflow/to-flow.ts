import type { Catalog } from '../catalog/catalog';
import type { WireAction, WorkflowDocument } from './tree';

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
}

export interface LaidOut {
  nodes: FlowFileNode[];
  /** Ids to wire to a run node's first port. */
  roots: string[];
  /** Labels in order of appearance. */
  labels: string[];
  /** Middle of the last row. */
  bottom: number;
  /** Right edge of the last column. */
  right: number;
}

export const rowHeight = 60;
const gap = 40;

/** Roughly what the editor makes of a label; nodes are as wide as a multiple of its grid. */
export const nodeWidth = (label: string) => Math.max(100, Math.ceil((label.length * 7 + 60) / 20) * 20);

/** Turns a document into action nodes: a column for each depth, children beside their parent, nothing overlapping. */
export function documentToFlow(document: WorkflowDocument, { catalog, id, z, x, y }: Layout): LaidOut {
  const labels: string[] = [];
  const columns: number[] = [];
  const placed: { node: FlowFileNode; depth: number; width: number }[] = [];
  let row = y;

  const place = (action: WireAction, depth: number): FlowFileNode => {
    const { actionType, label, then, ...params } = action;
    const facts = catalog.action(actionType);
    if (label !== undefined) labels.push(label);
    const node: FlowFileNode = {
      id: id(),
      type: facts?.node ?? 'linkedapi-custom-action',
      z,
      name: '',
      label: label ?? '',
      ...(facts ? {} : { actionType }),
      params,
      x: 0,
      y: row,
      wires: [[]],
    };
    const width = nodeWidth(label ?? facts?.name ?? actionType);
    placed.push({ node, depth, width });
    columns[depth] = Math.max(columns[depth] ?? 0, width);
    const children = listOf(then).map((child, index) => {
      if (index > 0) row += rowHeight;
      return place(child, depth + 1);
    });
    node.wires = [children.map((child) => child.id)];
    if (children.length > 0) node.y = (children[0]!.y + children.at(-1)!.y) / 2;
    return node;
  };

  const roots = listOf(document).map((action, index) => {
    if (index > 0) row += rowHeight;
    return place(action, 0).id;
  });
  const left = (depth: number) => columns.slice(0, depth).reduce((sum, width) => sum + width + gap, x);
  for (const { node, depth, width } of placed) node.x = left(depth) + width / 2;
  return { nodes: placed.map(({ node }) => node), roots, labels, bottom: row, right: left(columns.length) - gap };
}

const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
