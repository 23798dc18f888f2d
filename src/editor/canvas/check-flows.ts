import { type Catalog, runType } from '../../catalog/facts';
import {
  type ActionNode,
  check,
  type Finding,
  type Graph,
  type GraphAction,
  isGivenByParent,
  misplaced,
  readGraph,
} from '../../workflow';
import { labelOf, readCanvas, type Canvas, type CanvasNode, type EditorNodes, type NodeInstance } from './canvas';
import { configured } from './configured';
import { isTyped } from '../fields/values';
import { isVariable } from '../../shared';

/** Where an action is wired, in all workflows it is part of, and outside of any. */
export interface Place {
  /** It starts a workflow. */
  root: boolean;
  /** The action types of its parents, by the title of their nodes. */
  parents: Map<string, string>;
  /** All of its parents give it its target. */
  givenByParent: boolean;
}

export interface FlowCheck {
  canvas: Canvas;
  /** What is wired under each run node. */
  graphs: ReadonlyMap<NodeInstance, Graph<NodeInstance>>;
  /** What is wrong with the wiring of a node, by its id in the editor; the first thing to fix first. */
  errors: ReadonlyMap<string, readonly Finding[]>;
  places: ReadonlyMap<string, Place>;
  /** By run node: the labels of the actions under it, in the order of the workflow. */
  labels: ReadonlyMap<string, readonly string[]>;
}

/** Checked elsewhere, by the dialogs and versions.ts, or not a fault: a run node without actions. */
const elsewhere: readonly string[] = ['required', 'field', 'version', 'empty'];
const paramRules: readonly string[] = ['target', 'rule'];

/** Checks the wiring of all flows with the rules of a run. */
export function checkFlows(nodes: EditorNodes, catalog: Catalog): FlowCheck {
  const canvas = readCanvas(nodes, catalog);
  const graphs = new Map<NodeInstance, Graph<NodeInstance>>();
  const errors = new Map<string, Finding[]>();
  const places = new Map<string, Place>();
  const labels = new Map<string, string[]>();
  const nodeOf = new Map(canvas.instances.map(({ id, node }) => [id, node]));
  const reached = new Set<string>();

  const report = (found: Finding) => {
    if (found.severity !== 'error' || elsewhere.includes(found.rule)) return;
    const named = found.rule === 'cycle' || found.rule === 'label' ? found.nodes : found.nodes.slice(0, 1);
    for (const id of named) {
      const node = nodeOf.get(id);
      if (!node || (isTyped(node.params) && paramRules.includes(found.rule))) continue;
      const list = errors.get(node.id) ?? [];
      if (list.every(({ message }) => message !== found.message)) errors.set(node.id, [...list, found]);
    }
  };
  const placeOf = ({ node }: NodeInstance): Place => {
    let place = places.get(node.id);
    if (!place) places.set(node.id, (place = { root: false, parents: new Map(), givenByParent: false }));
    return place;
  };
  const typeOf = ({ node }: NodeInstance) => catalog.actionTypeOf(node) ?? '';
  const below = (parent: NodeInstance, child: NodeInstance) =>
    placeOf(child).parents.set(canvas.describe(parent).title, typeOf(parent));

  for (const run of canvas.instances.filter(({ node }) => node.type === runType)) {
    const graph = readGraph(run, canvas, catalog);
    graphs.set(run, graph);
    graph.findings.forEach(report);
    for (const { node } of graph.roots) placeOf(node).root = true;
    for (const { node, then } of graph.actions) {
      reached.add(node.id);
      then.forEach((child) => below(node, child.node));
    }
    check(treeOf(graph, catalog), catalog).forEach(report);
    const own = graph.actions.flatMap(({ node: { node } }) => labelOf(node) || []);
    labels.set(run.node.id, [...new Set([...(labels.get(run.node.id) ?? []), ...own])]);
  }

  // Actions that are not wired to a run node yet.
  for (const spot of canvas.instances) {
    if (spot.node.type === runType || reached.has(spot.id)) continue;
    if (catalog.actionTypeOf(spot.node) !== undefined) {
      const alone = actionNode(canvas.describe(spot), spot.node, catalog);
      check([alone], catalog)
        .filter(({ rule }) => rule === 'rule')
        .forEach(report);
    }
    const describe = (one: NodeInstance) => ({ ...canvas.describe(one), actionType: typeOf(one) });
    for (const child of new Set(canvas.next(spot))) {
      if (catalog.actionTypeOf(child.node) === undefined) continue;
      below(spot, child);
      const wrong = misplaced(describe(child), describe(spot), catalog);
      if (wrong) report(wrong);
    }
  }
  for (const { node } of canvas.instances) {
    const place = places.get(node.id);
    if (!place) continue;
    const above = [...place.parents.values()];
    place.givenByParent =
      !place.root &&
      above.length > 0 &&
      above.every((type) => isGivenByParent(catalog.actionTypeOf(node) ?? '', type, catalog));
  }
  return { canvas, graphs, errors, places, labels };
}

/** The labels of the other actions in all workflows that an action is part of. */
export function labelsBeside(nodeId: string, { graphs }: FlowCheck): Set<string> {
  const taken = new Set<string>();
  for (const { actions } of graphs.values()) {
    if (!actions.some(({ node }) => node.node.id === nodeId)) continue;
    for (const { node } of actions) {
      const label = labelOf(node.node);
      if (node.node.id !== nodeId && label) taken.add(label);
    }
  }
  return taken;
}

/** An action as far as it is known before a message arrives, without its children. */
function actionNode({ id, title }: { id: string; title: string }, node: CanvasNode, catalog: Catalog): ActionNode {
  const actionType = catalog.actionTypeOf(node) ?? '';
  return { id, title, actionType, params: configured(node.params, catalog.action(actionType)?.params ?? []), then: [] };
}

function treeOf(
  graph: { roots: GraphAction<NodeInstance>[]; actions: GraphAction<NodeInstance>[] },
  catalog: Catalog,
): ActionNode[] {
  const nodes = new Map(
    graph.actions.map((action): [GraphAction<NodeInstance>, ActionNode] => {
      const { node } = action.node;
      const tree = actionNode(action, node, catalog);
      // The value of an environment variable is not known here.
      const label = labelOf(node);
      if (label && !isVariable(label)) tree.label = label;
      return [action, tree];
    }),
  );
  for (const [action, tree] of nodes) tree.then = action.then.map((child) => nodes.get(child)!);
  return graph.roots.map((root) => nodes.get(root)!);
}
