import assert from 'node:assert/strict';
import type { LinkedApiClient, WorkflowState } from '../../../src/client';
import { carriedRun, planOf } from '../../support/runs/carried-run';
import { drive } from '../../support/service/driver';
import { FakeClock } from '../../support/service/fake-clock';
import {
  failure,
  html,
  json,
  MisbehavingServer,
  redirect,
  success,
  type Reply,
} from '../../support/service/misbehaving-server';
import { clientOf, errorOf } from '../support';

const hour = 3_600_000;
const day = 24 * hour;
const in1970 = -Date.UTC(2026, 0, 1);

describe('the time of the service', () => {
  let server: MisbehavingServer;
  let clock: FakeClock;
  let client: LinkedApiClient;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  beforeEach(() => {
    clock = new FakeClock();
    client = clientOf(server, clock);
    server.script(success({ name: 'Ada' }));
  });
  after(() => server.close());

  /** How far the client's time is ahead of the right time, in seconds. */
  const wrongBy = () => (client.time.now() - clock.ticks()) / 1000;
  const dated = (date: string): Reply => json({ success: true, result: {} }, 200, { date });

  it('is this machine’s time until an answer corrects it', async () => {
    clock.ahead = 2 * day;
    assert.deepEqual([wrongBy(), client.time.isKnown], [2 * 86_400, false]);
    await client.getAccount();
    assert.ok(Math.abs(wrongBy()) <= 1);
    assert.ok(client.time.isKnown);
  });

  for (const [what, ahead] of Object.entries({
    'in 1970': in1970,
    'an hour behind': -hour,
    'two days ahead': 2 * day,
  })) {
    it(`is learned with a clock that is ${what}, advances evenly, and follows a clock that is corrected`, async () => {
      clock.ahead = ahead;
      await client.getAccount();
      clock.advance(90_300);
      assert.ok(Math.abs(wrongBy()) <= 1, `${wrongBy()}`);
      clock.ahead += 20 * day;
      assert.ok(Math.abs(wrongBy()) <= 1, 'a clock that somebody sets does not move it');
      clock.ahead = 0;
      await client.getAccount();
      assert.equal(wrongBy(), 0);
    });
  }

  it('is this machine’s time to the millisecond if the two agree within the precision of the header', async () => {
    clock.advance(777);
    for (const ahead of [0, 1_400, -1_400]) {
      clock.ahead = ahead;
      await client.getAccount();
      assert.equal(client.time.now(), clock.now());
    }
  });

  for (const [what, date] of Object.entries({
    empty: '',
    'no date': 'yesterday',
    'a number': '7',
    'without its zone': 'Thu Jan  1 00:00:00 2015',
    'a date that does not exist': 'Thu, 45 Jan 2015 00:00:00 GMT',
  })) {
    it(`is not learned from a header that is ${what}`, async () => {
      clock.ahead = day;
      server.script(dated(date));
      await client.getAccount();
      assert.deepEqual([wrongBy(), client.time.isKnown], [86_400, false]);
    });
  }

  it('is not learned if the header is missing, nor from a gateway, a proxy or a redirect', async () => {
    clock.ahead = day;
    const missing: Reply = (response, request) => {
      response.sendDate = false;
      response.removeHeader('date');
      success({})(response, request);
    };
    server.script(missing);
    await client.getAccount();
    for (const reply of [html('<p>Down</p>', 502), html('<p>Who are you?</p>', 407), redirect('http://127.0.0.1:1/')]) {
      server.script(reply);
      await errorOf(client.getAccount());
      assert.deepEqual([wrongBy(), client.time.isKnown], [86_400, false]);
    }
    server.script(failure('invalidLinkedApiToken', 'No.', 401));
    await errorOf(client.getAccount());
    assert.ok(client.time.isKnown);
  });

  it('is shared by all clients of the same service with the same clock', async () => {
    clock.ahead = day;
    const other = clientOf(server, clock, { identificationToken: 'another' });
    await client.getAccount();
    assert.ok(Math.abs(other.time.now() - clock.ticks()) <= 1000);
    assert.ok(!clientOf(server, new FakeClock()).time.isKnown);
  });

  it('makes work that used a wrong time run again, and only that', async () => {
    const times: number[] = [];
    const work = async (now: number) => {
      times.push(Math.round((now - clock.ticks()) / 1000));
      await client.getAccount();
      return times.length;
    };
    assert.equal(await client.time.runWithTime(work), 1);
    clock.ahead = -3 * day;
    client = clientOf(server, clock);
    assert.equal(await client.time.runWithTime(work), 3);
    assert.equal(await client.time.runWithTime(work), 4);
    assert.equal(times[1], -3 * 86_400);
    for (const at of [0, 2, 3]) assert.ok(Math.abs(times[at]!) <= 1, JSON.stringify(times));
  });

  for (const ahead of [in1970, -day, 0, 2 * day]) {
    describe(`with a clock ${ahead / hour} hours ahead`, () => {
      beforeEach(() => (clock.ahead = ahead));

      it('reads the date of a Retry-After relative to the Date header', async () => {
        const date = new Date(clock.ticks() + 90_000).toUTCString();
        server.script(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': date }));
        assert.equal((await errorOf(client.getAccount())).cause.retryAfterSeconds, 90);
      });

      it('does not poll a parked workflow until the hour named', async () => {
        const asked: number[] = [];
        const begun = clock.ticks();
        const noting =
          (result: object): Reply =>
          (response, request) => {
            asked.push(Math.round((clock.ticks() - begun) / 60_000));
            success(result)(response, request);
          };
        const message = 'Working hours start at 00:20 UTC.';
        server.script(
          noting({ workflowStatus: 'pending', pendingReason: 'outsideWorkingHours', message }),
          noting({ workflowStatus: 'completed', completion: {} }),
        );
        const states: WorkflowState[] = [];
        await drive(clock, client.waitForWorkflow('wf-1', { onState: (state) => states.push(state) }));
        assert.equal(states[0]!.parkedUntil, '2026-01-01T00:20:00.000Z');
        assert.deepEqual(asked, [0, 20]);
      });

      it('waits for a resumed run as long as it may last, by the service’s clock', async () => {
        server.script(success({ workflowStatus: 'running' }));
        const begun = clock.ticks();
        const since = begun - 5 * hour;
        const timeoutMs = 8 * hour;
        const marks = { resumed: true } as const;
        const state = { at: 'running', plan: planOf({ timeoutMs }), workflowId: 'wf-1', since, marks } as const;
        const { ended } = carriedRun({ client, timeoutMs, state });
        assert.equal((await errorOf(drive(clock, ended))).code, 'workflowTimeout');
        assert.equal(Math.round((clock.ticks() - begun) / 60_000), 180);
      });
    });
  }
});
