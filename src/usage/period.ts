import type { FieldFacts } from '../catalog/facts';

/** The kinds of periods for usage; those after `range` have no further fields. */
export const periodKinds = ['days', 'range', 'week', 'lastWeek', 'month', 'lastMonth'] as const;
export type PeriodKind = (typeof periodKinds)[number];

const longestPeriodDays = 1100;

const time = (name: string, label: string): FieldFacts => ({ name, kind: 'time', label });

/** The further fields of a period, with words for errors; the dialog has its own words. */
export const periodFields: FieldFacts[] = [
  { name: 'days', kind: 'integer', label: 'Days', min: 1, max: longestPeriodDays },
  { ...time('from', 'From'), required: true },
  time('to', 'To'),
];

/** The fields that a kind of period takes. */
export function fieldsOfPeriod(kind: unknown): FieldFacts[] {
  const names = kind === 'days' ? ['days'] : kind === 'range' ? ['from', 'to'] : [];
  return periodFields.filter(({ name }) => names.includes(name));
}

export interface Period {
  from: Date;
  /** Belongs to the period. */
  to: Date;
}

export interface PeriodWanted {
  period: PeriodKind;
  /** Whole days up to and with today. */
  days?: number;
  from?: string;
  to?: string;
}

/**
 * The start and end of a period in the time zone of this process; a week begins on Monday. Returns a sentence, to follow a name
 * or a property, if the period is not possible.
 */
export function periodOf({ period, days = 7, from, to }: PeriodWanted, now: Date): Period | string {
  const found = { from: beginning(now), to: now };
  switch (period) {
    case 'days':
      found.from = daysAfter(found.from, 1 - days);
      break;
    case 'week':
      found.from = monday(now);
      break;
    case 'lastWeek':
      found.from = daysAfter(monday(now), -7);
      found.to = before(monday(now));
      break;
    case 'month':
      found.from = new Date(now.getFullYear(), now.getMonth(), 1);
      break;
    case 'lastMonth':
      found.from = new Date(now.getFullYear(), now.getMonth() - 1, 1);
      found.to = before(new Date(now.getFullYear(), now.getMonth(), 1));
      break;
    case 'range':
      found.from = momentOf(from ?? '');
      if (to !== undefined) found.to = endOf(to);
  }
  if (found.from > found.to) return 'ends before it begins';
  if (found.to.getTime() - found.from.getTime() > longestPeriodDays * 86_400_000) {
    return `is longer than ${longestPeriodDays} days`;
  }
  return found;
}

/**
 * Reads what a message says of the period: a number of days, the name of a kind, or an object with `days`, or with `from` and
 * perhaps `to`. Undefined when it is none of these.
 */
export function wantedBy(said: unknown): (Record<string, unknown> & { period: PeriodKind }) | undefined {
  if (typeof said === 'number' || (typeof said === 'string' && /^\s*\d+\s*$/.test(said))) {
    return { period: 'days', days: said };
  }
  const named = periodKinds.find((kind) => kind === said);
  if (named) return named === 'range' ? undefined : { period: named };
  if (typeof said !== 'object' || said === null) return undefined;
  const { days, from, to } = said as Record<string, unknown>;
  if (days !== undefined) return { period: 'days', days };
  return from === undefined ? undefined : { period: 'range', from: moment(from), to: moment(to) };
}

/** The local days of a period, as `2026-11-23`. */
export function daysOf({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let day = beginning(from); day <= to; day = daysAfter(day, 1)) days.push(dayOf(day));
  return days;
}

/** The local day of a moment, as `2026-11-23`. */
export function dayOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** Milliseconds are what a message is most likely to have from a date node or an inject. */
const moment = (said: unknown): unknown =>
  typeof said === 'number' && Number.isFinite(said) && Math.abs(said) < 8.64e15 ? new Date(said).toISOString() : said;

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);

/** A day alone is meant where the flow runs, not in UTC. */
const momentOf = (text: string) => new Date(isDay(text) ? `${text}T00:00:00` : text);
const endOf = (text: string) => (isDay(text) ? before(daysAfter(momentOf(text), 1)) : momentOf(text));

const beginning = (time: Date) => new Date(time.getFullYear(), time.getMonth(), time.getDate());
const daysAfter = (time: Date, days: number) => new Date(time.getFullYear(), time.getMonth(), time.getDate() + days);
const monday = (time: Date) => daysAfter(time, -((time.getDay() + 6) % 7));
const before = (time: Date) => new Date(time.getTime() - 1);
