import { catalog } from './catalog';
import type { RuntimeNode } from './node-red';

/** How a sentence calls a node: `“CTOs” (search people)`, or `“search people”` when it has no name. */
export function titleOf(node: RuntimeNode): string {
  const action = 'action' in node ? (node.action as { actionType: string; label?: string }) : undefined;
  const kind = catalog().ofNode(node.type)?.name || action?.actionType || node.type.replace(/^linkedapi-/, '');
  const own = node.name || action?.label;
  return own ? `“${own}” (${kind})` : `“${kind}”`;
}
