import type { Catalog } from '../catalog/facts';

/**
 * Does an action's place in the workflow say whom or what it is about? Under an action that may have it in its `then`, the
 * page that one has opened does; its own target parameters have no use there and are not sent.
 */
export function isTold(actionType: string, parentType: string | undefined, catalog: Catalog): boolean {
  return parentType !== undefined && (catalog.action(actionType)?.parents.includes(parentType) ?? false);
}

interface Standing<T> {
  then: readonly T[];
}

/** The actions of a tree that are told whom they are about wherever they stand, so that their targets are not read. */
export function toldEverywhere<T extends Standing<T>>(
  roots: readonly T[],
  typeOf: (action: T) => string,
  catalog: Catalog,
): Set<T> {
  const told = new Set<T>();
  const asked = new Set<T>(roots);
  const seen = new Set<T>();
  const visit = (parent: T) => {
    if (seen.has(parent)) return;
    seen.add(parent);
    for (const child of parent.then) {
      (isTold(typeOf(child), typeOf(parent), catalog) ? told : asked).add(child);
      visit(child);
    }
  };
  roots.forEach(visit);
  for (const action of asked) told.delete(action);
  return told;
}

/** The parameters without those that name whom or what the action is about. */
export function withoutTargets(
  params: Record<string, unknown>,
  actionType: string,
  catalog: Catalog,
): Record<string, unknown> {
  const targets = new Set(catalog.action(actionType)?.params.flatMap(({ name, target }) => (target ? [name] : [])));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !targets.has(name)));
}
