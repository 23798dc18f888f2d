import { type Catalog, isNewer } from '../../catalog/facts';
import { type Wiring, titleFor } from '../../workflow';
import { compareLists } from '../../shared';

/** The part of Node-RED's editor that knows how nodes are wired (https://nodered.org/docs/api/ui/). */
export interface EditorNodes {
  eachNode(visit: (node: CanvasNode) => void): void;
  eachJunction(visit: (junction: CanvasNode) => void): void;
  eachLink(visit: (link: CanvasLink) => void): void;
  eachSubflow(visit: (subflow: CanvasSubflow) => void): void;
  eachWorkspace(visit: (tab: { id: string; disabled?: boolean; env?: unknown }) => void): void;
  eachGroup(visit: (group: { id: string; g?: string; env?: unknown }) => void): void;
}

export interface CanvasNode {
  id: string;
  type: string;
  z: string;
  x: number;
  y: number;
  /** Disabled. */
  d?: boolean;
  name?: string;
  label?: string;
  actionType?: string;
  params?: unknown;
  /** Of a run node, and of a pair of link nodes. */
  labels?: string[];
  links?: string[];
  /** The id of its group, and the environment variables that a subflow instance sets. */
  g?: string;
  env?: unknown;
  /** Of a node whose type the editor does not know: the node as it is in the flows. Its `type` is `unknown` then. */
  _orig?: { type: string; name?: unknown };
}

/** An end of a link inside a subflow: the subflow’s input, an output or its status output. */
export interface SubflowPort {
  id: string;
  type: 'subflow';
  direction: 'in' | 'out' | 'status';
  z: string;
  i: number;
  x: number;
  y: number;
}

export interface CanvasLink {
  source: CanvasNode | SubflowPort;
  sourcePort: number;
  target: CanvasNode | SubflowPort;
}

export interface CanvasSubflow {
  id: string;
  in: { id: string }[];
  out: { id: string; x: number; y: number }[];
  env?: unknown;
}

/** A node as it will run, with the id it will have: one inside a subflow exists once for each instance. */
export interface NodeInstance {
  id: string;
  node: CanvasNode;
  /** The subflow instances it is in, the outermost first. */
  inside: readonly NodeInstance[];
}

export interface Canvas extends Wiring<NodeInstance> {
  /** All nodes of this package that will run, on tabs and in instances; those of an unused subflow once. */
  instances: readonly NodeInstance[];
  /** The node, of any package, that was described by this id. */
  at(id: string): CanvasNode | undefined;
  /** What may set environment variables for a node, the closest first: groups, subflow instances, subflows, the tab. */
  envSources(spot: NodeInstance): readonly { env?: unknown }[];
}

/** Is it a run node or an action? */
export const isOwn = ({ type }: CanvasNode, catalog: Catalog): boolean =>
  ['run', 'action'].includes(catalog.kindOf(type));

/** The label of an action, empty if it has none. A flow made by another version or tool may have anything there. */
export const labelOf = ({ label }: CanvasNode): string => textOf(label);
export const labelsOf = ({ labels }: { labels?: unknown }): string[] =>
  Array.isArray(labels) ? labels.map(String) : [];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(textOf) : []);

/**
 * The wiring of the editor's flows as they are now, to be read once. It follows the rules by which Node-RED will make
 * nodes of them, so that the graph under a run node is the one that will be run.
 */
