import type { ActionFacts, Catalog } from '../../catalog/facts';
import { shortestPathBetween } from '../../workflow';

/** Actions one under the other; the first is the one next to where they are asked for. */
export type Chain = readonly ActionFacts[];

/** What to offer at a place, the most useful first. */
export interface Offers {
  single: ActionFacts[];
  /** Several actions at once, each a legal way. */
  recipes: Chain[];
}

const maxRecipes = 6;
/** So that what is offered differs. */
const maxOfOneSet = 2;
/** A longer way is no longer what somebody means who asks for the next step. */
const maxLength = 4;

/**
 * What may come under every one of `parents`, undefined among them being a run node. `present` are the actions that stand
 * there already: they come after those that do not. Empty where nothing may.
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

/** What may stand above an action; of a recipe the last action starts a workflow. */
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

/** From an action through whatever is needed in between to what people are after. */
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

/** For each action that leads on, itself and the best of what it leads to. */
function startingChains(roots: readonly ActionFacts[], catalog: Catalog): Chain[] {
  return roots.flatMap((start): Chain[] => {
    if (leads(start) >= 2 || rank(start, undefined, catalog)[1] !== 0) return [];
    const [child] = nextActions([start], new Set(), catalog).single;
    const [best] = child && isGoal(child, catalog) ? [[child]] : recipesBelow(start, catalog);
    return best ? [[start, ...best]] : [];
  });
}

/** Neither a step on the way to something else, nor anything to propose unasked. */
const isGoal = ({ loop, removes, children }: ActionFacts, catalog: Catalog) =>
  !loop && !removes && children.every((child) => catalog.action(child)?.loop);

/**
 * The lower, the earlier. What continues a workflow comes by what is at hand: its own subject first, reading before doing,
 * and of that what asks the fewest questions and brings the most. What begins one comes by how far it leads.
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

/** 0 for a list to go through, 1 for a page on which more can be done, 2 for what only reads, 3 for what only does. */
const leads = ({ result, children }: ActionFacts) =>
  children.length > 0 ? (result === 'list' ? 0 : 1) : result === 'none' ? 3 : 2;

/** How many actions of its own subject may follow below it, near or far. */
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

/** LinkedIn itself, as against Sales Navigator. */
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
