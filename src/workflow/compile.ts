import type { Catalog } from '../catalog/catalog';
import type { ActionNode, WireAction, WorkflowDocument } from './tree';

/**
 * The document for a tree: one root is an object, several are an array, and the same for `then`; nothing is added that the
 * nodes do not say. Known parameters come in the catalogue's order, so that equal trees give equal bytes.
 */
export function compile(roots: readonly ActionNode[], catalog: Catalog): WorkflowDocument {
  return oneOrMany(roots.map((root) => wireAction(root, catalog)));
}

function wireAction(node: ActionNode, catalog: Catalog): WireAction {
  const { actionType, label, params, then } = node;
  const known = (catalog.action(actionType)?.params ?? [])
    .map(({ name }) => name)
    .filter((name) => Object.hasOwn(params, name));
  const unknown = Object.keys(params).filter((name) => !known.includes(name));
  // From entries, because an assignment to a parameter called __proto__ would lose it.
  return Object.fromEntries([
    ['actionType', actionType],
    ...(label === undefined ? [] : [['label', label] as const]),
    ...[...known, ...unknown].map((name) => [name, params[name]] as const),
    ...(then.length === 0 ? [] : [['then', oneOrMany(then.map((child) => wireAction(child, catalog)))] as const]),
  ]) as WireAction;
}

const oneOrMany = <T>(items: T[]): T | T[] => (items.length === 1 ? items[0]! : items);
