import type { Catalog } from '../catalog/facts';
import { dayOf, daysOf, type Period } from './period';

/** How often something was done. */
export interface Count {
  success: number;
  failed: number;
  total: number;
}

/** One of the account's limits, and how much of it is used up in its present period. */
export interface LimitUsage {
  category: string;
  period: string;
  used: number;
  max: number;
  /** Whole per cent; null where nothing is allowed. */
  percent: number | null;
  enabled: boolean;
}

/** What the usage node sends; each list is of flat rows, as tables, charts and CSV files take them. */
export interface Usage {
  period: { from: string; to: string; days: number };
  total: Count;
  /** The most frequent first. */
  byAction: ({ actionType: string; category: string } & Count)[];
  /** By the limit that an action counts against; `other` for those that count against none. */
  byCategory: ({ category: string } & Count)[];
  /** Every day of the period, also those on which nothing was done. */
  byDay: ({ day: string } & Count)[];
  limits?: LimitUsage[];
}

const other = 'other';

/** Sums up the `{ actionType, success, time }` of `/stats/actions`. Entries without a type are not counted, those without a time on
 * no day. */
export function usageOf(stats: readonly unknown[], period: Period, catalog: Catalog): Usage {
  const total = nothing();
  const actions = new Map<string, Count>();
  const categories = new Map<string, Count>();
  const days = new Map(daysOf(period).map((day) => [day, nothing()]));
  for (const one of stats) {
    const { actionType, success, time } = (typeof one === 'object' && one !== null ? one : {}) as Record<
      string,
      unknown
    >;
    if (typeof actionType !== 'string') continue;
    const counts = [
      total,
      countOf(actions, actionType),
      countOf(categories, categoryOf(actionType, catalog)),
      days.get(dayOf(new Date(String(time)))),
    ];
    for (const count of counts) if (count) add(count, success === true);
  }
  return {
    period: { from: period.from.toISOString(), to: period.to.toISOString(), days: days.size },
    total,
    byAction: sorted(actions).map(([actionType, count]) => ({
      actionType,
      category: categoryOf(actionType, catalog),
      ...count,
    })),
    byCategory: sorted(categories).map(([category, count]) => ({ category, ...count })),
    byDay: [...days].map(([day, count]) => ({ day, ...count })),
  };
}

/** Reads the rows of `limits.getUsage`; the documentation calls what is used up by two names (https://linkedapi.io/docs/admin-limits). */
export function limitUsage(rows: readonly unknown[]): LimitUsage[] {
  return rows.map((row) => {
    const { category, period, maxValue, currentUsage, currentValue, isEnabled } = (
      typeof row === 'object' && row !== null ? row : {}
    ) as Record<string, unknown>;
    const used = Number(currentUsage ?? currentValue ?? 0);
    const max = Number(maxValue ?? 0);
    return {
      category: String(category),
      period: String(period),
      used,
      max,
      percent: max > 0 ? Math.round((used / max) * 100) : null,
      enabled: isEnabled !== false,
    };
  });
}

const nothing = (): Count => ({ success: 0, failed: 0, total: 0 });

function countOf(counts: Map<string, Count>, key: string): Count {
  let count = counts.get(key);
  if (!count) counts.set(key, (count = nothing()));
  return count;
}

function add(count: Count, success: boolean): void {
  if (success) count.success++;
  else count.failed++;
  count.total++;
}

const sorted = (counts: Map<string, Count>) =>
  [...counts].sort(([one, a], [two, b]) => b.total - a.total || (one < two ? -1 : 1));

const categoryOf = (actionType: string, catalog: Catalog): string => catalog.action(actionType)?.countsAgainst ?? other;