export function readCanvas(nodes: EditorNodes, catalog: Catalog): Canvas {
  const flows = new Map<string, CanvasNode[]>();
  const subflows = new Map<string, CanvasSubflow>();
  const byId = new Map<string, CanvasNode>();
  const links = new Map<string, CanvasLink[][]>();
  const linkedBy = new Map<string, Set<string>>();
  const tabs = new Map<string, { env?: unknown }>();
  const groups = new Map<string, { g?: string; env?: unknown }>();

  nodes.eachWorkspace((tab) => {
    if (!tab.disabled) flows.set(tab.id, []);
    tabs.set(tab.id, tab);
  });
  nodes.eachGroup((group) => void groups.set(group.id, group));
  nodes.eachSubflow((subflow) => {
    flows.set(subflow.id, []);
    subflows.set(subflow.id, subflow);
  });
  const add = (node: CanvasNode) => {
    if (node.type === 'link in') for (const out of idsOf(node.links)) linked(out, node.id);
    if (node.type === 'link out') for (const into of idsOf(node.links)) linked(node.id, into);
    const flow = node.d ? undefined : flows.get(node.z);
    if (!flow) return;
    flow.push(node);
    byId.set(node.id, node);
  };
  const linked = (out: string, into: string) => {
    const known = linkedBy.get(out);
    if (known) known.add(into);
    else linkedBy.set(out, new Set([into]));
  };
  nodes.eachNode(add);
  nodes.eachJunction(add);
  nodes.eachLink((link) => {
    const ports = links.get(link.source.id) ?? [];
    (ports[link.sourcePort] ??= []).push(link);
    links.set(link.source.id, ports);
  });
  // If a wire leaves a subflow to one node by several outputs, the first counts.
  for (const port of [...links.values()].flat()) port?.sort((a, b) => outputOf(a) - outputOf(b));

  const known = new Map<string, NodeInstance>();
  const spot = (node: CanvasNode, inside: readonly NodeInstance[]): NodeInstance => {
    const within = inside.at(-1);
    const id = within ? `${within.id}-${node.id}` : node.id;
    let found = known.get(id);
    if (!found) known.set(id, (found = { id, node, inside }));
    return found;
  };
  const subflowOf = ({ node }: NodeInstance) =>
    node.type.startsWith('subflow:') ? subflows.get(node.type.slice('subflow:'.length)) : undefined;

  /** The targets of an output, through the outputs of the subflows they leave, and where they leave them. */
  const follow = (id: string, port: number, inside: readonly NodeInstance[], left: readonly number[]): Step[] =>
    (links.get(id)?.[port] ?? []).flatMap(({ target }): Step[] => {
      if (isPort(target)) {
        const instance = inside.at(-1);
        const leaves = instance && target.direction === 'out';
        return leaves ? follow(instance.node.id, target.i, inside.slice(0, -1), [...left, target.y, target.x]) : [];
      }
      const node = byId.get(target.id);
      return node ? [{ to: spot(node, inside), order: [...left, node.y, node.x] }] : [];
    });

  const steps = (from: NodeInstance, port: number): Step[] => {
    const { node, inside } = from;
    if (node.type === 'link out') {
      // Node-RED has no links into a subflow or out of one.
      const within = inside.at(-1) ? node.z : undefined;
      const ends = [...(port === 0 ? (linkedBy.get(node.id) ?? []) : [])].map((id) => byId.get(id));
      return ends
        .filter((end) => end !== undefined && (within ? end.z === within : !subflows.has(end.z)))
        .map((end) => ({ to: spot(end!, inside), order: [end!.y, end!.x] }));
    }
    const subflow = subflowOf(from);
    if (!subflow) return follow(node.id, port, inside, []);
    const input = subflow.in[port];
    if (!input || inside.some((outer) => outer.node.type === node.type)) return [];
    return follow(input.id, 0, [...inside, from], []).map(({ to }) => ({ to, order: [to.node.y, to.node.x] }));
  };

  const expand = (from: NodeInstance, port: number, passed: ReadonlySet<NodeInstance>): NodeInstance[] => {
    const targets = steps(from, port)
      .sort((a, b) => compareLists(a.order, b.order) || (a.to.id < b.to.id ? -1 : 1))
      .map(({ to }) => to);
    // A target of several outputs of a subflow stands where the topmost of them puts it.
    return [...new Set(targets)].flatMap((to) => {
      if (!isSeenThrough(to.node)) return [to];
      return passed.has(to) ? [] : expand(to, 0, new Set(passed).add(to));
    });
  };

  const groupsOf = ({ g }: { g?: string }): { env?: unknown }[] => {
    const found = new Set<{ g?: string; env?: unknown }>();
    for (let group = groups.get(g ?? ''); group && !found.has(group); group = groups.get(group.g ?? ''))
      found.add(group);
    return [...found];
  };

  return {
    at: (id) => known.get(id)?.node,
    envSources: ({ node, inside }) => [
      ...groupsOf(node),
      ...[...inside]
        .reverse()
        .flatMap((instance) => [instance.node, subflowOf(instance) ?? {}, ...groupsOf(instance.node)]),
      tabs.get((inside[0]?.node ?? node).z) ?? {},
    ],
    instances: ownInstances(flows, subflows, spot, (node) => isOwn(node, catalog)),
    disabled: ({ node: { id } }) =>
      (links.get(id)?.[0] ?? []).flatMap(({ target }) =>
        !isPort(target) && target.d === true ? [titleFor(target._orig ?? target, catalog)] : [],
      ),
    next: once((from) => expand(from, 0, new Set())),
    onward: (from) => {
      const ports = subflowOf(from)?.in.length ?? (from.node.type === 'link out' ? 1 : links.get(from.node.id)?.length);
      return Array.from({ length: ports ?? 0 }, (_, port) => steps(from, port)).flatMap((found) =>
        found.map(({ to }) => to),
      );
    },
    describe: once(({ id, node }) => {
      const configured = node._orig ?? node;
      return { id, title: titleFor(configured, catalog), type: configured.type, newer: isNewer(configured) };
    }),
  };
}

