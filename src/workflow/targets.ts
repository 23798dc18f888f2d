import type { Catalog, FieldFacts } from '../catalog/facts';

/**
 * Whether an action gets its target (the person, company … it is about) from its parent: it works on the page that the
 * parent has opened. Its own target parameters are not sent then.
 */
export function isGivenByParent(actionType: string, parentType: string | undefined, catalog: Catalog): boolean {
  return parentType !== undefined && (catalog.action(actionType)?.parents.includes(parentType) ?? false);
}

interface Parent<T> {
  then: readonly T[];
}

/** The actions of a tree that get their target from each of their parents, so that their own is never sent. */
export function alwaysGivenByParent<T extends Parent<T>>(
  roots: readonly T[],
  typeOf: (action: T) => string,
  catalog: Catalog,
): Set<T> {
  const given = new Set<T>();
  const notGiven = new Set<T>(roots);
  const seen = new Set<T>();
  const visit = (parent: T) => {
    if (seen.has(parent)) return;
    seen.add(parent);
    for (const child of parent.then) {
      (isGivenByParent(typeOf(child), typeOf(parent), catalog) ? given : notGiven).add(child);
      visit(child);
    }
  };
  roots.forEach(visit);
  for (const action of notGiven) given.delete(action);
  return given;
}

/** The parameters without the target. */
export function withoutTargets(
  params: Record<string, unknown>,
  actionType: string,
  catalog: Catalog,
): Record<string, unknown> {
  const targets = new Set(catalog.action(actionType)?.params.flatMap(({ name, target }) => (target ? [name] : [])));
  return Object.fromEntries(Object.entries(params).filter(([name]) => !targets.has(name)));
}

/** The address in the parameters of the page that an action opens or works on. */
export function targetOf(params: Record<string, unknown>, fields: readonly FieldFacts[]): string | undefined {
  const addresses = fields.flatMap(({ name, kind, target }) => (kind === 'url' && target ? [params[name]] : []));
  return addresses.find((address): address is string => typeof address === 'string');
}
