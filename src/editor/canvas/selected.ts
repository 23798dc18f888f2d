import { runType } from '../../catalog/facts';
import type { CanvasNode, NodeInstance } from './canvas';
import type { FlowCheck } from './check-flows';

/** What the sidebar shows. */
export interface Selected {
  flowCheck: FlowCheck;
  /** The run node whose workflow is shown. Inside a subflow: one of its instances. */
  run?: NodeInstance;
  /** The selected action, as it stands under that run node. */
  action?: NodeInstance;
}

export interface Choice extends Selected {
  /** The run nodes to choose from; `run` is one of them. */
  runs: readonly NodeInstance[];
  /** A selected node of this package that no run node leads to, or that is disabled. */
  stray?: CanvasNode;
}

/**
 * The run node that is selected or above the selected action; of several, the one chosen before. If nothing of this package
 * is selected, it stays the same, or is the only one on the tab.
 */
export function choose(
  flowCheck: FlowCheck,
  nodes: readonly CanvasNode[],
  isOwn: (node: CanvasNode) => boolean,
  tab: string | 0,
  before: (runs: readonly NodeInstance[]) => string | undefined,
): Choice {
  const own = nodes.filter(isOwn);
  const all = [...flowCheck.graphs];
  const known = (runs: readonly NodeInstance[]) => {
    const id = before(runs);
    return runs.find((run) => run.id === id);
  };
  if (own.length === 0) {
    const here = all.map(([run]) => run).filter(({ node }) => node.z === tab);
    const run = known(here) ?? (here.length === 1 ? here[0] : undefined);
    return { flowCheck, runs: run ? [run] : [], ...(run ? { run } : {}) };
  }
  const runNodes = own.filter(({ type }) => type === runType);
  const actions = own.filter(({ type }) => type !== runType);
  const runs = all
    .filter(([{ node }, graph]) =>
      runNodes.length > 0
        ? runNodes.includes(node)
        : graph.actions.some((action) => actions.includes(action.node.node)),
    )
    .map(([run]) => run);
  const run = known(runs) ?? runs[0];
  if (!run) return { flowCheck, runs, stray: own[0]! };
  const [only, ...others] = actions;
  const action = others.length === 0 && flowCheck.graphs.get(run)?.actions.find(({ node }) => node.node === only);
  return { flowCheck, runs, run, ...(action ? { action: action.node } : {}) };
}
