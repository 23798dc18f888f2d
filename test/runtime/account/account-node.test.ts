import assert from 'node:assert/strict';
import { join } from 'node:path';
import type * as Actions from '../../../nodes/actions';
import type * as Sandbox from '../../../src/sandbox';
import { account, canaries, openPerson, run, sandboxAccount, tab, type FlowNode } from '../../support/flows/flows';
import { repoRoot } from '../../support/node-red/hosts';
import { completing, linkedApi } from '../../support/service/linked-api-double';
import { failure, html, success } from '../../support/service/misbehaving-server';
import { nodeRed } from '../../support/node-red/running-flows';

const built = <T>(path: string): T => require(join(repoRoot, 'dist', path)) as T; // eslint-disable-line @typescript-eslint/no-require-imports

describe('An account', () => {
  const nr = nodeRed();
  const service = linkedApi();
  let sandbox: Sandbox.RunningSandbox;

  before(async () => {
    const { builtWorld, startSandbox } = built<typeof Sandbox>('src/sandbox');
    const { loadActions } = built<typeof Actions>('nodes/actions');
    sandbox = await startSandbox({ actions: loadActions().map(({ action }) => action), world: builtWorld() });
  });
  after(() => sandbox?.close());

  describe('in its dialog', () => {
    /** The answer to the button; no answer may contain a token. */
    async function tested(settings: object, deployed: object = {}, baseUrl = sandbox.url, ...more: FlowNode[]) {
      await nr.deploy([account(baseUrl), ...more], { account: deployed, other: deployed });
      const { status, body, text } = await nr.post('/linkedapi/account/test', settings);
      assert.equal(status, 200);
      for (const token of Object.values(canaries)) assert.ok(!text.includes(token), text);
      return body;
    }
    const live = (baseUrl: string, tokens: object = {}) => ({ id: 'account', mode: 'live', baseUrl, ...tokens });
    const self = { ok: true, name: 'Robin Mercer', url: 'https://www.linkedin.com/in/robin-mercer' };
    const ours = { linkedApiToken: 'sandbox', identificationToken: 'sandbox' };

    it('of the sandbox shows whose it is', async () => {
      assert.deepEqual(await tested({ mode: 'sandbox' }), self);
    });

    it('of the sandbox shows what is wrong with it', async () => {
      const { ok, type, message } = await tested({ mode: 'sandbox', sandboxAccount: 'lapsed' });
      assert.deepEqual([ok, type], [false, 'subscriptionRequired']);
      assert.match(String(message), /no active subscription/);
    });

    it('of a service shows whose it is, with tokens just typed', async () => {
      assert.deepEqual(await tested(live(sandbox.url, ours)), self);
    });

    it('of a service shows whose it is, with the deployed tokens', async () => {
      assert.deepEqual(await tested(live(sandbox.url), ours), self);
    });

    it('prefers a token just typed to a deployed one, even when it is empty', async () => {
      const { type } = await tested(live(sandbox.url, { identificationToken: 'invalid' }), ours);
      assert.equal(type, 'invalidIdentificationToken');
      await nr.unload();
      assert.equal(
        (await tested(live(sandbox.url, { identificationToken: '' }), ours))['type'],
        'identificationTokenRequired',
      );
    });

    for (const [what, tokens, type] of [
      ['a wrong Linked API token', { ...ours, linkedApiToken: 'invalid' }, 'invalidLinkedApiToken'],
      ['a wrong identification token', { ...ours, identificationToken: 'invalid' }, 'invalidIdentificationToken'],
      ['no Linked API token', { identificationToken: 'sandbox' }, 'linkedApiTokenRequired'],
      ['no identification token', { linkedApiToken: 'sandbox' }, 'identificationTokenRequired'],
      [
        'a token out of a variable that is not set',
        { ...ours, linkedApiToken: '${LINKEDAPI_TEST_UNSET}' },
        'linkedApiTokenRequired',
      ],
      ['a token no header can hold', { ...ours, linkedApiToken: 'a\nb' }, 'httpError'],
    ] as const)
      it(`says so when there is ${what}`, async () => {
        const answer = await tested(live(sandbox.url, tokens));
        assert.deepEqual([answer['ok'], answer['type']], [false, type]);
        assert.ok(String(answer['message']).length > 10);
      });

    describe('with an environment', () => {
      const variables = { LINKEDAPI_TEST_TOKEN: 'sandbox', LINKEDAPI_TEST_URL: '' };
      before(() => Object.assign(process.env, variables, { LINKEDAPI_TEST_URL: sandbox.url }));
      after(() => Object.keys(variables).forEach((name) => delete process.env[name]));

      for (const token of ['${LINKEDAPI_TEST_TOKEN}', '$(LINKEDAPI_TEST_TOKEN)']) {
        it(`reads a token from it, as ${token}`, async () => {
          assert.deepEqual(
            await tested(live(sandbox.url, { linkedApiToken: token, identificationToken: token })),
            self,
          );
        });
      }

      it('reads the base URL from it, for tokens just typed and for deployed ones', async () => {
        assert.deepEqual(await tested(live('${LINKEDAPI_TEST_URL}', ours), {}, service.url), self);
        await nr.unload();
        assert.deepEqual(await tested(live('${LINKEDAPI_TEST_URL}'), ours), self);
        await nr.unload();
        assert.deepEqual(await tested(live('${LINKEDAPI_TEST_URL}'), ours, '${LINKEDAPI_TEST_URL}'), self);
        await nr.unload();
        assert.deepEqual(await tested(live(`${sandbox.url}/`), ours, '${LINKEDAPI_TEST_URL}'), self);
      });

      it('says that the base URL is not set there', async () => {
        assert.equal((await tested(live('${LINKEDAPI_TEST_UNSET}', ours)))['type'], 'invalidBaseUrl');
      });
    });

    describe('sends to no address but the deployed one', () => {
      before(() => (process.env.LINKEDAPI_TEST_SECRET = canaries.linkedApiToken));
      after(() => delete process.env.LINKEDAPI_TEST_SECRET);

      const typed = { linkedApiToken: 'typed', identificationToken: 'typed' };
      const secret = '${LINKEDAPI_TEST_SECRET}';
      const cases: [what: string, tokens: object][] = [
        ['the stored tokens', {}],
        ['the stored Linked API token beside a typed one', { identificationToken: 'typed' }],
        ['the stored identification token beside a typed one', { linkedApiToken: 'typed' }],
        ['a variable as Linked API token', { ...typed, linkedApiToken: secret }],
        ['a variable as identification token', { ...typed, identificationToken: secret }],
        ['a variable as it was written of old', { ...typed, linkedApiToken: '$(LINKEDAPI_TEST_SECRET)' }],
      ];
      const withheld = async (...args: Parameters<typeof tested>) => {
        const { ok, type, message } = await tested(...args);
        assert.deepEqual([ok, type, service.requests], [false, 'deployFirst', 0]);
        assert.match(String(message), /Deploy it first, or type both tokens/);
      };
      for (const [what, tokens] of cases) {
        it(`${what}: of a deployed account`, () => withheld(live(service.url, tokens), canaries));

        it(`${what}: at another path of the same host`, () =>
          withheld(live(`${service.url}/other`, tokens), canaries, service.url));

        it(`${what}: of an account that is not deployed`, () =>
          withheld({ ...live(service.url, tokens), id: 'new' }, canaries, service.url));

        it(`${what}: of a node that is no account`, () => {
          const other = { id: 'other', type: 'helper', baseUrl: service.url };
          return withheld({ ...live(service.url, tokens), id: 'other' }, canaries, service.url, other);
        });
      }

      it('but tokens just typed', async () => {
        service.answer(success({ name: 'Someone', url: 'x' }));
        assert.equal((await tested(live(service.url, typed), canaries))['ok'], true);
        const { headers } = service.server.requests[0]!;
        assert.deepEqual([headers['linked-api-token'], headers['identification-token']], ['typed', 'typed']);
      });
    });

    for (const [what, baseUrl, type] of [
      ['cannot be reached', 'http://127.0.0.1:1', 'httpError'],
      ['may not be used', 'http://192.0.2.1', 'invalidBaseUrl'],
      ['is no address', 'nonsense', 'invalidBaseUrl'],
    ] as const)
      it(`says so when the base URL ${what}`, async () => {
        assert.equal((await tested(live(baseUrl, ours)))['type'], type);
      });

    it('reveals no token, even when the service does', async () => {
      for (const reply of [
        failure('odd', `You sent ${canaries.linkedApiToken} and ${canaries.identificationToken}.`),
        html(`<p>${canaries.linkedApiToken}</p>`, 500),
        success({ name: 'Someone', url: 'x', ...canaries }),
      ]) {
        service.answer(reply);
        await tested(live(service.url), canaries, service.url);
        await nr.unload();
      }
      assert.equal(service.server.requests[0]?.headers['linked-api-token'], canaries.linkedApiToken);
    });

    it('answers nonsense with an error', async () => {
      assert.equal((await tested({ id: 5, mode: 'live', baseUrl: 7 }))['ok'], false);
    });
  });

  describe('deployed', () => {
    const flow = tab('t', run(['open']), openPerson('open'));

    it('sends its tokens in the headers and nowhere else', async () => {
      await nr.deploy([account(service.url), ...flow]);
      await nr.run();
      for (const { headers, path, body } of service.server.requests) {
        assert.equal(headers['linked-api-token'], canaries.linkedApiToken);
        assert.equal(headers['identification-token'], canaries.identificationToken);
        assert.equal(headers['client'], 'node-red');
        for (const token of Object.values(canaries)) assert.ok(!(path + body).includes(token));
      }
      assert.ok(service.requests >= 2);
    });

    it('reads its tokens from the environment', async () => {
      Object.assign(process.env, {
        LINKEDAPI_TEST_ONE: canaries.linkedApiToken,
        LINKEDAPI_TEST_TWO: canaries.identificationToken,
      });
      const credentials = { linkedApiToken: '${LINKEDAPI_TEST_ONE}', identificationToken: '${LINKEDAPI_TEST_TWO}' };
      await nr.deploy([account(service.url), ...flow], { account: credentials });
      await nr.run();
      const { headers } = service.server.requests[0]!;
      assert.deepEqual([headers['linked-api-token'], headers['identification-token']], Object.values(canaries));
      delete process.env.LINKEDAPI_TEST_ONE;
      delete process.env.LINKEDAPI_TEST_TWO;
    });

    it('polls its workflows no more often than set, for all of them together', async () => {
      await nr.deploy([account(service.url, { pollGap: 3600 }), ...flow]);
      nr.send({});
      nr.send({});
      await nr.arrived('completed');
      await nr.until(() => service.requests >= 3);
      assert.deepEqual(service.server.requests.map(({ method }) => method).sort(), ['GET', 'POST', 'POST']);
    });

    it('refuses an answer that is larger than the limit set', async () => {
      service.answer(completing(() => ({ actionType: 'st.openPersonPage', success: true, data: 'x'.repeat(2000) })));
      await nr.deploy([account(service.url, { maxResponse: '0.001' }), ...flow]);
      const { error } = await nr.fail();
      assert.deepEqual([error.code, error.cause.problem], ['httpError', 'tooLarge']);
      await nr.unload();
      await nr.deploy([account(service.url, { maxResponse: '', pollGap: '' }), ...flow]);
      await nr.run();
    });

    it('retries after rate limits as often as the run node says', async () => {
      service.answer(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '600' }));
      await nr.deploy([account(service.url), ...tab('t', run(['open'], {}, { retries: '0' }), openPerson('open'))]);
      assert.equal((await nr.fail()).error.code, 'tooManyRequests');
      assert.equal(service.requests, 1);
    });

    it('of a service works with a sandbox at a loopback address, too', async () => {
      await nr.deploy([account(sandbox.url), ...flow], {
        account: { linkedApiToken: 'sandbox', identificationToken: 'sandbox' },
      });
      await nr.run();
    });

    it('of the sandbox needs no tokens', async () => {
      await nr.deploy([sandboxAccount(), ...flow], {});
      await nr.run();
    });
  });
});
