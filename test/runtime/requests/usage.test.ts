import assert from 'node:assert/strict';
import { limitCategories } from '../../../src/catalog/facts/limits';
import type { Usage } from '../../../src/usage/totals';
import { account, openPerson, probe, run, sandboxAccount, tab, usage } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { failure, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed } from '../../support/node-red/running-flows';

const day = 24 * 60 * 60_000;

describe('The usage node', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const onSandbox = (more: object = {}) => [
    sandboxAccount(),
    ...tab('t', usage('usage', ['out'], more), run(['page']), openPerson('page'), probe('out')),
  ];
  const onService = (more: object = {}) => [
    account(service.url),
    ...tab('t', usage('usage', ['out'], more), probe('out')),
  ];
  const ask = async (msg: object = {}) => {
    const known = nr.at('out').length;
    await nr.run(msg, 'usage');
    assert.equal(nr.at('out').length, known + 1);
    return nr.at('out').at(-1)!;
  };
  const sum = (rows: readonly { total: number }[]) => rows.reduce((all, { total }) => all + total, 0);

  /** `/stats/actions` is empty; the workspace has these accounts. */
  const quiet =
    (accounts: unknown[] = [], usageRows: object[] = []): Reply =>
    (response, request) =>
      success(
        request.path.startsWith('/stats') ? [] : request.path.endsWith('getAll') ? { accounts } : { usage: usageRows },
      )(response, request);
  const asked = () =>
    service.server.requests
      .filter(({ path }) => path.startsWith('/stats'))
      .map(({ path }) => Object.fromEntries(new URL(path, service.url).searchParams) as { start: string; end: string });

  it('adds up a period in one message: in total, by action, kind of limit and day, with the limits', async () => {
    await nr.deploy(onSandbox({ days: 30 }));
    const { payload, topic, linkedapi } = await ask({ topic: 'kept' });
    const { period, total, byAction, byCategory, byDay, limits } = payload as Usage;
    assert.ok(total.success > 100 && total.failed > 0, JSON.stringify(total));
    assert.equal(total.total, total.success + total.failed);
    assert.deepEqual([sum(byAction), sum(byCategory), sum(byDay)], [total.total, total.total, total.total]);
    assert.equal(byDay.length, 30);
    assert.equal(period.days, 30);
    assert.ok(byCategory.some(({ category }) => category === 'other'));
    assert.deepEqual(
      byAction.map((row) => row.total),
      byAction.map((row) => row.total).sort((a, b) => b - a),
    );
    assert.deepEqual(new Set(limits?.map(({ category }) => category)), new Set(limitCategories));
    for (const row of [...byAction, ...byCategory, ...byDay, ...limits!]) {
      for (const value of Object.values(row)) assert.notEqual(typeof value, 'object', JSON.stringify(row));
    }
    assert.equal(topic, 'kept');
    assert.deepEqual(linkedapi, { period, total });
    assert.match(nr.statuses('usage').at(-1)!, /^green dot ✓ \d+ ✗ \d+$/);
  });

  it('grows with what is done', async () => {
    await nr.deploy(onSandbox({ days: 1 }));
    const views = async () => {
      const { byAction, limits } = (await ask()).payload as Usage;
      const counted = byAction.find(({ actionType }) => actionType === 'st.openPersonPage')?.success ?? 0;
      return [counted, limits!.find((row) => row.category === 'stPersonProfileViews' && row.period === 'daily')!.used];
    };
    const [counted, used] = (await views()) as [number, number];
    await nr.run();
    assert.deepEqual(await views(), [counted + 1, used + 1]);
  });

  it('sends one of its lists alone, in the form that tables and charts accept', async () => {
    for (const send of ['byAction', 'byCategory', 'byDay', 'limits']) {
      await nr.deploy(onSandbox({ send, limits: false }));
      const { payload } = await ask();
      assert.ok(Array.isArray(payload) && payload.length > 0, send);
    }
  });

  it('requests more than 30 days in pieces without gaps or overlaps', async () => {
    service.answer(quiet());
    await nr.deploy(onService({ limits: false, days: 75 }));
    await ask();
    const pieces = asked();
    assert.equal(pieces.length, 3);
    for (const [index, { start, end }] of pieces.entries()) {
      assert.ok(Date.parse(end) - Date.parse(start) < 30 * day);
      if (index > 0) assert.equal(Date.parse(start), Date.parse(pieces[index - 1]!.end) + 1);
    }
  });

  it('takes the period from the dialog, or from the message', async () => {
    service.answer(quiet());
    await nr.deploy(
      onService({ limits: false, period: 'range', from: '2026-03-01', to: { type: 'msg', value: 'end' } }),
    );
    const range = async (msg: object) => {
      const before = asked().length;
      const { days } = ((await ask(msg)).payload as Usage).period;
      const pieces = asked().slice(before);
      return { days, start: new Date(pieces[0]!.start), end: new Date(pieces.at(-1)!.end) };
    };
    const local = (year: number, month: number, date: number) => new Date(year, month - 1, date).getTime();
    const march = await range({ end: '2026-03-07' });
    assert.deepEqual(
      [march.days, march.start.getTime(), march.end.getTime()],
      [7, local(2026, 3, 1), local(2026, 3, 8) - 1],
    );

    const now = new Date();
    const today = local(now.getFullYear(), now.getMonth() + 1, now.getDate());
    assert.equal((await range({ period: 1 })).start.getTime(), today);
    assert.equal((await range({ period: { days: '2' } })).days, 2);
    const week = await range({ period: 'lastWeek' });
    assert.deepEqual([week.days, week.start.getDay(), week.end.getDay()], [7, 1, 0]);
    assert.equal((await range({ period: 'week' })).start.getDay(), 1);
    assert.equal((await range({ period: 'month' })).start.getDate(), 1);
    const month = await range({ period: 'lastMonth' });
    assert.deepEqual(
      [month.start.getDate(), month.end.getTime() + 1],
      [1, local(now.getFullYear(), now.getMonth() + 1, 1)],
    );
    const moment = Date.UTC(2026, 0, 31, 9);
    const since = await range({ period: { from: moment, to: '2026-01-31T10:00:00Z' } });
    assert.deepEqual([since.start.getTime(), since.end.getTime()], [moment, moment + 60 * 60_000]);
  });

  it('says what is wrong with a period, and sends no request', async () => {
    service.answer(quiet());
    await nr.deploy(onService({ name: 'figures', days: '2000' }));
    const wrong = async (msg: object) => {
      const { error } = await nr.fail(msg, 'usage');
      return [error.code as string, error.message as string] as const;
    };
    for (const period of ['year', {}, true, [], null, 'range', { to: '2026-01-01' }]) {
      const [code, message] = await wrong({ period });
      assert.equal(code, 'invalidPeriod', JSON.stringify(period));
      assert.match(message, /“figures” \(usage\): msg\.period has to be a number of days, one of week, /);
    }
    assert.match((await wrong({}))[1], /Days must be at most 1100, not 2000/);
    assert.match((await wrong({ period: 0 }))[1], /Days must be at least 1/);
    assert.match((await wrong({ period: { from: 'yesterday' } }))[1], /From must be a date/);
    assert.match((await wrong({ period: { from: '2026-02-01', to: '2026-01-01' } }))[1], /ends before it begins/);
    assert.match((await wrong({ period: { from: '2001-01-01' } }))[1], /longer than 1100 days/);
    assert.equal(service.requests, 0);
  });

  it('finds its account among those of the workspace', async () => {
    const rows = [
      { category: 'stMessages', period: 'daily', maxValue: 50, currentUsage: 20, isEnabled: true },
      { category: 'stPosts', period: 'weekly', maxValue: 0, currentValue: 3, isEnabled: false },
    ];
    const others = [{ id: 'acc-1', identificationToken: 'another' }, 'nonsense', { identificationToken: 'x' }];
    await nr.deploy(onService());
    service.answer(quiet([...others, { id: 'acc-7', identificationToken: 'Canary+Account/4567' }], rows));
    const { limits } = (await ask()).payload as Usage;
    assert.deepEqual(limits, [
      { category: 'stMessages', period: 'daily', used: 20, max: 50, percent: 40, enabled: true },
      { category: 'stPosts', period: 'weekly', used: 3, max: 0, percent: null, enabled: false },
    ]);
    const last = service.server.requests.at(-1)!;
    assert.deepEqual([last.path, last.body], ['/admin/limits.getUsage', '{"accountId":"acc-7"}']);
    service.answer(quiet(others));
    assert.equal((await nr.fail({}, 'usage'))['error'].code, 'accountNotFound');
  });

  it('fails once, with the service’s own error', async () => {
    await nr.deploy(onService());
    service.answer(failure('subscriptionRequired', 'There is no active subscription.', 402));
    assert.equal((await nr.fail({}, 'usage'))['error'].code, 'subscriptionRequired');
    assert.equal(service.requests, 1);
    assert.equal(nr.statuses('usage').at(-1), 'red ring subscriptionRequir…');
  });
});
