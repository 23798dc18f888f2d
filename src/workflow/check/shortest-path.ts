import type { ActionFacts, Catalog } from '../../catalog/facts';

/** The fewest actions that make a valid chain between `above` and `below`; undefined if there is no such chain. */
export function shortestPathBetween(above: string, below: string, catalog: Catalog): ActionFacts[] | undefined {
  const cameFrom = new Map<string, string | undefined>([[above, undefined]]);
  const queue = [above];
  for (const type of queue) {
    for (const child of catalog.action(type)?.children ?? []) {
      if (child === below) {
        const way: ActionFacts[] = [];
        for (let step: string | undefined = type; step !== undefined && step !== above; step = cameFrom.get(step)) {
          const facts = catalog.action(step);
          if (facts) way.unshift(facts);
        }
        return way.length > 0 ? way : undefined;
      }
      if (!cameFrom.has(child)) {
        cameFrom.set(child, type);
        queue.push(child);
      }
    }
  }
  return undefined;
}

/** The fewest actions that make a valid chain between a run node and `below`; undefined if there is no such chain. */
export function shortestPathToRoot(below: string, catalog: Catalog): ActionFacts[] | undefined {
  const ways: ActionFacts[][] = [[]];
  const seen = new Set([below]);
  for (const way of ways) {
    for (const parent of catalog.action(way[0]?.type ?? below)?.parents ?? []) {
      const facts = catalog.action(parent);
      if (!facts || seen.has(parent)) continue;
      seen.add(parent);
      if (facts.root) return [facts, ...way];
      ways.push([facts, ...way]);
    }
  }
  return undefined;
}
