import { fingerprint, wiresUnder, type Graph } from '../../workflow';
import type { FlowNode, Runtime, RuntimeNode } from '../host/node-red';
import { isAction } from '../host/wiring';

/** By the id of each action in a graph, a function that returns its fingerprint as it is configured and wired now. */
export function fingerprintsOf(
  RED: Pick<Runtime, 'nodes'>,
  runNodeId: string,
  graph: Pick<Graph<RuntimeNode>, 'roots' | 'actions'>,
): Map<string, () => string> {
  const configured = new Map<string, FlowNode | undefined>();
  for (const { node } of graph.actions) configured.set(node._alias ?? node.id, undefined);
  // Take the flow's configuration, like the editor: in the node's own, environment variables have been replaced.
  RED.nodes.eachNode((node) => void (configured.has(node.id) && configured.set(node.id, node)));
  const wiresOf = wiresUnder(runNodeId, graph);
  return new Map(
    graph.actions.map(({ id, node }) => {
      const config = configured.get(node._alias ?? node.id) as (FlowNode & Record<string, unknown>) | undefined;
      const custom = config?.['actionType'];
      const actionType = typeof custom === 'string' ? custom.trim() : isAction(node) ? node.action.actionType : '';
      const wires = wiresOf.get(id) ?? { above: [], below: [] };
      // The function must not keep the node in memory, which may be replaced by a deploy.
      const [label, params] = [config?.['label'] as string | undefined, config?.['params']];
      let print: string | undefined;
      return [id, () => (print ??= fingerprint({ actionType, label, params, wires }))];
    }),
  );
}
