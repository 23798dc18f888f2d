import assert from 'node:assert/strict';
import { person, Served, type Envelope } from '../support/service/served';

const ssi = { actionType: 'st.retrieveSSI' };
const navigator = { actionType: 'nv.searchPeople', term: 'engineer', limit: 1 };

describe('sandbox: accounts', () => {
  let served: Served;
  beforeEach(async () => {
    served = await Served.start();
  });
  afterEach(() => served.close());

  const refusal = async (token: string, document: unknown = ssi) =>
    (await served.refused('POST', '/workflows', { body: document, token })).type;
  const failure = async (token: string) =>
    (await served.ended((await served.start(ssi, token)).workflowId, token)).failure;

  it('core: Sales Navigator actions need a plus seat, anywhere in the workflow', async () => {
    assert.equal(await refusal('core', navigator), 'plusPlanRequired');
    assert.equal(await refusal('core', [ssi, navigator]), 'plusPlanRequired');
    const deep = {
      actionType: 'st.openPersonPage',
      personUrl: person('amelie-hoffmann'),
      then: [{ actionType: 'nv.openPersonPage' }],
    };
    assert.equal(await refusal('core', deep), 'plusPlanRequired');
    assert.equal((await served.complete<Envelope>(ssi, 'core')).success, true);
  });

  it('no-sales-navigator: its actions end with noSalesNavigator, the others work', async () => {
    const [nv, st] = await served.complete<Envelope[]>([navigator, ssi], 'no-sales-navigator');
    assert.equal(nv?.error?.type, 'noSalesNavigator');
    assert.equal(st?.success, true);
  });

  it('empty: a new account with nothing behind it', async () => {
    const [connections, pending] = await served.complete<Envelope[]>(
      [{ actionType: 'st.retrieveConnections' }, { actionType: 'st.retrievePendingRequests' }],
      'empty',
    );
    assert.deepEqual(connections?.data, []);
    assert.deepEqual(pending?.data, []);
    const stats = `/stats/actions?start=${new Date(Date.now() - 86_400_000).toISOString()}&end=${new Date().toISOString()}`;
    assert.deepEqual(
      (await served.result<{ actionType: string }[]>('GET', stats, undefined, 'empty')).map(
        ({ actionType }) => actionType,
      ),
      ['st.retrieveConnections', 'st.retrievePendingRequests'],
    );
    const { name } = await served.result<{ name: string }>('GET', '/account', undefined, 'empty');
    assert.equal(name, 'Noor Whitfield');
  });

  for (const [token, type] of [
    ['signed-out', 'linkedinAccountSignedOut'],
    ['trial-over', 'trialLimitReached'],
    ['working-hours-reject', 'outsideWorkingHours'],
  ] as const) {
    it(`${token}: no workflow starts, ${type}; the account still answers`, async () => {
      assert.equal(await refusal(token), type);
      await served.result('GET', '/account', undefined, token);
    });
  }

  for (const [token, type] of [
    ['lapsed', 'subscriptionRequired'],
    ['rate-limited', 'tooManyRequests'],
  ] as const) {
    it(`${token}: every request is refused, ${type}`, async () => {
      assert.equal(await refusal(token), type);
      assert.equal((await served.refused('GET', '/account', { token })).type, type);
      assert.equal((await served.refused('GET', '/workflows/wf-1', { token })).type, type);
    });
  }

  it('rate-limited: HTTP 429 with Retry-After', async () => {
    const { status, headers } = await served.request('GET', '/account', { token: 'rate-limited' });
    assert.equal(status, 429);
    assert.match(headers.get('retry-after')!, /^\d+$/);
  });

  for (const [token, reason] of [
    ['signed-out-while-running', 'linkedinAccountSignedOut'],
    ['language', 'languageNotSupported'],
    ['working-hours-expired', 'workingHoursWaitExpired'],
  ] as const) {
    it(`${token}: the workflow fails, ${reason}`, async () => {
      const found = await failure(token);
      assert.equal(found?.reason, reason);
      assert.ok(found.message.length > 10);
    });
  }

  it('outside-working-hours: pending until cancelled', async () => {
    const token = 'outside-working-hours';
    const started = await served.start(ssi, token);
    const second = await served.start(ssi, token);
    for (const state of [started, await served.state(started.workflowId, token), second]) {
      assert.equal(state.workflowStatus, 'pending');
      assert.equal(state.pendingReason, 'outsideWorkingHours');
      assert.match(state.message!, /09:00/);
    }
    assert.deepEqual(await served.cancel(started.workflowId, token), { cancelled: true });
    const state = await served.state(started.workflowId, token);
    assert.equal(state.workflowStatus, 'failed');
    assert.equal(state.failure?.reason, 'cancelled');
    assert.equal((await served.state(second.workflowId, token)).workflowStatus, 'pending');
  });

  it('never-ends: runs until cancelled; others wait behind it', async () => {
    const token = 'never-ends';
    const first = await served.start(ssi, token);
    const second = await served.start(ssi, token);
    assert.equal(first.workflowStatus, 'running');
    assert.deepEqual([second.workflowStatus, second.pendingReason], ['pending', 'queued']);
    assert.equal((await served.state(first.workflowId, token)).workflowStatus, 'running');
    await served.cancel(first.workflowId, token);
    assert.equal((await served.state(first.workflowId, token)).failure?.reason, 'cancelled');
    assert.equal((await served.state(second.workflowId, token)).workflowStatus, 'running');
  });
});
