import type { Catalog } from '../catalog/catalog';

interface Named {
  /** The Node-RED type. */
  type: string;
  name?: string | undefined;
  label?: string | undefined;
  actionType?: string | undefined;
}

/** How a sentence calls a node: `“CTOs” (search people)`, or `“search people”` when it has no name. */
export function titleFor({ type, name, label, actionType }: Named, catalog: Catalog): string {
  const kind = catalog.ofNode(type)?.name || actionType || type.replace(/^linkedapi-/, '');
  const own = name || label;
  return own ? catalog.tell('titled', { name: own, kind }) : catalog.tell('quoted', { name: kind });
}
