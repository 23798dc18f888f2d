import { canvasSize, type NodeWidth } from '../../flow-file';
import type { EditorNodes } from '../canvas/canvas';
import type { Chain } from './next';
import { freeRow, gap, grid, type SizedNode } from '../canvas/placement';

/** A node of a suggestion. Whatever is missing is as in a new node from the palette. */
export interface SuggestedNode {
  id: string;
  type: string;
  x: number;
  y: number;
  wires: string[][];
}

/** Node-RED keeps the left edge of a new node where that of one this wide would be. */
const newWidth = 100;

/** Nodes side by side, each wired to the next. `x` and `y` in pixels. With `upwards`, each is wired to the one before, on its right. */
export function chain(way: Chain, widthOf: NodeWidth, x = 0, upwards = false): SuggestedNode[] {
  let left = x;
  return way.map(({ node, name }, index): SuggestedNode => {
    if (index > 0) left += upwards ? -widthOf(name) - gap : widthOf(way[index - 1]!.name) + gap;
    const leadsTo = upwards ? index - 1 : index + 1;
    const wires = [way[leadsTo] ? [idOf(leadsTo)] : []];
    return { id: idOf(index), type: node, x: left + newWidth / 2, y: 0, wires };
  });
}

// Node-RED replaces these ids when the suggestion is accepted.
const idOf = (index: number) => `linkedapi-suggested-${index}`;

/** The same, beside a node, in a free row below what it is wired to already. */
export function chainBeside(source: SizedNode, way: Chain, widthOf: NodeWidth, nodes: EditorNodes): SuggestedNode[] {
  const widths = way.map(({ name }) => widthOf(name));
  const whole = widths.reduce((sum, width) => sum + width + gap, 0);
  const wanted = Math.ceil((source.x + (source.w ?? newWidth) / 2 + gap) / grid) * grid;
  const left = Math.min(wanted, canvasSize - whole);
  const rest: SizedNode[] = [];
  let first = source.y;
  const others = (node: CanvasNode) => void (node.z === source.z && rest.push(node));
  nodes.eachNode(others);
  nodes.eachJunction(others);
  nodes.eachLink(({ source: from, target }) => {
    if (from.id === source.id && target.z === source.z && target.x > source.x) first = Math.max(first, target.y);
  });
  const nodesAt = chain(way, widthOf, left);
  const columns = nodesAt.map(({ x }, index) => ({
    width: widths[index]!,
    centre: x + (widths[index]! - newWidth) / 2,
  }));
  const y = freeRow(columns, first, rest);
  return nodesAt.map((node) => ({ ...node, y }));
}
