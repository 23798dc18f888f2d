const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const dayMs = 24 * 60 * 60_000;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const instantPattern = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)\b/;
const timePattern = /\b(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([ap])\.?m\b)?/i;
const datePattern = /\b(\d{4})-(\d\d)-(\d\d)\b/;
const monthPattern =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const dayPattern = '(?<day>\\d{1,2})(?:st|nd|rd|th)?';
const yearPattern = '(?:,?\\s+(?<year>\\d{4}))?';
const monthDay = new RegExp(`\\b${monthPattern}\\.?\\s+${dayPattern}\\b(?!:)${yearPattern}`, 'i');
const dayMonth = new RegExp(`\\b${dayPattern}\\.?\\s+(?:of\\s+)?${monthPattern}\\b\\.?${yearPattern}`, 'i');
const weekdayPattern =
  /\b(?:(?:sun|mon|fri)(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs?(?:day)?)?|sat(?:urday)?)s?\b/i;
const zonePattern = /\b(?:[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+){1,2}|UTC|GMT)\b/;

/**
 * The ISO time at which working hours begin, from the message that comes with `outsideWorkingHours`. Its form is not
 * documented. Understood are a full timestamp, and an hour with a time zone, with or without a date or weekday. Undefined
 * for anything else. `now` is in ms since 1970.
 */
export function nextOpening(message: string, now: number): string | undefined {
  const instant = Date.parse(instantPattern.exec(message)?.[0] ?? '');
  if (!Number.isNaN(instant)) return instant > now ? new Date(instant).toISOString() : undefined;
  const [, hours, minutes, half] = timePattern.exec(message) ?? [];
  const zone = zonePattern.exec(message)?.[0];
  if (hours === undefined || minutes === undefined || zone === undefined || !isZone(zone)) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  for (const day of daysMeant(message, now + offset(now, zone))) {
    const wall = day + (hour * 60 + Number(minutes)) * 60_000;
    const opening = wall - offset(wall - offset(wall, zone), zone);
    if (opening > now) return new Date(opening).toISOString();
  }
  return undefined;
}

/** The days that the message may mean, in order. Days and `wallNow` are local times of the zone, written as if in UTC. */
function daysMeant(message: string, wallNow: number): number[] {
  const [, isoYear, isoMonth, isoDay] = datePattern.exec(message) ?? [];
  if (isoYear !== undefined) return dayOf(Number(isoYear), Number(isoMonth) - 1, Number(isoDay));
  const named = (monthDay.exec(message) ?? dayMonth.exec(message))?.groups;
  if (named) {
    const month = months.indexOf(String(named['month']).slice(0, 3).toLowerCase());
    const day = Number(named['day']);
    if (named['year'] !== undefined) return dayOf(Number(named['year']), month, day);
    // A date without a year means the one closest to today.
    const thisYear = new Date(wallNow).getUTCFullYear();
    const days = [thisYear - 1, thisYear, thisYear + 1].flatMap((year) => dayOf(year, month, day));
    return days.sort((one, other) => Math.abs(one - wallNow) - Math.abs(other - wallNow)).slice(0, 1);
  }
  const weekday = weekdays.indexOf(weekdayPattern.exec(message)?.[0].slice(0, 3).toLowerCase() ?? '');
  const today = wallNow - (wallNow % dayMs);
  const days = Array.from({ length: 9 }, (_, ahead) => today + ahead * dayMs);
  return weekday < 0 ? days : days.filter((day) => new Date(day).getUTCDay() === weekday);
}

/** Empty for a day that does not exist, such as February 30. */
function dayOf(year: number, month: number, day: number): number[] {
  const time = Date.UTC(year, month, day);
  return new Date(time).getUTCMonth() === month && new Date(time).getUTCDate() === day ? [time] : [];
}

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** How far a zone's clocks are ahead of UTC at a time, in milliseconds. */
function offset(time: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000;
}
