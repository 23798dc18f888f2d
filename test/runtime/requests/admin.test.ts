import assert from 'node:assert/strict';
import { operations } from '../../../src/catalog/operations';
import { account, admin, canaries, changed, probe, sandboxAccount, tab } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { hang, json, reset, success } from '../../support/service/misbehaving-server';
import { nodeRed } from '../../support/node-red/running-flows';

describe('The admin node', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const onService = (operation: string, more: object = {}) => [
    account(service.url),
    ...tab('t', admin('admin', operation, ['out'], more), probe('out')),
  ];
  const onSandbox = (operation: string, more: object = {}) => [
    sandboxAccount(),
    ...tab('t', admin('admin', operation, ['out'], more), probe('out')),
  ];
  const ask = async (msg: object = {}) => {
    const known = nr.at('out').length;
    await nr.run(msg, 'admin');
    assert.equal(nr.at('out').length, known + 1);
    return nr.at('out').at(-1)!;
  };
  const failed = async (msg: object = {}) => {
    const { error } = await nr.fail(msg, 'admin');
    return error as { code: string; message: string; cause?: Record<string, unknown> };
  };
  const sent = () => service.server.requests.map(({ path, body }) => [path, JSON.parse(body) as unknown]);

  it('sends the answer of an operation', async () => {
    await nr.deploy(onSandbox('subscription.getSeats'));
    const { payload, topic, linkedapi } = await ask({ topic: 'kept', payload: 1_700_000_000_000 });
    assert.deepEqual((payload as { seats: object[] }).seats[0], {
      seatType: 'plus',
      quantity: 4,
      billingPeriod: 'month',
    });
    assert.deepEqual([topic, linkedapi], ['kept', { operation: 'subscription.getSeats' }]);
    assert.equal(nr.statuses('admin').at(-1), 'green dot done');
  });

  it('needs no identification token, and sends none', async () => {
    service.answer(json({ success: true }));
    const { linkedApiToken } = canaries;
    await nr.deploy(onService('webhook.sendTest'), { account: { linkedApiToken } });
    assert.deepEqual((await ask()).payload, {});
    const [{ method, path, headers, body } = assert.fail()] = service.server.requests;
    assert.deepEqual([method, path, body], ['POST', '/admin/webhook.sendTest', '{}']);
    assert.deepEqual([headers['linked-api-token'], headers['identification-token']], [linkedApiToken, undefined]);
    await nr.deploy(onService('webhook.sendTest'), { account: {} });
    assert.equal((await failed()).code, 'linkedApiTokenRequired');
  });

  it('masks secrets unless set to show them', async () => {
    const secret = 'Canary+Account/4567';
    const answer = {
      accounts: [
        { id: 'acc-1', name: 'Ada', identificationToken: 'idt-1', reconnectionLink: 'https://x/1', avatarUrl: null },
      ],
      token: 'idt-2',
      webhook: { id: 'whs-1', secret: 'abc', signingEnabled: true },
      connectionLink: 'https://x/2',
      paymentLink: 'https://pay/3',
    };
    service.answer(success(answer));
    await nr.deploy(onService('accounts.getAll'));
    assert.deepEqual((await ask()).payload, {
      accounts: [{ id: 'acc-1', name: 'Ada', identificationToken: '***', reconnectionLink: '***', avatarUrl: null }],
      token: '***',
      webhook: { id: 'whs-1', secret: '***', signingEnabled: true },
      connectionLink: '***',
      paymentLink: 'https://pay/3',
    });
    await nr.deploy(onService('accounts.getAll', { secrets: true }));
    assert.deepEqual((await ask()).payload, answer);
    // The test support searches all output for it.
    service.answer(success({ accounts: [{ identificationToken: secret }], linkedApiToken: canaries.linkedApiToken }));
    await nr.deploy(onService('accounts.getAll'));
    await ask();
  });

  const guarded = Object.entries(operations).filter(([, { confirm }]) => confirm);
  it(`does ${guarded.length} operations only when the message names them`, async () => {
    assert.ok(guarded.length >= 5);
    for (const [operation, { confirm, params = {} }] of guarded) {
      service.answer(success({}));
      const given = { accountId: 'acc-1', id: 'whs-1', quantity: 2, seatType: 'core', billingPeriod: 'year' };
      const own = Object.fromEntries(Object.entries(given).filter(([name]) => name in params));
      await nr.deploy(onService(operation, { params: own }));
      for (const wrong of [undefined, true, 'yes', 'webhook.get', [operation]]) {
        const { code, message } = await failed({ confirm: wrong });
        assert.equal(code, 'confirmationRequired', operation);
        assert.ok(message.includes(`msg.confirm is “${operation}”`), message);
        assert.match(message, confirm === 'spends' ? /spends money/ : /cannot be undone/);
      }
      assert.deepEqual(sent(), [], operation);
      await ask({ confirm: operation });
      assert.deepEqual(sent().length, 1, operation);
    }
  });

  it('takes parameters from the dialog, or whole from the message', async () => {
    service.answer(success({}));
    const limits = [{ category: 'stMessages', period: 'daily', maxValue: 40 }];
    const params = {
      accountId: { type: 'msg', value: 'account' },
      limits: { type: 'json', value: JSON.stringify(limits) },
    };
    await nr.deploy(onService('limits.set', { params }));
    await ask({ account: 'acc-1', payload: 'ignored' });
    await nr.deploy(changed(onService('limits.set'), { admin: { params: { type: 'msg', value: 'payload' } } }));
    await ask({ payload: { accountId: 'acc-2', limits: limits[0] } });
    assert.deepEqual(sent(), [
      ['/admin/limits.set', { accountId: 'acc-1', limits }],
      ['/admin/limits.set', { accountId: 'acc-2', limits }],
    ]);
  });

  it('checks parameters before it sends them', async () => {
    service.answer(success({}));
    await nr.deploy(onService('limits.set', { name: 'caps', params: { type: 'msg', value: 'payload' } }));
    const wrong = async (payload: unknown) => {
      const { code, message } = await failed({ payload });
      assert.equal(code, 'invalidParameters');
      return message;
    };
    assert.match(await wrong({}), /“caps” \(admin\): Account id is missing\. Fill it in\.\n.*Limits is missing/);
    assert.match(await wrong('text'), /must be an object/);
    const of = (limits: unknown) => wrong({ accountId: 'acc-1', limits });
    assert.match(await of('all'), /Limits must be a list of objects with category, period, maxValue, isEnabled/);
    assert.match(await of([{ category: 'stMessages', period: 'daily', max: 4 }]), /Limits 1 → Most is missing/);
    assert.match(
      await of([{ category: 'x', period: 'daily', maxValue: 4 }]),
      /Limits 1 → Category must be one of stPerson/,
    );
    assert.match(await of([{ category: 'stPosts', period: 'daily' }]), /Limits 1 → Most is missing/);
    await nr.deploy(
      onService('webhook.set', { params: { url: 'https://x.example', headers: { type: 'json', value: '{"a":1}' } } }),
    );
    assert.match((await failed()).message, /Headers must be an object with names and texts/);
    assert.equal(service.requests, 0);
  });

  it('sends null where an empty parameter means all, or none', async () => {
    service.answer(success({ webhook: {} }));
    await nr.deploy(onService('webhook.setEvents', { params: { id: 'whs-1' } }));
    await ask();
    await nr.deploy(onService('webhook.setEvents', { params: { id: 'whs-1', events: ['workflow.*'] } }));
    await ask();
    assert.deepEqual(
      sent().map(([, body]) => body),
      [
        { id: 'whs-1', events: null },
        { id: 'whs-1', events: ['workflow.*'] },
      ],
    );
  });

  it('takes the operation from the message if set to', async () => {
    service.answer(success({ limits: [] }));
    await nr.deploy(onService('msg', { params: { type: 'msg', value: 'payload' } }));
    const message = await ask({ linkedapi: { operation: 'limits.get' }, payload: { accountId: 'acc-1' } });
    assert.deepEqual(
      [message['linkedapi'], sent()],
      [{ operation: 'limits.get' }, [['/admin/limits.get', { accountId: 'acc-1' }]]],
    );
    for (const operation of [undefined, 'limits.getall', 'toString']) {
      const { code, message: said } = await failed({ linkedapi: { operation } });
      assert.equal(code, 'unknownOperation');
      assert.match(said, /msg\.linkedapi\.operation has to be one of subscription\.getStatus, /);
    }
    const { code } = await failed({ linkedapi: { operation: 'accounts.disconnect' }, payload: { accountId: 'acc-1' } });
    assert.equal(code, 'confirmationRequired');
    assert.equal(sent().length, 1);
  });

  it('repeats a lost read, and never a change', async () => {
    service.answer(reset(), success({ seats: [] }));
    await nr.deploy(onService('subscription.getSeats'));
    await ask();
    assert.equal(service.requests, 2);
    service.answer(reset(), success({}));
    await nr.deploy(onService('accounts.createConnectionSession'));
    const { code, message, cause } = await failed();
    assert.deepEqual([code, cause?.['code'], service.requests], ['outcomeUnknown', 'httpError', 1]);
    assert.match(message, /not known whether accounts\.createConnectionSession was carried out/);
  });

  it('ends with a warning when the node is redeployed', async () => {
    service.answer(hang());
    const flow = onService('accounts.getAll');
    await nr.deploy(flow);
    nr.send({}, 'admin');
    await nr.until(() => service.requests === 1 || nr.statuses('admin').at(-1) === 'blue dot asking');
    const warned = nr.warned('admin');
    await nr.redeploy(changed(flow, { admin: { name: 'renamed' } }));
    await warned;
    assert.match(nr.warnings().join('\n'), /redeployed while it asked Linked API/);
    assert.deepEqual(nr.at('caught'), []);
  });

  it('works the sandbox’s workspace from end to end', async () => {
    const whole = { type: 'msg', value: 'payload' };
    await nr.deploy(onSandbox('msg', { params: whole, secrets: true }));
    const call = async (operation: string, payload: object = {}, confirm?: string) =>
      (await ask({ linkedapi: { operation }, payload, confirm })).payload;
    const { sessionId } = await call('accounts.createConnectionSession');
    let status = '';
    while (status !== 'success') status = (await call('accounts.getConnectionSession', { sessionId })).session.status;
    const accounts = (await call('accounts.getAll')).accounts as { id: string; identificationToken: string }[];
    const { id: accountId, identificationToken } = accounts.at(-1)!;
    assert.match(identificationToken, /^idt-/);
    await call('accounts.disconnect', { accountId }, 'accounts.disconnect');
    assert.equal(((await call('accounts.getAll')).accounts as object[]).length, accounts.length - 1);
  });
});
