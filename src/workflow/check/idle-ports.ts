import type { Catalog } from '../../catalog/facts';
import type { ActionNode, Finding } from '../tree';

/** Hints for the run node's label ports that no action has the label of: they would never send anything. */
export function idlePorts(
  run: { id: string; title: string },
  ports: readonly string[],
  roots: readonly ActionNode[],
  { translate }: Catalog,
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
      message: translate('idlePort', { run: run.title, label }),
    }));
}
