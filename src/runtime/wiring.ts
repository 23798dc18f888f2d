import type { Wiring } from '../workflow/graph';
import { titleOf } from './titles';
import type { FlowNode, Runtime, RuntimeNode } from './node-red';

export const runType = 'linkedapi-run';

/** Set on an action's node when it is created; foreign types have none. */
export interface ActionInstance extends RuntimeNode {
  action: { actionType: string; label?: string; params: unknown };
}

export const isAction = (node: RuntimeNode): node is ActionInstance =>
  'action' in node && node.type.startsWith('linkedapi-');

const isSeenThrough = ({ type }: RuntimeNode) =>
  type === 'junction' || type === 'link in' || type === 'link out' || type.startsWith('subflow:');

/**
 * The wiring of the running flows as it is now. Made anew for each message: nodes that were only moved or rewired are not
 * re-created, and the nodes' own copies of their coordinates are stale then, so the order comes from the flow's configuration.
 */
export function runtimeWiring(RED: Runtime): Wiring<RuntimeNode> {
  const configured = new Map<string, FlowNode>();
  RED.nodes.eachNode((node) => configured.set(node.id, node));
  const configOf = (node: RuntimeNode) => configured.get(node._alias ?? node.id);
  const placeOf = (node: RuntimeNode) => {
    const { y = 0, x = 0 } = configOf(node) ?? {};
    return [y, x];
  };

  const targetsOf = (node: RuntimeNode, port: number): RuntimeNode[] =>
    (node.wires?.[port] ?? [])
      // A lost remapping leaves null, a subflow's status output is no port of a node.
      .map((id) => (id === null || id.endsWith(':status') ? undefined : RED.nodes.getNode(id)))
      .filter((target) => target !== null && target !== undefined);

  /** Where a wire that leaves the subflow shows: at the output it leaves by, on each canvas it passes. */
  const exits = (node: RuntimeNode, port: number, target: RuntimeNode): number[] => {
    const places: number[] = [];
    const way = String(RED.util.getSetting(node, 'NR_NODE_PATH') ?? '')
      .split('/')
      .slice(0, -1);
    let [id, out] = [node._alias ?? node.id, port];
    for (const instanceId of way.reverse()) {
      if (instanceId === target.z) break;
      const instance = RED.nodes.getNode(instanceId);
      const template = instance && configured.get(instance.type.slice('subflow:'.length));
      const exit = template?.out?.findIndex(({ wires }) => wires.some((wire) => wire.id === id && wire.port === out));
      if (!instance || exit === undefined || exit === -1) break;
      const { y = 0, x = 0 } = template!.out![exit]!;
      places.push(y, x);
      [id, out] = [instance._alias ?? instance.id, exit];
    }
    return places;
  };

  const orderOf = (node: RuntimeNode, port: number, target: RuntimeNode): number[] => {
    const left = target.z !== node.z && node.type !== 'link out' && !node.type.startsWith('subflow:');
    return left ? [...exits(node, port, target), ...placeOf(target)] : placeOf(target);
  };

  const expand = (node: RuntimeNode, port: number, passed: ReadonlySet<string>): RuntimeNode[] =>
    targetsOf(node, port)
      .map((target) => ({ target, order: orderOf(node, port, target) }))
      .sort((a, b) => compare(a.order, b.order) || (a.target.id < b.target.id ? -1 : 1))
      .flatMap(({ target }) => {
        if (!isSeenThrough(target)) return [target];
        return passed.has(target.id) ? [] : expand(target, 0, new Set(passed).add(target.id));
      });

  return {
    next: (node) => expand(node, 0, new Set()),
    onward: (node) => (node.wires ?? []).flatMap((_, port) => targetsOf(node, port)),
    describe: (node) => ({
      id: node.id,
      title: titleOf(node),
      kind: isAction(node) ? 'action' : node.type === runType ? 'run' : 'other',
    }),
  };
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at === -1 ? a.length - b.length : a[at]! - (b[at] ?? -Infinity);
}
