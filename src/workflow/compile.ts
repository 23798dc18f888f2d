import type { Catalog, FieldFacts } from '../catalog/facts';
import { isGivenByParent, withoutTargets } from './targets';
import { isKnownRecord, type ActionNode, type WireAction, type WorkflowDocument } from './tree';

/**
 * The document for a tree. One root is an object, several are an array; the same for `then`. Nothing is added that the nodes do
 * not say. A target that the parent gives is left out. Known parameters are in the order of the catalogue, so that equal trees
 * give equal bytes.
 */
export function compile(roots: readonly ActionNode[], catalog: Catalog): WorkflowDocument {
  return oneOrMany(roots.map((root) => wireAction(root, undefined, catalog)));
}

function wireAction(node: ActionNode, parentType: string | undefined, catalog: Catalog): WireAction {
  const { actionType, label, then } = node;
  const givenByParent = isGivenByParent(actionType, parentType, catalog);
  const params = givenByParent ? withoutTargets(node.params, actionType, catalog) : node.params;
  // From entries, because an assignment to a parameter called __proto__ would lose it.
  return Object.fromEntries([
    ['actionType', actionType],
    ...(label === undefined ? [] : [['label', label] as const]),
    ...inOrder(params, catalog.action(actionType)?.params ?? []),
    ...(then.length === 0
      ? []
      : [['then', oneOrMany(then.map((child) => wireAction(child, actionType, catalog)))] as const]),
  ]) as WireAction;
}

/** The known ones first, in the catalogue's order, in groups too; then the others as they come. */
function inOrder(values: Record<string, unknown>, fields: readonly FieldFacts[]): [string, unknown][] {
  const known = fields
    .filter(({ name }) => Object.hasOwn(values, name))
    .map(({ name, fields: inner }): [string, unknown] => {
      const value = values[name];
      return [name, inner && isKnownRecord(value) ? Object.fromEntries(inOrder(value, inner)) : value];
    });
  return [...known, ...Object.entries(values).filter(([name]) => !fields.some((field) => field.name === name))];
}

const oneOrMany = <T extends object>(items: T[]): T | T[] => {
  const [first, ...others] = items;
  return first && others.length === 0 ? first : items;
};
