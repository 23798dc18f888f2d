import assert from 'node:assert/strict';
import fc from 'fast-check';
import { FollowedService, type Happening } from '../support/service/feeds';
import { assertProperty } from '../support/property';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const in1970 = -Date.UTC(2026, 0, 1);
const clocks = {
  'in 1970': in1970,
  'two days behind': -2 * day,
  'a minute behind': -minute,
  right: 0,
  'a minute ahead': minute,
  'two days ahead': 2 * day,
};

const many = (count: number, one: (n: number) => Happening) => Array.from({ length: count }, (_, n) => one(n));

describe('events delivered once', () => {
  for (const [what, ahead] of Object.entries(clocks)) {
    it(`starts with the first start, whatever the machine’s clock: it is ${what}`, async () => {
      const service = new FollowedService();
      service.clock.ahead = ahead;
      const start = service.now;
      service.happens(...many(40, (n) => ({ id: `old ${n}`, time: start - 5 * second - n * hour })));
      await service.follow();
      service.happens(
        { id: 'meanwhile', time: start + 30 * second },
        { id: 'late', time: start - 23 * hour, known: start + 2 * minute },
        { id: 'after', time: start + 5 * minute, known: start + 5 * minute },
      );
      for (let polls = 0; polls < 10; polls++) {
        service.clock.advance(minute);
        await service.poll();
      }
      const [first, ...rest] = [...service.sent].sort();
      // With a clock that is ahead, the first request misses what exists; a late event then looks like an old one.
      assert.deepEqual(rest.includes('late') ? rest : ['late', ...rest], ['late', 'meanwhile']);
      assert.equal(first, 'after');
      if (ahead < 5 * minute) assert.ok(rest.includes('late'));
      assert.deepEqual(service.notices, []);
    });

    it(`continues after a restart with a clock that is ${what}`, async () => {
      const service = new FollowedService();
      await service.poll();
      service.happens({ id: 'one', time: service.now + minute });
      service.clock.advance(2 * minute);
      await service.poll();
      service.clock.advance(3 * day);
      service.happens(...many(40, (n) => ({ id: `while off ${n}`, time: service.now - n * hour })));
      service.restart(ahead);
      await service.poll();
      service.clock.advance(minute);
      await service.poll();
      assert.equal(service.sent.length, 41);
      assert.equal(new Set(service.sent).size, 41);
      assert.deepEqual(service.notices, []);
    });
  }

  it('uses the machine’s clock if the service does not send its time', async () => {
    const service = new FollowedService();
    service.tellsTime = false;
    service.happens({ id: 'old', time: service.now - minute });
    await service.poll();
    service.clock.advance(minute);
    service.happens({ id: 'new', time: service.now });
    await service.poll();
    service.restart(2 * day);
    service.clock.advance(minute);
    service.happens({ id: 'newer', time: service.now });
    await service.poll();
    assert.deepEqual(service.sent, ['new', 'newer']);
    assert.deepEqual(service.notices, []);
  });

  describe('with notes from a time when the machine’s clock was ahead', () => {
    /** Stored with a clock that was two days ahead. */
    const noted = (service: FollowedService, started: number, seen: [string, number][] = []) => {
      const began = started + 2 * day;
      const stream = { began, floor: began - day, looked: true, seen, sending: [] };
      service.text = JSON.stringify({ version: 1, settings: 'same', streams: { '': stream, other: stream } });
    };

    it('starts over with the present, and says so once', async () => {
      const service = new FollowedService(['', 'other']);
      noted(service, service.now - hour);
      service.happens({ id: 'before', time: service.now - minute });
      for (let polls = 0; polls < 3; polls++) {
        await service.poll();
        service.clock.advance(minute);
      }
      service.happens({ id: 'new', time: service.now }, { id: 'new there', time: service.now, stream: 'other' });
      await service.poll();
      service.restart();
      await service.poll();
      assert.deepEqual(service.sent, ['new', 'new there']);
      const [notice] = service.notices;
      assert.equal(service.notices.length, 1);
      assert.ok(notice?.kind === 'ahead');
      assert.deepEqual(
        [notice.noted, notice.now].map((time) => Math.round((service.now - time) / hour)),
        [-47, 0],
      );
    });

    it('keeps a start in the future', async () => {
      const start = new FollowedService().now + 10 * day;
      const service = new FollowedService([''], { start });
      await service.poll();
      service.restart();
      service.happens({ id: 'too early', time: start - 1 }, { id: 'first', time: start });
      await service.poll();
      await service.poll();
      assert.deepEqual(service.sent, ['first']);
      assert.deepEqual(service.notices, []);
    });
  });

  it('reads notes of its first version', async () => {
    const service = new FollowedService();
    const time = service.now - hour;
    service.text = JSON.stringify({
      ...{ version: 1, settings: 'same' },
      // The digests of `one` and `two`.
      streams: {
        '': {
          ...{ began: time, floor: time - day, looked: true },
          seen: [['dpLDrTVAu4A8Ags6', time]],
          sending: ['P8TM_nRYcOLA2Z9x'],
        },
      },
    });
    service.happens({ id: 'one', time }, { id: 'two', time }, { id: 'three', time });
    await service.poll();
    service.restart();
    await service.poll();
    assert.deepEqual(service.sent.sort(), ['again two', 'three']);
  });

  it('refuses notes of a newer version, and does not change them', async () => {
    const service = new FollowedService();
    const notes = JSON.stringify({ version: 3, settings: 'same', streams: ['in a shape of its own'] });
    service.text = notes;
    await assert.rejects(
      service.poll(),
      /notes have version 3, and .* reads no later one than 2\. Update the package\./,
    );
    assert.equal(service.text, notes);
    assert.deepEqual(service.notices, []);
  });

  for (const count of [1, 60, 120]) {
    it(`holds for ${count} conversations with 150 messages a day, however late`, async () => {
      const streams = many(count, (n) => ({ id: '', stream: `st ${n}`, time: 0 })).map(({ stream }) => stream!);
      const service = new FollowedService(streams);
      await service.poll();
      const began = service.now;
      for (const stream of streams) {
        service.happens(
          ...many(150, (n) => {
            const time = began + (n + 1) * 9 * minute;
            return { id: `${stream} ${n}`, stream, time, known: time };
          }),
          { id: `${stream} late`, stream, time: began + 20 * hour, known: began + 22 * hour },
          { id: `${stream} a day late`, stream, time: began + hour, known: began + 25 * hour },
        );
      }
      for (let polls = 0; polls < 26; polls++) {
        service.clock.advance(hour);
        await service.poll();
        if (polls % 7 === 0) service.restart();
      }
      assert.equal(service.sent.length, count * 152);
      assert.equal(new Set(service.sent).size, count * 152);
      assert.deepEqual(service.notices, []);
    });
  }

  it('holds for thousands without a time, while they are listed and for a day more', async () => {
    const service = new FollowedService([''], { most: 1_000 });
    service.happens(...many(500, (n) => ({ id: `there ${n}`, time: NaN })));
    await service.poll();
    service.happens(...many(6_000, (n) => ({ id: `no time ${n}`, time: NaN })));
    const times = many(500, (n) => ({
      id: `timed ${n}`,
      time: service.now + n * minute,
      known: service.now + n * minute,
    }));
    service.happens(...times);
    service.happens({ id: 'away', time: NaN, gone: service.now + hour });
    service.happens({ id: 'away', time: NaN, known: service.now + 24 * hour });
    for (let polls = 0; polls < 60; polls++) {
      service.clock.advance(hour);
      await service.poll();
      if (polls % 13 === 0) service.restart();
    }
    const untimed = service.sent.filter((id) => !id.startsWith('timed'));
    assert.equal(untimed.length, 6_001);
    assert.equal(new Set(untimed).size, 6_001);
  });

  it('recognises what has lost its time', async () => {
    const service = new FollowedService();
    await service.poll();
    service.happens({ id: 'one', time: service.now });
    await service.poll();
    service.happened.splice(0, 1, { id: 'one', time: NaN });
    for (let polls = 0; polls < 5; polls++) {
      service.clock.advance(day);
      service.happens({ id: `new ${polls}`, time: service.now });
      await service.poll();
    }
    assert.equal(service.sent.filter((id) => id === 'one').length, 1);
  });

  it('drops from the largest if it cannot remember all, and says what that means', async () => {
    const service = new FollowedService(['loud', 'quiet'], { most: 100 });
    await service.poll();
    const began = service.now;
    service.happens(
      ...many(300, (n) => ({ id: `loud ${n}`, stream: 'loud', time: began + n * minute, known: began + n * minute })),
      ...many(30, (n) => ({ id: `quiet ${n}`, stream: 'quiet', time: began + n * minute, known: began + n * minute })),
      { id: 'quiet late', stream: 'quiet', time: began + 10, known: began + 10 * hour },
      { id: 'loud late', stream: 'loud', time: began + 10, known: began + 10 * hour },
    );
    for (let polls = 0; polls < 24; polls++) {
      service.clock.advance(hour);
      await service.poll();
    }
    assert.equal(service.sent.length, 331);
    assert.equal(new Set(service.sent).size, 331);
    assert.ok(!service.sent.includes('loud late'));
    const last = service.notices.at(-1);
    assert.ok(last?.kind === 'full');
    assert.deepEqual(last, { kind: 'full', most: 100, until: began + 230 * minute, untimed: false });
  });

  it('keeps what it writes small', async () => {
    const service = new FollowedService();
    await service.poll();
    service.happens(...many(9_000, (n) => ({ id: `urn:message:${n}`, time: service.now + n * 9 * second })));
    service.clock.advance(day);
    await service.poll();
    assert.equal(service.sent.length, 9_000);
    assert.ok(service.text!.length < 9_000 * 13, `${service.text!.length} bytes`);
  });

  const happenings = fc.array(
    fc.record({
      stream: fc.constantFrom('a', 'b', 'c'),
      at: fc.integer({ min: -3 * 24 * 60, max: 6 * 24 * 60 }),
      late: fc.oneof(fc.constantFrom(0, 1, 24 * 60), fc.integer({ min: 0, max: 24 * 60 })),
      hasTime: fc.constantFrom(true, true, true, false),
    }),
    { maxLength: 60 },
  );
  const steps = fc.array(
    fc.record({
      minutes: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 60, max: 60 * 40 })),
      restart: fc.constantFrom(false, false, true),
      ahead: fc.constantFrom(...Object.values(clocks)),
      backwards: fc.boolean(),
    }),
    { minLength: 3, maxLength: 25 },
  );

  it('never comes twice, and comes if it is at most a day late', async () => {
    await assertProperty(
      fc.asyncProperty(happenings, steps, async (all, path) => {
        const service = new FollowedService(['a', 'b', 'c']);
        const began = service.now + 30 * second;
        all.forEach(({ stream, at, late, hasTime }, n) => {
          const time = service.now + at * minute;
          service.happens({ id: `${n}`, stream, time: hasTime ? time : NaN, known: time + late * minute });
        });
        service.clock.advance(30 * second);
        service.clock.ahead = path[0]!.ahead;
        await service.follow();
        const polls: number[] = [];
        for (const { minutes, restart, ahead, backwards } of path) {
          service.clock.advance(minutes * minute + 7 * second);
          if (restart && polls.length > 0) service.restart(ahead);
          await service.poll((items) => [...(backwards ? items.reverse() : items), ...items.slice(0, 2)]);
          polls.push(service.now);
        }
        const [first, next] = polls as [number, number];
        for (const { id, time, known } of service.happened) {
          const count = service.sent.filter((one) => one === id).length;
          const isNew = time > began || known! > next;
          const isOld = known! <= first && !(time > began);
          if (known! > polls.at(-1)! || isOld) assert.equal(count, 0, `${id} is old`);
          else if (isNew) assert.equal(count, 1, `${id} is new`);
          else assert.ok(count <= 1, `${id} came twice`);
        }
        assert.ok(!service.sent.some((one) => one.startsWith('again')));
        assert.deepEqual(service.notices, []);
      }),
      { numRuns: 200 },
    );
  });

  it('never comes twice within bounds either, and what does not come is before the reported time', async () => {
    await assertProperty(
      fc.asyncProperty(happenings, steps, fc.integer({ min: 0, max: 12 }), async (all, path, most) => {
        const service = new FollowedService(['a', 'b', 'c'], { most });
        await service.poll();
        const began = service.now;
        all.forEach(({ stream, at, late }, n) => {
          const time = began + Math.abs(at) * minute + 1;
          service.happens({ id: `${n}`, stream, time, known: time + late * minute });
        });
        for (const { minutes, restart, ahead } of path) {
          service.clock.advance(minutes * minute);
          if (restart) service.restart(ahead);
          await service.poll();
        }
        assert.equal(new Set(service.sent).size, service.sent.length);
        const bounds = service.notices.flatMap((one) => (one.kind === 'full' ? [one.until ?? -Infinity] : []));
        for (const { id, time, known } of service.happened) {
          if (known! <= service.now && !service.sent.includes(id))
            assert.ok(
              bounds.some((until) => time <= until),
              `${id}`,
            );
        }
      }),
      { numRuns: 200 },
    );
  });
});
