import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { account, canaries, openPerson, probe, run, tab, webhook, type FlowNode } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { success } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';

const secret = 'a secret of 64 characters, as Linked API shows it when it is made';
const ports = ['workflow', 'account', 'inbox', 'network', 'other'];
const receiver = (more: object = {}, id = 'hook') =>
  webhook(
    id,
    ports.map((port) => [port]),
    more,
  );
const flow = (...nodes: FlowNode[]) => tab('events', ...(nodes.length > 0 ? nodes : [receiver()]), ...ports.map(probe));

const seconds = () => Math.floor(Date.now() / 1000);
const sign = (body: string, key = secret, time: number | string = seconds()) => ({
  'linked-api-signature': createHmac('sha256', key).update(`${time}.${body}`).digest('hex'),
  'linked-api-signature-timestamp': String(time),
});

let serial = 0;
const event = (type: string, data?: unknown) => ({ id: `event ${++serial}`, type, createdAt: '2026-11-20', data });

describe('The webhook node', () => {
  const nr = nodeRed();
  const service = linkedApi();
  afterEach(() => nr.settings({}));

  const deploy = (nodes = flow(), more: Record<string, object> = { hook: { secret } }) =>
    nr.deploy(nodes, { service: canaries, ...more });
  async function post(body: string, headers: object = sign(body), path = '/linkedapi') {
    const json = { 'content-type': 'application/json', ...headers };
    const response = await fetch(nr.url() + path, { method: 'POST', headers: json, body });
    const text = await response.text();
    return { status: response.status, text, error: text.startsWith('{') ? String(JSON.parse(text).error) : text };
  }
  const send = (sent: object, path?: string) => post(JSON.stringify(sent), undefined, path);
  const shown = (id = 'hook') => nr.statuses(id).at(-1);

  it('answers first, and sends each event to the output of its family', async () => {
    await deploy();
    for (const [port, type] of Object.entries({
      workflow: 'workflow.completed',
      account: 'account.active',
      inbox: 'inbox.messageReceived',
      network: 'network.connectionAccepted',
      other: 'planet.aligned',
    })) {
      const sent = event(type, { accountId: 'acc-1', workflowId: 'wf-1', text: 'Grüße' });
      assert.deepEqual(await send(sent), { status: 200, text: '{"ok":true}', error: 'undefined' });
      const { topic, payload, linkedapi } = (await nr.arrived(port))[0]! as Record<string, unknown>;
      assert.deepEqual([topic, payload], [type, sent.data]);
      const ids = { workflowId: 'wf-1', accountId: 'acc-1' };
      assert.deepEqual(linkedapi, { eventId: sent.id, eventType: type, createdAt: '2026-11-20', ...ids });
    }
    assert.equal(nr.arrivals.length, 5);
    assert.equal(shown(), 'green dot planet.aligned');
  });

  it('passes on events without data, or with data that is no object', async () => {
    await deploy();
    for (const data of [undefined, null, 'text', 7]) assert.equal((await send(event('a.b', data))).status, 200);
    assert.deepEqual(
      (await nr.arrived('other', 4)).map(({ payload }) => payload as unknown),
      [undefined, null, 'text', 7],
    );
    assert.deepEqual(Object.keys(nr.at('other')[0]!['linkedapi'] as object), ['eventId', 'eventType', 'createdAt']);
  });

  it('has a waiting run ask for its result at once', async () => {
    service.answer((response, request) => {
      const completed = { workflowStatus: 'completed', completion: { actionType: 'st.openPersonPage', success: true } };
      const state = request.method === 'POST' ? { workflowStatus: 'running' } : completed;
      success({ workflowId: 'wf-1', ...state })(response, request);
    });
    const runs = tab(
      'runs',
      run(['page'], { completion: ['done'] }, { account: 'service' }),
      openPerson('page'),
      probe('done'),
    );
    await deploy([account(service.url, { id: 'service', pollInterval: 3600 }), ...runs, ...flow()]);
    nr.send({ topic: 'waiting' });
    await nr.until(() => nr.statuses('run').at(-1) === 'blue dot running');
    assert.equal(service.requests, 1);
    await send(event('workflow.completed', { workflowId: 'another' }));
    await send(event('workflow.started', { workflowId: 'wf-1' }));
    await nr.arrived('workflow', 2);
    await settled();
    assert.equal(service.requests, 1);
    await send(event('workflow.completed', { workflowId: 'wf-1' }));
    const [done] = await nr.arrived('done');
    assert.equal(done!['topic'], 'waiting');
  });

  it('sends an event once, however often it is repeated, also after a deploy', async () => {
    await deploy();
    const sent = event('a.b');
    assert.equal((await send(sent)).text, '{"ok":true}');
    assert.equal((await send(sent)).text, '{"ok":true,"duplicate":true}');
    await nr.redeploy(flow(receiver({ name: 'renamed' })));
    assert.equal((await send({ ...sent, type: 'a.c' })).text, '{"ok":true,"duplicate":true}');
    await send(event('a.d'));
    assert.deepEqual(
      (await nr.arrived('other', 2)).map(({ topic }) => topic as string),
      ['a.b', 'a.d'],
    );
  });

  const body = JSON.stringify(event('a.b'));
  for (const [what, headers, says] of [
    ['unsigned', () => ({}), /not signed/],
    ['signed with another secret', () => sign(body, 'another'), /does not fit the secret/],
    ['signed for another body', () => sign(`${body} `), /does not fit the secret/],
    ['signed too long ago', () => sign(body, secret, seconds() - 305), /300 seconds/],
    ['signed in the future', () => sign(body, secret, seconds() + 305), /300 seconds/],
    ['signed at a time that is no number', () => sign(body, secret, 'now'), /no number/],
    ['signed in capitals', () => ({ ...sign(body), 'linked-api-signature': 'A'.repeat(64) }), /64 lower-case hex/],
  ] as const) {
    it(`refuses an event that is ${what}, shows and says why, and sends nothing`, async () => {
      await deploy();
      for (let time = 0; time < 2; time += 1) {
        const { status, error } = await post(body, headers());
        assert.equal(status, 401);
        assert.match(error, says);
      }
      assert.equal(shown(), 'red ring bad signature');
      // Once per deploy, since anybody could fill the log otherwise.
      assert.equal(nr.warnings().length, 1);
      assert.match(nr.warnings()[0]!, says);
      await send(event('a.c'));
      assert.deepEqual(
        (await nr.arrived('other')).map(({ topic }) => topic as string),
        ['a.c'],
      );
    });
  }

  for (const text of ['', '{', 'null', '[]', '{"id":1,"type":"a.b"}', '{"id":"x"}', '{"type":"a.b"}']) {
    it(`refuses ${text || 'nothing'} as an event`, async () => {
      await deploy();
      const { status, error } = await post(text);
      assert.equal(status, 400);
      assert.match(error, /no JSON object with an id and a type/);
      assert.equal(shown(), 'red ring no event');
    });
  }

  it('refuses a body beyond apiMaxLength', async () => {
    nr.settings({ apiMaxLength: '1kb' });
    await deploy();
    const { status, error } = await send(event('a.b', 'x'.repeat(1024)));
    assert.deepEqual([status, shown()], [413, 'red ring too large']);
    assert.match(error, /apiMaxLength/);
    assert.equal((await send(event('a.b', 'x'))).status, 200);
  });

  it('says so in the log and in each answer if something else has read the body first', async () => {
    // Like an Express that stores its handlers in another way.
    await nr.deploy(flow(), { hook: { secret } }, (outer) => {
      outer.use((_request: unknown, _response: unknown, next: () => void) => next());
      const router = (outer as unknown as { _router: Record<'use' | 'handle', () => void> })._router;
      Object.defineProperty(outer, '_router', {
        value: { use: router.use.bind(router), handle: router.handle.bind(router) },
      });
    });
    assert.deepEqual(
      nr.logged().filter((text) => text.includes('Express')),
      [
        'Linked API: Webhook nodes refuse every event, because with this version of Express they cannot read a request before its body is parsed.',
      ],
    );
    const { status, error } = await send(event('a.b'));
    assert.deepEqual([status, shown()], [500, 'red ring body was read']);
    assert.match(error, /something before Node-RED has read the body/);
  });

  it('continues after data that Node-RED cannot clone', async () => {
    await deploy(flow(webhook('hook', [[], [], [], [], ['other', 'workflow']])));
    const deep = `{"id":"deep","type":"a.b","data":${'['.repeat(20_000)}${']'.repeat(20_000)}}`;
    assert.equal((await post(deep)).status, 200);
    await nr.until(() => shown() === 'red ring failed');
    assert.match(nr.warnings()[0]!, /could not pass on an event of the type a\.b/);
    await send(event('a.c'));
    assert.deepEqual(
      (await nr.arrived('workflow')).map(({ topic }) => topic as string),
      ['a.c'],
    );
  });

  it('answers 503 and sends nothing without a secret', async () => {
    await deploy(flow(), {});
    assert.equal(shown(), 'red ring no secret');
    const { status, error } = await send(event('a.b'));
    assert.equal(status, 503);
    assert.match(error, /has no secret/);
    await deploy(flow(), { hook: { secret: '${NEVER_SET_ANYWHERE}' } });
    assert.match((await send(event('a.b'))).error, /the environment variable NEVER_SET_ANYWHERE, which is not set/);
    assert.deepEqual(nr.at('other'), []);
  });

  it('accepts unsigned events if set to', async () => {
    await deploy(flow(receiver({ unsigned: 'accept' })), {});
    assert.equal((await post(JSON.stringify(event('a.b')), {})).status, 200);
    await nr.arrived('other');
  });

  for (const path of ['', '/', '/a b', '/:x', '/a/*']) {
    it(`does not take the path ${JSON.stringify(path)}`, async () => {
      await deploy(flow(receiver({ path })));
      assert.equal(shown(), 'red ring bad path');
      assert.match(nr.warnings()[0]!, /needs a path of letters, digits/);
      assert.equal((await send(event('a.b'), '/a/b')).status, 404);
    });
  }

  it('has its path for itself, and frees it when it is removed', async () => {
    const second = receiver({ name: 'second' }, 'second');
    const secrets = { hook: { secret }, second: { secret: 'another' } };
    await deploy(flow(receiver({ name: 'first' }), second), secrets);
    assert.deepEqual([shown('hook'), shown('second')], ['', 'red ring path taken']);
    assert.match(nr.warnings()[0]!, /“second” .* receives nothing: “first” .* has the path \/linkedapi/);
    assert.equal((await post(body, sign(body, 'another'))).status, 401);
    await nr.redeploy(flow(second), 'nodes', secrets);
    assert.equal(shown('second'), '');
    assert.equal((await post(body, sign(body, 'another'))).status, 200);
    await nr.redeploy(flow(probe('nothing')), 'nodes', secrets);
    assert.equal((await send(event('a.b'))).status, 404);
  });

  it('listens below httpNodeRoot, behind the authentication of the paths of nodes', async () => {
    const guard = (
      request: { headers: object },
      response: { status(code: number): { end(): void } },
      next: () => void,
    ) => ('x-key' in request.headers ? next() : response.status(401).end());
    nr.settings({ httpNodeRoot: '/api', httpNodeMiddleware: guard });
    await deploy();
    const text = JSON.stringify(event('a.b'));
    assert.equal((await post(text)).status, 404);
    assert.equal((await post(text, sign(text), '/api/linkedapi')).status, 401);
    assert.equal((await post(text, { ...sign(text), 'x-key': '1' }, '/api/linkedapi')).status, 200);
    await nr.arrived('other');
  });

  it('says that it receives nothing where the paths of nodes are switched off', async () => {
    nr.settings({ httpNodeRoot: false });
    await deploy();
    assert.equal(shown(), 'red ring not served');
    assert.match(nr.warnings()[0]!, /httpNodeRoot is switched off/);
  });

  it('leaves a request to another path, or by another method, to others', async () => {
    await deploy();
    assert.equal((await send(event('a.b'), '/linkedapi/more')).status, 404);
    assert.equal((await send(event('a.b'), '/LINKEDAPI')).status, 404);
    assert.equal((await fetch(`${nr.url()}/linkedapi`)).status, 404);
    assert.deepEqual(nr.warnings(), []);
  });
});
