import assert from 'node:assert/strict';
import { operations } from '../../src/catalog/operations';
import { limitCategories } from '../../src/catalog/facts/limits';
import { person, Served, type Envelope } from '../support/service/served';

interface AccountRow {
  id: string;
  name: string;
  status: string;
  identificationToken: string;
  reconnectionSessionId?: string;
  reconnectionLink?: string;
}

interface LimitRow {
  category: string;
  period: string;
  maxValue: number;
  currentUsage: number;
}

describe('the workspace of the sandbox', () => {
  let served: Served;
  let time = Date.UTC(2026, 4, 13, 12);
  beforeEach(async () => {
    served = await Served.start({ now: () => new Date(time) });
  });
  afterEach(() => served.close());

  const workspace = { 'linked-api-token': 'sandbox' };
  const ask = (operation: string, body: unknown = {}) =>
    served.request('POST', `/admin/${operation}`, { body, headers: workspace });
  const admin = async <T>(operation: string, body?: unknown): Promise<T> => {
    const answer = await ask(operation, body);
    assert.equal(answer.body.success, true, JSON.stringify(answer.body));
    return answer.body.result as T;
  };
  const refused = async (operation: string, body?: unknown) => {
    const { status, body: said } = await ask(operation, body);
    return [status, said.error?.type];
  };
  const accounts = async () => (await admin<{ accounts: AccountRow[] }>('accounts.getAll')).accounts;
  const accountOf = async (token: string) => (await accounts()).find((one) => one.identificationToken === token)!;

  it('lists accounts: the defaults and those in use', async () => {
    const tokens = (await accounts()).map((one) => one.identificationToken);
    assert.deepEqual(tokens, ['sandbox', 'core', 'empty', 'signed-out']);
    assert.equal((await accountOf('signed-out')).status, 'reconnection_required');
    await served.result('GET', '/account', undefined, 'never-ends');
    const { name, status } = await accountOf('never-ends');
    assert.deepEqual([name, status], ['Robin Mercer', 'active']);
  });

  it('supports every operation, and knows no other', async () => {
    for (const name of Object.keys(operations)) {
      const { status, body } = await ask(name, { nonsense: true });
      assert.notEqual(body.error?.type, 'notFound', name);
      assert.deepEqual([status >= 400, body.success], [true, false], name);
    }
    assert.deepEqual(await refused('accounts.getNone'), [404, 'notFound']);
    assert.deepEqual(await refused('toString'), [404, 'notFound']);
    assert.equal((await served.request('GET', '/admin/accounts.getAll', { headers: workspace })).status, 404);
  });

  it('accepts the token of the workspace only', async () => {
    const path = '/admin/accounts.getAll';
    const type = async (headers: Record<string, string>) =>
      (await served.refused('POST', path, { body: {}, headers })).type;
    assert.equal(await type({}), 'linkedApiTokenRequired');
    assert.equal(await type({ 'linked-api-token': 'wrong' }), 'invalidLinkedApiToken');
    assert.ok((await accounts()).length >= 4);
  });

  it('takes 100 requests in a minute', async () => {
    for (let count = 0; count < 100; count++) await admin('subscription.getStatus');
    const { status, headers, body } = await ask('subscription.getStatus');
    assert.deepEqual([status, body.error?.type, headers.get('retry-after')], [429, 'tooManyRequests', '60']);
    time += 60_000;
    await admin('subscription.getStatus');
  });

  it('connects an account step by step, as long as there is a seat', async () => {
    const { sessionId, connectionLink } = await admin<{ sessionId: string; connectionLink: string }>(
      'accounts.createConnectionSession',
    );
    assert.match(connectionLink, /^https:/);
    assert.deepEqual(await refused('accounts.createConnectionSession'), [400, 'noAvailableSeats']);
    const seen: string[] = [];
    while (seen.at(-1) !== 'success') {
      const { session } = await admin<{ session: { status: string } }>('accounts.getConnectionSession', { sessionId });
      seen.push(session.status);
      assert.ok(seen.length < 10, seen.join());
    }
    assert.deepEqual(seen, ['pending', 'preparing', 'serving', 'streaming', 'success']);
    const { identificationToken } = (await accounts()).at(-1)!;
    assert.equal(
      (await served.result<{ name: string }>('GET', '/account', undefined, identificationToken)).name,
      'Noor Whitfield',
    );
    await admin('subscription.setSeats', { quantity: 9, seatType: 'plus', billingPeriod: 'year' });
    const another = await admin<{ sessionId: string }>('accounts.createConnectionSession');
    await admin('accounts.cancelConnectionSession', { sessionId: another.sessionId });
    const all = await admin<{ pendingConnectionSessions: unknown[] }>('accounts.getAll');
    // The session of the account that LinkedIn has signed out.
    assert.equal(all.pendingConnectionSessions.length, 1);
    assert.deepEqual(await refused('accounts.getConnectionSession', { sessionId: 'cs-none' }), [
      404,
      'sessionNotFound',
    ]);
  });

  it('reconnects a signed-out account', async () => {
    const { reconnectionSessionId, id } = await accountOf('signed-out');
    assert.equal((await accountOf('signed-out')).reconnectionSessionId, reconnectionSessionId);
    for (let count = 0; count < 5; count++) {
      await admin('accounts.getConnectionSession', { sessionId: reconnectionSessionId });
    }
    const { status, reconnectionLink } = await accountOf('signed-out');
    assert.deepEqual([status, reconnectionLink], ['active', undefined]);
    await served.complete({ actionType: 'st.retrieveSSI' }, 'signed-out');
    assert.ok(
      (await admin<{ reconnectionLink: string }>('accounts.createReconnectionSession', { accountId: id }))
        .reconnectionLink,
    );
  });

  it('gives an account another token, and removes it', async () => {
    const { id } = await accountOf('core');
    const { token } = await admin<{ token: string }>('accounts.regenerateIdentificationToken', { accountId: id });
    assert.equal((await accountOf(token)).id, id);
    const gone = (await served.refused('GET', '/account', { token: 'core' })).type;
    assert.equal(gone, 'invalidIdentificationToken');
    await served.result('GET', '/account', undefined, token);
    await admin('accounts.disconnect', { accountId: id });
    assert.equal(await accountOf(token), undefined);
    assert.equal((await served.refused('GET', '/account', { token })).type, 'invalidIdentificationToken');
    assert.deepEqual(await refused('accounts.disconnect', { accountId: id }), [401, 'accountNotFound']);
    assert.deepEqual(await refused('accounts.disconnect'), [401, 'accountIdRequired']);
  });

  it('counts what was executed against the limits', async () => {
    const { id: accountId } = await accountOf('empty');
    const used = async (period: string) =>
      (await admin<{ usage: LimitRow[] }>('limits.getUsage', { accountId })).usage.find(
        (one) => one.category === 'stConnectionRequests' && one.period === period,
      )?.currentUsage;
    const invite = (slug: string) =>
      served.complete({ actionType: 'st.sendConnectionRequest', personUrl: person(slug) }, 'empty');
    assert.equal(await used('daily'), 0);
    assert.equal((await invite('amelie-hoffmann')).success, true);
    assert.equal((await invite('not-found')).success, false);
    assert.deepEqual([await used('daily'), await used('weekly')], [1, 1]);
    time += 24 * 60 * 60_000;
    assert.deepEqual([await used('daily'), await used('weekly')], [0, 1]);
    time += 7 * 24 * 60 * 60_000;
    assert.equal(await used('weekly'), 0);
  });

  it('enforces limits that were set until they are removed', async () => {
    const { id: accountId } = await accountOf('empty');
    const limit = { category: 'stReactions', period: 'daily' };
    const react = () =>
      served.complete<Envelope>(
        {
          actionType: 'st.reactToPost',
          postUrl: 'https://www.linkedin.com/posts/helio-thermal_cold-climate-field-test',
          type: 'like',
        },
        'empty',
      );
    await admin('limits.set', { accountId, limits: [{ ...limit, maxValue: 1 }] });
    const { limits } = await admin<{ limits: LimitRow[] }>('limits.get', { accountId });
    assert.deepEqual(limits.at(-1), { ...limit, maxValue: 1, isEnabled: true });
    assert.equal((await react()).success, true);
    assert.equal((await react()).error?.type, 'limitExceeded');
    await admin('limits.set', { accountId, limits: [{ ...limit, maxValue: 1, isEnabled: false }] });
    assert.equal((await react()).success, true);
    await admin('limits.delete', { accountId, limits: [limit] });
    const defaults = await admin<{ limits: LimitRow[] }>('limits.getDefaults');
    assert.deepEqual((await admin<{ limits: LimitRow[] }>('limits.get', { accountId })).limits, defaults.limits);
    await admin('limits.set', { accountId, limits: [{ ...limit, maxValue: 0 }] });
    await admin('limits.resetToDefaults', { accountId });
    assert.equal((await react()).success, true);
    assert.deepEqual(new Set(defaults.limits.map((one) => one.category)), new Set(limitCategories));
    assert.deepEqual(await refused('limits.set', { accountId, limits: [{ ...limit, maxValue: -1 }] }), [
      400,
      'invalidRequestPayload',
    ]);
  });

  it('keeps a webhook, shows its secret on request, and lists deliveries', async () => {
    interface Answer {
      webhook: Record<string, unknown> & { id: string; secret?: string };
    }
    const url = 'https://flows.example.com/linkedapi';
    assert.deepEqual(await refused('webhook.sendTest'), [404, 'webhookNotFound']);
    for (const address of ['http://flows.example.com', 'https://localhost/x', 'https://192.168.1.2/x', 'nowhere']) {
      assert.deepEqual(await refused('webhook.set', { url: address }), [400, 'invalidRequestPayload'], address);
    }
    const { webhook } = await admin<Answer>('webhook.set', { url, headers: { 'X-Team': 'sales' } });
    const { id } = webhook;
    assert.equal(webhook.secret, undefined);
    const listed = async () => (await admin<{ webhooks: Record<string, unknown>[] }>('webhook.get')).webhooks;
    const [{ payloadMode, headerNames, events } = {}] = await listed();
    assert.deepEqual([payloadMode, headerNames, events], ['fat', ['x-team'], null]);
    const secret = (await admin<Answer>('webhook.setSigning', { id, signingEnabled: true })).webhook.secret;
    assert.match(secret ?? '', /^[0-9a-f]{64}$/);
    assert.equal((await admin<Answer>('webhook.revealSecret', { id })).webhook.secret, secret);
    assert.notEqual((await admin<Answer>('webhook.rotateSecret', { id })).webhook.secret, secret);
    await admin('webhook.setHeader', { id, name: 'X-Stage', value: 'test' });
    await admin('webhook.deleteHeader', { id, name: 'x-TEAM' });
    await admin('webhook.setPayloadMode', { id, payloadMode: 'thin' });
    await admin('webhook.setEvents', { id, events: ['workflow.*'] });
    assert.deepEqual(await refused('webhook.setEvents', { id, events: ['workflow.failed'] }), [
      400,
      'invalidRequestPayload',
    ]);
    const [changed = {}] = await listed();
    assert.deepEqual(
      [changed['payloadMode'], changed['headerNames'], changed['events'], 'secret' in changed],
      ['thin', ['x-stage'], ['workflow.*'], false],
    );
    await admin('webhook.setEvents', { id, events: null });
    await admin('webhook.setHeaders', { id, headers: null });
    const [bare = {}] = await listed();
    assert.deepEqual([bare['headerNames'], bare['events']], [[], null]);

    await admin('webhook.sendTest');
    const deliveries = async () =>
      (await admin<{ deliveries: Record<string, unknown>[] }>('webhook.deliveries')).deliveries;
    const [delivery = {}] = await deliveries();
    assert.deepEqual([delivery['eventType'], delivery['attempts']], ['webhook.test', 1]);
    await admin('webhook.replayDelivery', { deliveryId: delivery['id'] });
    assert.equal((await deliveries())[0]?.['attempts'], 2);
    assert.ok((await admin<{ eventTypes: string[] }>('webhook.eventTypes')).eventTypes.includes('workflow.completed'));
    await admin('webhook.delete', { id });
    assert.deepEqual(await listed(), []);
    assert.deepEqual(await refused('webhook.delete', { id }), [404, 'webhookNotFound']);
  });
});
