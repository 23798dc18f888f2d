import { limitCategories, type LimitCategory, type LimitPeriod } from '../../catalog/facts';
import type { SandboxAccount } from './account';

export interface Limit {
  category: LimitCategory;
  period: LimitPeriod;
  maxValue: number;
  isEnabled: boolean;
}
type Key = Pick<Limit, 'category' | 'period'>;

/** Invented, in the order of magnitude of the samples in the documentation. */
const perDay: Record<LimitCategory, number> = {
  stPersonProfileViews: 120,
  stCompanyPageViews: 120,
  stConnectionRequests: 10,
  stMessages: 50,
  stSearchQueries: 60,
  stReactions: 60,
  stComments: 30,
  stPosts: 5,
  nvPersonProfileViews: 150,
  nvCompanyPageViews: 150,
  nvMessages: 30,
};

const limit = (category: LimitCategory, period: LimitPeriod, maxValue: number): Limit => ({
  ...{ category, period, maxValue },
  isEnabled: true,
});

export const defaultLimits: readonly Limit[] = [
  ...limitCategories.map((category) => limit(category, 'daily', perDay[category])),
  limit('stConnectionRequests', 'weekly', 50),
  limit('nvMessages', 'monthly', 300),
];

const keyOf = ({ category, period }: Key) => `${category} ${period}`;

/** The limits of one account: defaults, and those set for it. */
export class AccountLimits {
  private readonly own = new Map<string, Limit>();

  constructor(
    readonly account: SandboxAccount,
    /** The limit that an action counts against. */
    readonly categoryOf: (actionType: string) => LimitCategory | undefined,
  ) {}

  all(): Limit[] {
    const others = defaultLimits.filter((one) => !this.own.has(keyOf(one)));
    return [...others, ...this.own.values()];
  }

  usage() {
    return this.all().map((one) => ({ ...one, currentUsage: this.used(one) }));
  }

  set(limits: readonly (Key & { maxValue: number; isEnabled?: boolean | undefined })[]): void {
    for (const { isEnabled = true, ...one } of limits) this.own.set(keyOf(one), { ...one, isEnabled });
  }

  remove(limits: readonly Key[]): void {
    for (const one of limits) this.own.delete(keyOf(one));
  }

  reset(): void {
    this.own.clear();
  }

  /** Only limits that were set for the account are enforced, not the defaults. */
  forbids(actionType: string): boolean {
    const category = this.categoryOf(actionType);
    return [...this.own.values()].some(
      (one) => one.category === category && one.isEnabled && this.used(one) >= one.maxValue,
    );
  }

  private used({ category, period }: Key): number {
    const since = beginningOf(period, this.account.now()).toISOString();
    return this.account.executed.filter(
      ({ actionType, success, time }) => success && time >= since && this.categoryOf(actionType) === category,
    ).length;
  }
}

/** In UTC; a week begins on Monday. */
function beginningOf(period: LimitPeriod, now: Date): Date {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const back = { daily: 0, weekly: (now.getUTCDay() + 6) % 7, monthly: day - 1 }[period];
  return new Date(Date.UTC(year, month, day - back));
}
