import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nextOpening } from '../../../src/client/polling/working-hours';
import { assertProperty } from '../../support/property';

describe('the hour at which a parked workflow continues', () => {
  /** A Thursday. */
  const now = Date.UTC(2026, 0, 1, 12);
  for (const [message, iso] of [
    ['Opens at 2026-01-02T08:00:00Z.', '2026-01-02T08:00:00.000Z'],
    ['Opens at 2026-01-02 09:00+01:00.', '2026-01-02T08:00:00.000Z'],
    ['Opened at 2025-12-31T08:00:00Z.', undefined],
    ['Working hours start at 09:00 (Europe/Berlin).', '2026-01-02T08:00:00.000Z'],
    ['Working hours start at 17:30 Europe/Berlin.', '2026-01-01T16:30:00.000Z'],
    ['It starts when they begin, Monday 09:00 Europe/Berlin.', '2026-01-05T08:00:00.000Z'],
    ['Mondays from 09:00 Europe/Berlin.', '2026-01-05T08:00:00.000Z'],
    ['On Thu, 9:15 am America/New_York', '2026-01-01T14:15:00.000Z'],
    ['On 2026-01-06 at 12:00 PM UTC', '2026-01-06T12:00:00.000Z'],
    ['At 12:05 a.m. America/Argentina/Buenos_Aires', '2026-01-02T03:05:00.000Z'],
    ['At 09:00.', undefined],
    ['This month, at 09:00 UTC', '2026-01-02T09:00:00.000Z'],
    ['On 2026-02-30 at 09:00 UTC', undefined],
    ['On Feb 30 at 09:00 UTC', undefined],
    ['On 2026-03-06 at 12:00 PM UTC', '2026-03-06T12:00:00.000Z'],
    ['On Dec 31, 09:00 UTC', undefined],
    ['At 09:00 Mars/Olympus.', undefined],
    ['At 29:00 UTC.', undefined],
    ['Later, Europe/Berlin.', undefined],
    ['', undefined],
  ] as const) {
    it(`${message || '(nothing)'} → ${iso ?? 'unknown'}`, () => assert.equal(nextOpening(message, now), iso));
  }

  it('is that of the zone’s clocks on the day, also when they change in between', () => {
    const saturday = Date.UTC(2026, 2, 28, 12);
    assert.equal(nextOpening('Monday 09:00 Europe/Berlin', saturday), '2026-03-30T07:00:00.000Z');
  });

  const summer = Date.UTC(2026, 7, 1, 12);
  const christmas = Date.UTC(2026, 11, 28, 12);
  for (const [from, message, iso] of [
    [summer, 'Mon, Aug 10, 09:00 (Europe/Berlin)', '2026-08-10T07:00:00.000Z'],
    [summer, 'Monday, 10 August, 09:00 (Europe/Berlin)', '2026-08-10T07:00:00.000Z'],
    [summer, '9:00 AM on the 10th of August, Europe/Berlin', '2026-08-10T07:00:00.000Z'],
    [summer, 'September 1st 2027 at 09:00 UTC', '2027-09-01T09:00:00.000Z'],
    [summer, 'It may start on Sept. 1, 09:00 UTC', '2026-09-01T09:00:00.000Z'],
    [summer, 'It may start at 09:00 UTC', '2026-08-02T09:00:00.000Z'],
    [christmas, 'Mon, Jan 4, 09:00 (Europe/Berlin)', '2027-01-04T08:00:00.000Z'],
    [christmas, 'Thu, Dec 31, 09:00 (Europe/Berlin)', '2026-12-31T08:00:00.000Z'],
    [christmas, 'Fri, Jan 1, 00:30 (Pacific/Auckland)', '2026-12-31T11:30:00.000Z'],
  ] as const) {
    it(`is on the day of the month: ${message} → ${iso}`, () => assert.equal(nextOpening(message, from), iso));
  }

  it('is in the future or unknown, whatever the message', () => {
    const word = fc.constantFrom(
      '9:00',
      '23:59',
      'UTC',
      'Asia/Tokyo',
      'Mon',
      'pm',
      '2026-02-30',
      '2026-01-09',
      'Feb 29',
      '31 Dec',
      'at',
      '-',
    );
    const message = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(word, { maxLength: 6 }).map((words) => words.join(' ')),
    );
    return assertProperty(
      fc.property(message, (text) => {
        const iso = nextOpening(text, now);
        assert.ok(iso === undefined || Date.parse(iso) > now, `${text} → ${iso}`);
      }),
    );
  });
});
