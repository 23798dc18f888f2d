import type { Catalog } from '../catalog/facts';
import type { Finding } from './tree';

/** How to follow the wires in Node-RED's runtime, in the editor or in a flow file. */
export interface Wiring<N> {
  /**
   * The nodes wired to the first port of a run node or the port of an action, from top to bottom and left to right. Skips
   * junctions, links and subflows to the nodes behind them, and leaves out disabled nodes.
   */
  next(node: N): N[];
  /** The titles of disabled nodes that are wired directly to the first port of a node. */
  disabled(node: N): string[];
  /** The nodes wired to any port of a node. */
  onward(node: N): N[];
  describe(node: N): Described;
}

interface Described {
  id: string;
  title: string;
  /** The Node-RED type. */
  type: string;
  /** Saved by a newer version of the package, so that its settings cannot be read. */
  newer?: boolean;
}

/** An action in the graph under a run node. With two parents it is one object in two `then` lists. */
export interface GraphAction<N> {
  node: N;
  id: string;
  title: string;
  then: GraphAction<N>[];
  /** Whether a node that is no action is wired to it, to receive its results. */
  tapped: boolean;
}

export interface Graph<N> {
  roots: GraphAction<N>[];
  /** Each action once, in order of first appearance. */
  actions: GraphAction<N>[];
  findings: Finding[];
}

/** Keeps recursion over a tree within the stack; nobody draws deeper workflows. */
export const maxDepth = 500;

/** Reads the structure under a run node. The findings are about the wiring only. Do not use the graph if one is an error. */
export function readGraph<N>(run: N, wiring: Wiring<N>, catalog: Catalog): Graph<N> {
  const { translate } = catalog;
  const known = new Map<string, GraphAction<N>>();
  const findings: Finding[] = [];
  const open: GraphAction<N>[] = [];
  const taps: { from: GraphAction<N>; to: N }[] = [];
  const heights = new Map<GraphAction<N>, number>();
  const error = (rule: string, nodes: string[], message: string) =>
    findings.push({ severity: 'error', rule, nodes, message });
  const tooDeep = (height: number, { id, title }: { id: string; title: string }) => {
    if (open.length + height <= maxDepth) return false;
    error('depth', [id], translate('depth', { most: maxDepth, node: title }));
    return true;
  };

  const read = (node: N): GraphAction<N> | undefined => {
    const { id, title, type, newer } = wiring.describe(node);
    const seen = known.get(id);
    if (seen) {
      const start = open.indexOf(seen);
      if (start === -1) {
        tooDeep(heights.get(seen) ?? 1, seen);
        return seen;
      }
      const circle = open.slice(start);
      const names = [...circle, seen].map((action) => action.title).join(' → ');
      error(
        'cycle',
        circle.map((action) => action.id),
        translate('cycle', { names }),
      );
      return undefined;
    }
    const action: GraphAction<N> = { node, id, title, then: [], tapped: false };
    known.set(id, action);
    if (newer) error('version', [id], translate('newerVersion', { node: title }));
    if (catalog.kindOf(type) === 'unknown') error('unknown', [id], translate('unknownNode', { node: title, type }));
    if (tooDeep(1, action)) return action;
    open.push(action);
    action.then = children(wiring.next(node), (other) => {
      action.tapped = true;
      taps.push({ from: action, to: other });
    });
    open.pop();
    heights.set(
      action,
      action.then.reduce((most, child) => Math.max(most, (heights.get(child) ?? 1) + 1), 1),
    );
    return action;
  };

  const children = (targets: N[], onOther: (node: N) => void): GraphAction<N>[] => {
    const actions = new Set<GraphAction<N>>();
    // Two wires to the same child count once.
    for (const target of new Set(targets)) {
      if (!isAction(wiring.describe(target), catalog)) {
        onOther(target);
        continue;
      }
      const action = read(target);
      if (action) actions.add(action);
    }
    return [...actions];
  };

  const me = wiring.describe(run);
  if (me.newer) error('version', [me.id], translate('newerVersion', { node: me.title }));
  const roots = children(wiring.next(run), (other) => {
    const { id, title } = wiring.describe(other);
    const message = translate('port', { node: title, run: me.title });
    findings.push({ severity: 'hint', rule: 'port', nodes: [id, me.id], message });
  });
  for (const { from, to } of taps) {
    const action = actionBehind(to, wiring, catalog);
    if (!action) continue;
    const tap = wiring.describe(to);
    const message = translate('tap', { node: from.title, tap: tap.title, action: action.title });
    error('tap', [action.id, from.id, tap.id], message);
  }
  if (roots.length === 0 && findings.every(({ severity }) => severity === 'hint')) {
    const disabled = [...new Set(wiring.disabled(run))].sort();
    const why = disabled.length > 0 ? 'disabledWired' : 'nothingWired';
    error('empty', [me.id], translate(why, { run: me.title, names: disabled.join(', ') }));
  }
  return { roots, actions: [...known.values()], findings };
}

/** The first action that messages sent to `start` may reach. Does not look beyond other run nodes. */
function actionBehind<N>(start: N, wiring: Wiring<N>, catalog: Catalog): Described | undefined {
  const seen = new Set<string>();
  const queue = [{ node: start, found: wiring.describe(start) }];
  for (const { node, found } of queue) {
    if (seen.has(found.id) || catalog.kindOf(found.type) === 'run') continue;
    if (isAction(found, catalog)) return found;
    seen.add(found.id);
    const onward = wiring.onward(node).map((next) => ({ node: next, found: wiring.describe(next) }));
    // The same order whatever the wires are read from.
    queue.push(...onward.sort((a, b) => (a.found.id < b.found.id ? -1 : 1)));
  }
  return undefined;
}

const isAction = ({ type }: Described, catalog: Catalog) => ['action', 'unknown'].includes(catalog.kindOf(type));
