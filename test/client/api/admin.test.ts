import assert from 'node:assert/strict';
import { LinkedApiAdmin } from '../../../src/client';
import { FakeClock } from '../../support/service/fake-clock';
import {
  failure,
  html,
  json,
  MisbehavingServer,
  redirect,
  reset,
  success,
} from '../../support/service/misbehaving-server';
import { clientOf, errorOf, tokens } from '../support';

const { linkedApiToken, identificationToken } = tokens;

describe('the admin client', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  const adminOf = (clock = new FakeClock(), own?: string) =>
    new LinkedApiAdmin({ baseUrl: server.url, linkedApiToken }, own, clock);

  it('posts JSON with the workspace’s token alone', async () => {
    server.script(success({ seats: [] }));
    assert.deepEqual(await adminOf().call('subscription.getSeats', {}, { reads: true }), { seats: [] });
    const [{ method, path, headers, body } = assert.fail()] = server.requests;
    assert.deepEqual([method, path, body], ['POST', '/admin/subscription.getSeats', '{}']);
    assert.deepEqual(
      [headers['linked-api-token'], headers['identification-token'], headers['client']],
      [linkedApiToken, undefined, 'node-red'],
    );
  });

  it('accepts a success without a result, unlike other requests', async () => {
    server.script(json({ success: true }));
    assert.equal(await adminOf().call('webhook.sendTest', {}), null);
    assert.equal((await errorOf(clientOf(server).getAccount())).cause.problem, 'noResult');
    for (const reply of [json({}), json({ success: false }), json([])]) {
      server.script(reply);
      assert.equal((await errorOf(adminOf().call('webhook.sendTest', {}))).code, 'outcomeUnknown');
    }
  });

  it('keeps to 100 requests a minute, for all users of the workspace', async () => {
    server.script(json({ success: true }));
    const clock = new FakeClock();
    const one = adminOf(clock);
    const other = adminOf(clock);
    const elsewhere = new LinkedApiAdmin({ baseUrl: server.url, linkedApiToken: 'another' }, undefined, clock);
    await Promise.all(Array.from({ length: 100 }, (_, at) => (at % 2 ? one : other).call('webhook.sendTest', {})));
    assert.deepEqual([server.requests.length, clock.pauses], [100, []]);
    await elsewhere.call('webhook.sendTest', {});
    assert.deepEqual(clock.pauses, []);
    await one.call('webhook.sendTest', {});
    await other.call('webhook.sendTest', {});
    assert.deepEqual(clock.pauses, [60_000]);
  });

  it('does not wait once it is aborted, and lets the others continue', async () => {
    server.script(json({ success: true }));
    const clock = new FakeClock();
    const admin = adminOf(clock);
    for (let count = 0; count < 100; count++) await admin.call('webhook.sendTest', {});
    const aborting = new AbortController();
    aborting.abort();
    const { code } = await errorOf(admin.call('webhook.sendTest', {}, { signal: aborting.signal }));
    assert.deepEqual([code, server.requests.length], ['cancelled', 100]);
    await admin.call('webhook.sendTest', {});
    assert.equal(server.requests.length, 101);
  });

  it('repeats a read', async () => {
    for (const trouble of [reset(), html('<p>busy', 503), failure('tooManyRequests', 'Slow down.', 429)]) {
      server.script(trouble, trouble, success({ limits: [1] }));
      assert.deepEqual(await adminOf().list('limits.getDefaults', 'limits', {}), [1]);
      assert.equal(server.requests.length, 3);
    }
    server.script(reset());
    assert.equal((await errorOf(adminOf().list('limits.getDefaults', 'limits', {}))).code, 'httpError');
    assert.equal(server.requests.length, 4);
    server.script(failure('accountNotFound', 'No such account.', 401));
    assert.equal((await errorOf(adminOf().list('limits.get', 'limits', {}))).code, 'accountNotFound');
    assert.equal(server.requests.length, 1);
  });

  it('repeats a change only if it was refused for the rate, or never sent', async () => {
    const clock = new FakeClock();
    server.script(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '7' }), json({ success: true }));
    await adminOf(clock).call('webhook.sendTest', {});
    assert.equal(server.requests.length, 2);
    assert.ok(clock.pauses.includes(7_000), clock.pauses.join());
    for (const trouble of [reset(), html('<p>busy', 503), redirect('https://elsewhere.example/')]) {
      server.script(trouble);
      const { code, cause, message } = await errorOf(adminOf().call('subscription.setSeats', {}));
      assert.deepEqual([code, cause.code, server.requests.length], ['outcomeUnknown', 'httpError', 1]);
      assert.match(message, /Look before doing it again/);
    }
    const nowhere = new LinkedApiAdmin({ baseUrl: 'http://127.0.0.1:1', linkedApiToken }, undefined, clock);
    const before = clock.pauses.length;
    assert.equal((await errorOf(nowhere.call('subscription.setSeats', {}))).code, 'httpError');
    assert.equal(clock.pauses.length - before, 3);
  });

  it('finds the id of an account by its token', async () => {
    server.script(
      success({ accounts: [null, { id: 'acc-1', identificationToken: 'x' }, { id: 'acc-2', identificationToken }] }),
    );
    assert.equal(await adminOf(undefined, identificationToken).ownAccountId(), 'acc-2');
    assert.equal((await errorOf(adminOf(undefined, 'none').ownAccountId())).code, 'accountNotFound');
  });

  it('splits statistics of more than 30 days into requests, and repeats a lost one', async () => {
    const one = { actionType: 'st.openPost', success: true, time: '2026-01-02T00:00:00Z' };
    server.script(success([one]), reset(), success([one]), success([one]));
    const range = { start: '2026-01-01T00:00:00.000Z', end: '2026-03-15T00:00:00.000Z' };
    assert.equal((await clientOf(server).readActionStats(range)).length, 3);
    const asked = server.requests.map(({ path }) => new URL(path, server.url).searchParams);
    const [, lost, again] = asked;
    assert.equal(String(lost), String(again));
    const pieces = [0, 1, 3].map((at) => [asked[at]!.get('start'), asked[at]!.get('end')]);
    assert.deepEqual(pieces, [
      ['2026-01-01T00:00:00.000Z', '2026-01-30T23:59:59.999Z'],
      ['2026-01-31T00:00:00.000Z', '2026-03-01T23:59:59.999Z'],
      ['2026-03-02T00:00:00.000Z', '2026-03-15T00:00:00.000Z'],
    ]);
  });
});
