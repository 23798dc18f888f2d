import type { Catalog } from '../catalog/facts';

/** A node of the runtime, the editor or a flow file, where `name` and `label` may be anything. */
interface Named {
  /** The Node-RED type. */
  type: string;
  name?: unknown;
  label?: unknown;
  actionType?: unknown;
}

/** The title of a node in sentences: `“CTOs” (search people)`, or `“search people”` without a name. */
export function titleFor(node: Named, catalog: Catalog): string {
  const action = catalog.actionTypeOf(node);
  const kind = catalog.ofNode(node.type)?.name || action || node.type.replace(/^linkedapi-/, '');
  const own = textOf(node.name) || (action === undefined ? '' : textOf(node.label));
  return own ? catalog.translate('titled', { name: own, kind }) : catalog.translate('quoted', { name: kind });
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