/** Remembers the answers, since the canvas is read once. */
function once<T>(answer: (spot: NodeInstance) => T): (spot: NodeInstance) => T {
  const known = new Map<NodeInstance, T>();
  return (spot) => {
    let found = known.get(spot);
    if (found === undefined) known.set(spot, (found = answer(spot)));
    return found;
  };
}

interface Step {
  to: NodeInstance;
  /** Its place, from the innermost canvas to the outermost: y and x in turn. */
  order: number[];
}

const isPort = (end: CanvasNode | SubflowPort): end is SubflowPort => end.type === 'subflow';

const outputOf = ({ target }: CanvasLink) => (isPort(target) ? target.i : -1);

const isSeenThrough = ({ type }: CanvasNode) =>
  type === 'junction' || type === 'link in' || type === 'link out' || type.startsWith('subflow:');

function ownInstances(
  flows: ReadonlyMap<string, readonly CanvasNode[]>,
  subflows: ReadonlyMap<string, CanvasSubflow>,
  spot: (node: CanvasNode, inside: readonly NodeInstance[]) => NodeInstance,
  isOwn: (node: CanvasNode) => boolean,
): NodeInstance[] {
  const inner = ({ type }: CanvasNode) => (type.startsWith('subflow:') ? type.slice('subflow:'.length) : undefined);
  // A subflow without nodes of this package need not be read for each of its instances.
  const holds = new Map<string, boolean>();
  const hasOwnNodes = (flow: string): boolean => {
    const known = holds.get(flow);
    if (known !== undefined) return known;
    holds.set(flow, false);
    const found = (flows.get(flow) ?? []).some((node) => isOwn(node) || hasOwnNodes(inner(node) ?? ''));
    holds.set(flow, found);
    return found;
  };
  const instances: NodeInstance[] = [];
  const used = new Set<string>();
  const visit = (flow: string, inside: readonly NodeInstance[]) => {
    used.add(flow);
    for (const node of flows.get(flow) ?? []) {
      if (isOwn(node)) instances.push(spot(node, inside));
      const within = inner(node);
      if (within === undefined || !hasOwnNodes(within)) continue;
      if (inside.every((outer) => outer.node.type !== node.type)) visit(within, [...inside, spot(node, inside)]);
    }
  };
  for (const flow of flows.keys()) if (!subflows.has(flow)) visit(flow, []);
  for (const flow of subflows.keys()) if (!used.has(flow)) visit(flow, []);
  return instances;
}
