import type { Catalog } from '../../catalog/facts/catalog';
import { check } from './check';
import { evaluate, type Values } from '../fill';
import type { Graph } from '../graph';
import type { ActionNode, Finding } from '../tree';

export interface Prepared {
  roots: ActionNode[];
  /** Values that could not be read, of which an error keeps the document from being sent, and what was left out. */
  unread: Finding[];
  /** What the check has to say. */
  checked: Finding[];
}

/** Fills in a graph and checks it: what `compile` takes then is what is sent. */
export async function prepare<N>(
  graph: Pick<Graph<N>, 'roots' | 'actions'>,
  values: Values<N>,
  catalog: Catalog,
): Promise<Prepared> {
  const { roots, findings: unread } = await evaluate(graph, values, catalog);
  const lacking = new Set(unread.filter(({ severity }) => severity === 'error').flatMap(({ nodes }) => nodes));
  const checked = check(roots, catalog).filter(
    // That a value is missing has been said where it could not be read.
    ({ rule, nodes }) => !(['required', 'target', 'rule'].includes(rule) && lacking.has(nodes[0]!)),
  );
  return { roots, unread, checked };
}

/** A label's port without an action is a slip of the pen: it would wait for ever and say nothing. */
export function idlePorts(
  run: { id: string; title: string },
  ports: readonly string[],
  roots: readonly ActionNode[],
  { tell }: Catalog,
): Finding[] {
  const labels = new Set<string | undefined>();
  const seen = new Set<ActionNode>();
  const collect = (nodes: readonly ActionNode[]) => {
    for (const node of nodes) {
      if (seen.has(node)) continue;
      seen.add(node);
      labels.add(node.label);
      collect(node.then);
    }
  };
  collect(roots);
  return ports
    .filter((label) => !labels.has(label))
    .map((label) => ({
      severity: 'hint',
      rule: 'port',
      nodes: [run.id],
      message: tell('idlePort', { run: run.title, label }),
    }));
}
