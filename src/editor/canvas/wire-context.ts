import { type ActionFacts, type Catalog, customActionType, runType } from '../../catalog/facts';
import { isOwn, readCanvas, type CanvasNode, type EditorNodes, type SubflowPort } from './canvas';
import type { SizedNode } from './placement';

/** The parents that a new node at the other end of a wire would have. */
export interface Above {
  /** Undefined stands for a run node. Empty under an action that the catalogue does not know. */
  parents: (ActionFacts | undefined)[];
  /** The actions that are wired there already. */
  present: Set<string>;
}

/**
 * The parents at the end of a wire from this output, seen through junctions, links and subflows. Undefined if no action may
 * follow, such as behind a result port or a tap.
 */
export function aboveOutput(
  source: CanvasNode | SubflowPort,
  port: number,
  nodes: EditorNodes,
  catalog: Catalog,
): Above | undefined {
  const own = source.type !== 'subflow' && isOwn(source, catalog);
  if (!own && !seenThrough.test(source.type)) return undefined;
  const end: CanvasNode = { id: 'linkedapi-end', type: customActionType, z: source.z, x: 0, y: 0 };
  const canvas = readCanvas(
    {
      ...others(nodes),
      eachNode: (visit) => (nodes.eachNode(visit), visit(end)),
      eachLink: (visit) => (nodes.eachLink(visit), visit({ source, sourcePort: port, target: end })),
    },
    catalog,
  );
  const spots = canvas.instances.filter((spot) => canvas.next(spot).some(({ node }) => node.id === end.id));
  const found = spots.map(({ node }) => node);
  // A disabled node takes no part in a run, but its wires can still be continued.
  if (found.length === 0 && own && port === 0) found.push(source);
  if (found.length === 0) return undefined;
  const known = found.filter((node) => node.type === runType || catalog.action(catalog.actionTypeOf(node) ?? ''));
  return {
    parents: [...new Set(known.map((node) => catalog.action(catalog.actionTypeOf(node) ?? '')))],
    present: new Set(
      spots.flatMap((spot) => canvas.next(spot).flatMap(({ node }) => catalog.actionTypeOf(node) || [])),
    ),
  };
}

/** How far from a node's right edge, in pixels, a place may be and still be beside it. */
const near = { right: 240, up: 70 };

/** The run node or action that a place on a canvas is beside, to its right: the nearest one. */
export function nodeBeside(
  place: { x: number; y: number } | undefined,
  canvas: string | undefined,
  nodes: EditorNodes,
  catalog: Catalog,
): CanvasNode | undefined {
  let nearest: { node: CanvasNode; distance: number } | undefined;
  if (!place) return undefined;
  nodes.eachNode((node) => {
    if (node.z !== canvas || !isOwn(node, catalog)) return;
    const [dx, dy] = [place.x - node.x - ((node as SizedNode).w ?? 0) / 2, Math.abs(place.y - node.y)];
    if (dx < 0 || dx > near.right || dy > near.up) return;
    const distance = Math.hypot(dx, dy);
    if (!nearest || distance < nearest.distance) nearest = { node, distance };
  });
  return nearest?.node;
}

/** `subflow` is the port of a subflow within it. */
const seenThrough = /^(junction|link in|subflow|subflow:.*)$/;

const others = (
  nodes: EditorNodes,
): Pick<EditorNodes, 'eachGroup' | 'eachJunction' | 'eachSubflow' | 'eachWorkspace'> => ({
  eachGroup: (visit) => nodes.eachGroup(visit),
  eachJunction: (visit) => nodes.eachJunction(visit),
  eachSubflow: (visit) => nodes.eachSubflow(visit),
  eachWorkspace: (visit) => nodes.eachWorkspace(visit),
});
