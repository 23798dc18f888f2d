import type { Catalog, LimitCategory } from '../catalog/facts';
import type { ActionNode } from './tree';

export interface Amount {
  /** As many at most, unless `open`. */
  count: number;
  /** There may be more, since the number of rows of a loop is unknown before the run. */
  open: boolean;
}

export interface Estimate {
  /** All actions, without the loops themselves. */
  total: Amount;
  /** By kind, the most first. */
  actions: (Amount & { actionType: string })[];
  limits: (Amount & { limit: LimitCategory })[];
  /** Ids of the nodes whose number of rows is not known. */
  unknown: string[];
  /** Lists without a limit that may get long: the most rows by default, if Linked API has a default. */
  unlimited: { id: string; actionType: string; most?: number }[];
  /** Seconds, from quick to slow. */
  seconds: [number, number];
}

/**
 * Seconds an action takes. The documentation says only that a simple workflow takes about 20 seconds, and a large one minutes
 * or far longer (https://linkedapi.io/docs/executing-workflows), so this is a guess.
 */
export const secondsPerAction = [5, 20] as const;
const secondsAtLeast = 20;

/** An upper bound of what a workflow does, by the limits of its lists. Do not call it for a tree larger than `maxActions`. */
export function estimate(roots: readonly ActionNode[], catalog: Catalog): Estimate {
  const actions = new Map<string, Amount>();
  const limits = new Map<LimitCategory, Amount>();
  const unknown = new Set<string>();
  const unlimited = new Map<string, Estimate['unlimited'][number]>();
  const total: Amount = { count: 0, open: false };

  const visit = (node: ActionNode, parent: ActionNode | undefined, times: Amount) => {
    const { actionType } = node;
    let own = times;
    if (catalog.isLoop(actionType)) {
      const rows = parent && rowsOf(parent, catalog);
      if (rows === undefined && parent) unknown.add(parent.id);
      own = { count: times.count * (rows ?? 1), open: times.open || rows === undefined };
    } else {
      add(total, times);
      const most = mostByDefault(node, catalog);
      if (most) unlimited.set(node.id, { id: node.id, actionType, ...most });
      add(entry(actions, actionType), times);
      const limit = catalog.action(actionType)?.countsAgainst;
      if (limit) add(entry(limits, limit), times);
    }
    for (const child of node.then) visit(child, node, own);
  };
  for (const root of roots) visit(root, undefined, { count: 1, open: false });

  const [quick, slow] = secondsPerAction;
  return {
    total,
    actions: most([...actions].map(([actionType, amount]) => ({ actionType, ...amount }))),
    limits: most([...limits].map(([limit, amount]) => ({ limit, ...amount }))),
    unknown: [...unknown],
    unlimited: [...unlimited.values()],
    seconds: [Math.max(secondsAtLeast, total.count * quick), Math.max(secondsAtLeast, total.count * slow)],
  };
}

/** The most rows in the list of an action: its limit, or the default of Linked API. */
function rowsOf({ actionType, params }: ActionNode, catalog: Catalog): number | undefined {
  const given = params['limit'];
  const rows = given ?? catalog.action(actionType)?.params.find(({ name }) => name === 'limit')?.usual;
  return typeof rows === 'number' && rows >= 0 ? rows : undefined;
}

/** From this number on, a default is worth mentioning. */
const manyRows = 100;

/** How long the list of an action gets without a limit, if that may surprise. */
function mostByDefault({ actionType, params }: ActionNode, catalog: Catalog): { most?: number } | undefined {
  const field = catalog.action(actionType)?.params.find(({ name }) => name === 'limit');
  if (!field || params['limit'] !== undefined) return undefined;
  if (typeof field.usual !== 'number') return {};
  return field.usual >= manyRows ? { most: field.usual } : undefined;
}

function add(sum: Amount, { count, open }: Amount): void {
  sum.count += count;
  sum.open ||= open;
}

function entry<K>(amounts: Map<K, Amount>, key: K): Amount {
  let found = amounts.get(key);
  if (!found) amounts.set(key, (found = { count: 0, open: false }));
  return found;
}

const most = <T extends Amount>(amounts: T[]): T[] => amounts.sort((a, b) => b.count - a.count);
