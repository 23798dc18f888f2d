import type { Catalog } from '../catalog/facts';

/** A node as the runtime, the editor or a flow file has it; anything may stand in a file. */
interface Named {
  /** The Node-RED type. */
  type: string;
  name?: unknown;
  label?: unknown;
  actionType?: unknown;
}

/** How a sentence calls a node: `“CTOs” (search people)`, or `“search people”` when it has no name. */
export function titleFor(node: Named, catalog: Catalog): string {
  const action = catalog.actionTypeOf(node);
  const kind = catalog.ofNode(node.type)?.name || action || node.type.replace(/^linkedapi-/, '');
  const own = textOf(node.name) || (action === undefined ? '' : textOf(node.label));
  return own ? catalog.tell('titled', { name: own, kind }) : catalog.tell('quoted', { name: kind });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
