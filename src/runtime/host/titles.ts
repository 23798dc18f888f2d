import { titleFor } from '../../workflow';
import { catalog } from './catalog';
import type { RuntimeNode } from './node-red';

/** The name of a node of the running flows, for sentences. */
export function titleOf(node: RuntimeNode): string {
  const action = 'action' in node ? (node.action as { actionType: string; label?: string }) : undefined;
  return titleFor({ type: node.type, name: node.name, ...action }, catalog());
}
