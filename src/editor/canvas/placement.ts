import { canvasSize, rowHeight } from '../../flow-file';
import type { CanvasLink, CanvasNode, EditorNodes, SubflowPort } from './canvas';

export type SizedNode = (CanvasNode | SubflowPort) & { w?: number; h?: number };

export const grid = 20;
/** Pixels between neighbouring nodes. */
export const gap = 40;
const up = (value: number) => Math.ceil(value / grid) * grid;

/**
 * Where to put nodes of these widths into a wire, side by side in the row of its end. If there is not enough space, what
 * follows is moved to the right.
 */
export function placeBetween({ source, target }: CanvasLink, widths: readonly number[], nodes: EditorNodes) {
  const right = source.x + half(source);
  const needed = widths.reduce((sum, width) => sum + width + gap, gap);
  const push = Math.max(0, up(right + needed - (target.x - half(target))));
  const downstream = push > 0 ? below(source, target, nodes) : [];
  const moving = new Set(downstream.map(({ id }) => id));
  const rest: SizedNode[] = [];
  const others = (node: CanvasNode) => void (node.z === source.z && !moving.has(node.id) && rest.push(node));
  nodes.eachNode(others);
  nodes.eachJunction(others);

  const spread = Math.max(0, target.x + push - half(target) - right - needed) / (widths.length + 1);
  let x = right + gap + spread;
  const columns = widths.map((width) => {
    const centre = x + width / 2;
    x += width + gap + spread;
    return { width, centre: Math.round(centre / grid) * grid };
  });
  const y = freeRow(columns, target.y, rest);
  return {
    places: columns.map(({ centre }) => ({ x: centre, y })),
    moves: downstream.map((node) => ({ node, x: node.x + push })),
  };
}

/** The first row from `first` down in which nodes with these centres and widths cover no other node. */
export function freeRow(
  columns: readonly { width: number; centre: number }[],
  first: number,
  others: readonly SizedNode[],
) {
  const isFree = (y: number) =>
    columns.every(({ width, centre }) =>
      others.every(
        (node) =>
          Math.abs(node.y - y) >= Math.max(40, (node.h ?? 0) / 2 + 25) ||
          Math.abs(node.x - centre) >= (width + 2 * half(node)) / 2,
      ),
    );
  const rows = Array.from({ length: canvasSize / rowHeight }, (_, index) => first + index * rowHeight);
  return rows.find(isFree) ?? first;
}

const half = ({ w = 0 }: SizedNode) => w / 2;

/** The target of a wire and what it leads to on the same canvas, as far as it is to the right of the target. */
function below(source: SizedNode, target: SizedNode, nodes: EditorNodes): CanvasNode[] {
  const next = new Map<string, SizedNode[]>();
  nodes.eachLink(({ source: from, target: to }) => void next.set(from.id, [...(next.get(from.id) ?? []), to]));
  const found = new Map<string, SizedNode>([[target.id, target]]);
  for (const node of found.values()) {
    for (const child of next.get(node.id) ?? []) {
      if (child.id !== source.id && child.x >= target.x) found.set(child.id, child);
    }
  }
  return [...found.values()].filter((node): node is CanvasNode => node.type !== 'subflow');
}
