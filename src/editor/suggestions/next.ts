import type { ActionFacts, Catalog } from '../../catalog/facts';
import { shortestPathBetween } from '../../workflow';

/** Actions, each under the one before it. The first is the next step. */
export type Chain = readonly ActionFacts[];

/** What to offer, the most useful first. */
export interface Offers {
  single: ActionFacts[];
  /** Several actions at once; each chain is legal. */
  recipes: Chain[];
}

const maxRecipes = 6;
/** Keeps the offers different from each other. */
const maxOfOneSet = 2;
/** Longer chains are not what a user means by *the next step*. */
const maxLength = 4;

/**
 * What may come under every one of `parents`; undefined among them stands for a run node. Actions that are `present` already
 * come last. Empty if nothing may.
 */
export function nextActions(
  parents: readonly (ActionFacts | undefined)[],
  present: ReadonlySet<string>,
  catalog: Catalog,
): Offers {
  const [first] = parents;
  const single = sorted(
    catalog.actions.filter(({ root, parents: homes }) =>
      parents.every((one) => (one ? homes.includes(one.type) : root)),
    ),
    (action) => [Number(action.removes ?? false), Number(present.has(action.type)), ...rank(action, first, catalog)],
  );
  const recipes = first ? recipesBelow(first, catalog) : startingChains(single, catalog);
  return {
    single,
    recipes: recipes.filter(([start]) => start && single.includes(start)).slice(0, maxRecipes),
  };
}

/** What may stand above an action. The last action of a recipe starts a workflow. */
export function previousActions(below: ActionFacts, catalog: Catalog): Offers {
  const single = sorted(
    catalog.actions.filter(({ type }) => below.parents.includes(type)),
    (parent) => [...differences(parent, below), -parent.params.length],
  );
  const recipes = sorted(
    catalog.actions.filter((action) => action.root && leads(action) < 2 && isSameFamily(action, below)),
    (action) => rank(action, undefined, catalog),
  ).flatMap((start): Chain[] => {
    const chain = shortestPathBetween(start.type, below.type, catalog);
    const whole = chain && [...[start, ...chain]].reverse();
    return whole && whole.length <= maxLength && whole.every((step) => isSameFamily(step, below)) ? [whole] : [];
  });
  return { single, recipes: recipes.slice(0, maxRecipes) };
}

/** The chains from an action to the actions people use it for. */
function recipesBelow(above: ActionFacts, catalog: Catalog): Chain[] {
  const chains = catalog.actions.flatMap((goal): Chain[] => {
    const chain = isGoal(goal, catalog) ? shortestPathBetween(above.type, goal.type, catalog) : undefined;
    const whole = chain && [...chain, goal];
    return whole && whole.length <= maxLength && whole.every((step) => isSameFamily(step, above)) ? [whole] : [];
  });
  const taken = new Map<string, number>();
  return sorted(chains, (chain) => [chain.length, ...rank(chain.at(-1)!, chain.at(-2), catalog)]).filter((chain) => {
    const { set } = chain.at(-1)!;
    taken.set(set, (taken.get(set) ?? 0) + 1);
    return taken.get(set)! <= maxOfOneSet;
  });
}

/** Each action that others need, with the best chain below it. */
function startingChains(roots: readonly ActionFacts[], catalog: Catalog): Chain[] {
  return roots.flatMap((start): Chain[] => {
    if (leads(start) >= 2 || rank(start, undefined, catalog)[1] !== 0) return [];
    const [child] = nextActions([start], new Set(), catalog).single;
    const [best] = child && isGoal(child, catalog) ? [[child]] : recipesBelow(start, catalog);
    return best ? [[start, ...best]] : [];
  });
}

/** Not just a step towards something else, and harmless enough to propose. */
const isGoal = ({ loop, removes, children }: ActionFacts, catalog: Catalog) =>
  !loop && !removes && children.every((child) => catalog.action(child)?.loop);

/**
 * Lower comes first. To continue a workflow: the same subject first, reading before doing, then the fewest parameters and the
 * most results. To begin one: the action with the most possible next steps first.
 */
function rank(action: ActionFacts, after: ActionFacts | undefined, catalog: Catalog): number[] {
  const { experimental, result, params, brings } = action;
  const last = Number(action.removes ?? false);
  if (!after) {
    return [
      last,
      Number(familyOf(action) !== standard),
      Number(experimental),
      leads(action),
      -countBelow(action, catalog),
      -params.length,
      -brings,
    ];
  }
  const [otherFamily, otherSet] = differences(action, after);
  return [last, otherFamily, Number(experimental), otherSet, Number(result === 'none'), params.length, -brings];
}

/** 0: a list to loop over, 1: a page with further actions, 2: only reads, 3: only acts. */
const leads = ({ result, children }: ActionFacts) =>
  children.length > 0 ? (result === 'list' ? 0 : 1) : result === 'none' ? 3 : 2;

/** The number of actions of the same subject that may follow below it, at any depth. */
function countBelow(action: ActionFacts, catalog: Catalog): number {
  const found = new Set([action]);
  for (const one of found) {
    for (const type of one.children) {
      const child = catalog.action(type);
      if (child?.set === action.set) found.add(child);
    }
  }
  return found.size;
}

/** LinkedIn itself, not Sales Navigator. */
const standard = 'st';
const familyOf = ({ type }: ActionFacts) => type.slice(0, type.indexOf('.'));
const isSameFamily = (one: ActionFacts, other: ActionFacts) => familyOf(one) === familyOf(other);
const differences = (one: ActionFacts, other: ActionFacts) =>
  [Number(!isSameFamily(one, other)), Number(one.set !== other.set)] as const;

function sorted<T>(list: readonly T[], keyOf: (item: T) => number[]): T[] {
  return list
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => a.key.map((part, index) => part - b.key[index]!).find((difference) => difference !== 0) ?? 0)
    .map(({ item }) => item);
}
