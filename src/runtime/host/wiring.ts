import { titleFor, type Wiring } from '../../workflow';
import { catalog } from './catalog';
import { titleOf } from './titles';
import { refusalOf } from './versions';
import type { FlowNode, Runtime, RuntimeNode } from './node-red';
import { compareLists } from '../../shared';

/** Set on an action's node when it is created. */
export interface ActionInstance extends RuntimeNode {
  action: { actionType: string; label?: string; params: unknown };
}

export const isAction = (node: RuntimeNode): node is ActionInstance => catalog().kindOf(node.type) === 'action';

const isSeenThrough = ({ type }: RuntimeNode) =>
  type === 'junction' || type === 'link in' || type === 'link out' || type.startsWith('subflow:');

/**
 * The wiring of the running flows as it is now. Read for each message: nodes that were only moved or rewired are not created
 * again, so their own coordinates may be stale; the order comes from the flow's configuration.
 */
export function runtimeWiring(RED: Runtime): Wiring<RuntimeNode> {
  const configured = new Map<string, FlowNode>();
  RED.nodes.eachNode((node) => configured.set(node.id, node));
  // The node of an instance inside another subflow has no alias.
  const idOf = ({ id, z, _alias }: RuntimeNode) =>
    _alias ?? (z && id.startsWith(`${z}-`) ? id.slice(z.length + 1) : id);
  const placeOf = (node: RuntimeNode) => {
    const { y = 0, x = 0 } = configured.get(idOf(node)) ?? {};
    return [y, x];
  };

  const targetsOf = (node: RuntimeNode, port: number): RuntimeNode[] =>
    (node.wires?.[port] ?? [])
      // A lost remapping leaves null, an output that an instance has no wires for undefined; a subflow's status output is
      // no port of a node.
      .map((id) => (id == null || id.endsWith(':status') ? undefined : RED.nodes.getNode(id)))
      .filter((target) => target !== null && target !== undefined);

  /** Where a wire that leaves the subflow shows: at the topmost output it leaves by, on each canvas it passes. */
  const exits = (node: RuntimeNode, port: number, target: RuntimeNode): number[] => {
    // The tab, the subflow instances on the way, the node, each by its id in the configuration.
    const path = (RED.util.getSetting(node, 'NR_NODE_PATH') ?? '').split('/');
    const canvases = path.slice(0, -1).map((id, level) => (level === 0 ? id : path.slice(1, level + 1).join('-')));
    const instances = path.slice(canvases.indexOf(target.z ?? '') + 1, -1);
    const leave = (id: string, from: number, level: number): number[] | undefined => {
      const instance = instances.at(-1 - level);
      if (instance === undefined) return configured.get(id)?.wires?.[from]?.includes(idOf(target)) ? [] : undefined;
      const template = configured.get(configured.get(instance)?.type.slice('subflow:'.length) ?? '');
      const ways = (template?.out ?? []).flatMap(({ y = 0, x = 0, wires }, out) => {
        const further = wires.some((wire) => wire.id === id && wire.port === from) && leave(instance, out, level + 1);
        return further ? [[y, x, ...further]] : [];
      });
      return ways.sort(compareLists)[0];
    };
    return leave(idOf(node), port, 0) ?? [];
  };

  const orderOf = (node: RuntimeNode, port: number, target: RuntimeNode): number[] => {
    const left = target.z !== node.z && node.type !== 'link out' && !node.type.startsWith('subflow:');
    return left ? [...exits(node, port, target), ...placeOf(target)] : placeOf(target);
  };

  const expand = (node: RuntimeNode, port: number, passed: ReadonlySet<string>): RuntimeNode[] =>
    targetsOf(node, port)
      .map((target) => ({ target, order: orderOf(node, port, target) }))
      .sort((a, b) => compareLists(a.order, b.order) || (a.target.id < b.target.id ? -1 : 1))
      .flatMap(({ target }) => {
        if (!isSeenThrough(target)) return [target];
        return passed.has(target.id) ? [] : expand(target, 0, new Set(passed).add(target.id));
      });

  return {
    next: (node) => expand(node, 0, new Set()),
    disabled: (node) =>
      (configured.get(idOf(node))?.wires?.[0] ?? []).flatMap((id) => {
        const target = configured.get(id);
        return target?.d === true ? [titleFor(target, catalog())] : [];
      }),
    onward: (node) => (node.wires ?? []).flatMap((_, port) => targetsOf(node, port)),
    describe: (node) => ({ id: node.id, title: titleOf(node), type: node.type, newer: refusalOf(node) !== undefined }),
  };
}
