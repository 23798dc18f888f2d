const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MS = 24 * 60 * 60_000;

const INSTANT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)\b/;
const TIME = /\b(\d{1,2}):(\d\d)(?::\d\d)?(?:\s*([ap])\.?m\b)?/i;
const DATE = /\b\d{4}-\d\d-\d\d\b/;
const WEEKDAY = /\b(sun|mon|tue|wed|thu|fri|sat)[a-z]*\b/i;
const ZONE = /\b(?:[A-Z][A-Za-z]+(?:\/[A-Z][A-Za-z_+-]+){1,2}|UTC|GMT)\b/;

/**
 * The ISO time at which working hours begin, out of the sentence that comes with `outsideWorkingHours`. It names the time
 * and its zone, but in what form is not documented: a full time stamp is understood, and an hour with a zone, with or
 * without a date or weekday. Nothing when the sentence says neither.
 */
export function openingIn(message: string, now: number): string | undefined {
  const instant = Date.parse(INSTANT.exec(message)?.[0] ?? '');
  if (!Number.isNaN(instant)) return instant > now ? new Date(instant).toISOString() : undefined;
  const [, hours, minutes, half] = TIME.exec(message) ?? [];
  const zone = ZONE.exec(message)?.[0];
  if (hours === undefined || minutes === undefined || zone === undefined || !isZone(zone)) return undefined;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  if (hour > 23 || Number(minutes) > 59) return undefined;
  const date = DATE.exec(message)?.[0];
  const weekday = WEEKDAYS.indexOf(WEEKDAY.exec(message)?.[1]?.toLowerCase() ?? '');
  for (let day = 0; day <= 8; day += 1) {
    const wall = new Date(now + day * DAY_MS + offset(now + day * DAY_MS, zone));
    wall.setUTCHours(hour, Number(minutes), 0, 0);
    const opening = wall.getTime() - offset(wall.getTime() - offset(wall.getTime(), zone), zone);
    const fits = date === undefined ? weekday < 0 || wall.getUTCDay() === weekday : wall.toISOString().startsWith(date);
    if (fits && opening > now) return new Date(opening).toISOString();
  }
  return undefined;
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
