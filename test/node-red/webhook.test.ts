import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { account, canaries, openPerson, run, tab, trigger, webhook, type FlowNode } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';
import { entriesIn } from '../support/kills/kills';
import { linkedApi } from '../support/service/linked-api-double';
import { success } from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { until } from '../support/until';

const secret = '5ec7e7f00dcafe5ec7e7f00dcafe5ec7e7f00dcafe5ec7e7f00dcafe5ec7e7f0';
const ports = ['workflow', 'account', 'inbox', 'network', 'other'];
const collect = (name: string): FlowNode => ({ id: name, type: 'test-collect', name, wires: [] });
const receiver = (more: object = {}, id = 'hook') =>
  webhook(
    id,
    ports.map((port) => [port]),
    more,
  );
const flow = (...nodes: FlowNode[]) =>
  tab('events', ...(nodes.length > 0 ? nodes : [receiver()]), ...ports.map(collect));

const now = () => Math.floor(Date.now() / 1000);
const sign = (body: string, timestamp: number | string = now(), key = secret) => ({
  'linked-api-signature': createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex'),
  'linked-api-signature-timestamp': String(timestamp),
});

let serial = 0;
const event = (type: string, data: object = {}) => ({
  id: `${type}:demo-${++serial}`,
  type,
  createdAt: '2026-11-20T08:15:00.000Z',
  data,
});

for (const version of hostVersions) {
  describe(`the webhook node in Node-RED ${version}`, () => {
    const service = linkedApi();
    let nodeRed: NodeRed;

    const credentials = { hook: { secret: '${WEBHOOK_SECRET}' }, service: canaries, watched: canaries };
    const start = (settings: Record<string, unknown> = {}) => {
      const env = { WEBHOOK_SECRET: secret };
      return startNodeRed({ version, install: 'nodesDir', flows: flow(), credentials, settings, env });
    };
    before(async () => {
      nodeRed = await start();
    });
    after(() => nodeRed?.stop());

    const post = async (body: string, headers: Record<string, string> = {}, path = '/linkedapi', to = nodeRed) => {
      const response = await fetch(to.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: response.status, text: await response.text() };
    };
    const send = (body: object, path?: string, to?: NodeRed) =>
      post(JSON.stringify(body), sign(JSON.stringify(body)), path, to);

    it('passes on events by family, including unknown types', async () => {
      const types = {
        workflow: 'workflow.started',
        account: 'account.reconnectionRequired',
        inbox: 'inbox.messageReceived',
        network: 'network.connectionAccepted',
        other: 'webhook.test',
      };
      for (const [port, type] of Object.entries(types)) {
        const sent = event(type, { accountId: 'acc-1', text: 'Grüße 👋' });
        assert.deepEqual(await send(sent), { status: 200, text: '{"ok":true}' });
        const [{ payload, topic, linkedapi }] = (await nodeRed.next(1, port)) as unknown as [Record<string, unknown>];
        assert.deepEqual([payload, topic], [sent.data, type]);
        const { id: eventId, createdAt } = sent;
        assert.deepEqual(linkedapi, { eventId, eventType: type, createdAt, accountId: 'acc-1' });
      }
      for (const type of ['planet.aligned', 'nothing', '', 'workflow', '__proto__.x', 'constructor']) {
        assert.equal((await send(event(type))).status, 200);
        await nodeRed.next(1, type === 'workflow' ? 'workflow' : 'other');
      }
    });

    it('checks the bytes as sent, not their meaning', async () => {
      const { id, type } = event('webhook.test');
      const body = `{ "type":"${type}",\n\t"id": "${id}", "data":{"a":1.0,"b":"\\u00e9"} }\n`;
      assert.equal((await post(body, sign(body))).status, 200);
      await nodeRed.next(1, 'other');
      for (const contentType of ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream', '']) {
        const sent = JSON.stringify(event('webhook.test'));
        assert.equal((await post(sent, { ...sign(sent), 'content-type': contentType })).status, 200, contentType);
        await nodeRed.next(1, 'other');
      }
    });

    it('drops repetitions, also with a new signature, and after a deploy', async () => {
      const known = nodeRed.messages().length;
      const body = JSON.stringify(event('inbox.messageSent'));
      const first = sign(body);
      assert.equal((await post(body, first)).text, '{"ok":true}');
      assert.deepEqual(await post(body, first), { status: 200, text: '{"ok":true,"duplicate":true}' });
      assert.equal((await post(body, sign(body, now() - 1))).text, '{"ok":true,"duplicate":true}');
      await nodeRed.deploy(flow());
      assert.equal((await post(body, sign(body))).text, '{"ok":true,"duplicate":true}');
      await nodeRed.next(1, 'inbox');
      await send(event('marker.sent'));
      await nodeRed.next(1, 'other');
      assert.equal(nodeRed.messages().length, known + 2);
    });

    const good = JSON.stringify(event('webhook.test'));
    const signed = () => sign(good);
    const refused: [string, () => Record<string, string>, RegExp, string?][] = [
      ['without a signature', () => ({}), /not signed/],
      ['without a time', () => ({ 'linked-api-signature': signed()['linked-api-signature'] }), /not signed/],
      ['with another secret’s signature', () => sign(good, now(), 'another'), /does not fit/],
      [
        'with a secret taken as hex',
        () => ({
          ...signed(),
          'linked-api-signature': createHmac('sha256', Buffer.from(secret, 'hex'))
            .update(`${now()}.${good}`)
            .digest('hex'),
        }),
        /does not fit/,
      ],
      ['with the signature of another body', () => sign(`${good} `), /does not fit/],
      [
        'with the signature of another time',
        () => ({ ...signed(), 'linked-api-signature-timestamp': String(now() - 10) }),
        /does not fit/,
      ],
      ['signed too long ago', () => sign(good, now() - 302), /300 seconds/],
      ['signed in the future', () => sign(good, now() + 302), /300 seconds/],
      ['signed at a time that is no number', () => sign(good, 'today'), /no number/],
      ['signed at a broken time', () => sign(good, `${now()}.5`), /no number/],
      [
        'with upper-case hex',
        () => ({ ...signed(), 'linked-api-signature': signed()['linked-api-signature'].toUpperCase() }),
        /lower-case/,
      ],
      [
        'with a prefix',
        () => ({ ...signed(), 'linked-api-signature': `sha256=${signed()['linked-api-signature']}` }),
        /lower-case/,
      ],
      ['with a signature that is too short', () => ({ ...signed(), 'linked-api-signature': 'abc' }), /lower-case/],
    ];
    for (const [what, headers, says] of refused)
      it(`refuses a request ${what}`, async () => {
        const { status, text } = await post(good, headers());
        assert.equal(status, 401);
        assert.match(text, says);
      });

    for (const body of ['', '{', 'null', '7', '[]', '"x"', '{"id":1,"type":"a.b"}', '{"id":"x"}', '{"type":"x"}', '\0'])
      it(`refuses ${JSON.stringify(body)} as an event`, async () => {
        const { status, text } = await post(body, sign(body));
        assert.equal(status, 400);
        assert.match(text, /no JSON object with an id and a type/);
      });

    it('refuses a body beyond apiMaxLength, declared or not, and continues', async () => {
      const { id, type } = event('webhook.test');
      const fits = JSON.stringify({ id, type, data: 'x'.repeat(5 * 1024 * 1024 - 200) });
      assert.equal((await post(fits, sign(fits))).status, 200);
      await nodeRed.next(1, 'other');
      const large = fits + ' '.repeat(1_000);
      assert.equal((await post(large, sign(large))).status, 413);
      const chunks = new ReadableStream({
        start(controller) {
          for (let index = 0; index < 60; index++) controller.enqueue(Buffer.alloc(1024 * 1024, 32));
          controller.close();
        },
      });
      const streamed = await fetch(`${nodeRed.url}/linkedapi`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: chunks,
        duplex: 'half',
      } as RequestInit);
      assert.equal(streamed.status, 413);
      assert.equal((await send(event('webhook.test'))).status, 200);
      await nodeRed.next(1, 'other');
    });

    it('passes on nothing that it refused, and does not reveal its secret', async () => {
      const known = nodeRed.messages().length;
      for (const [, headers] of refused) assert.equal((await post(good, headers())).status, 401);
      await send(event('marker.sent'));
      await nodeRed.next(1, 'other');
      assert.equal(nodeRed.messages().length, known + 1);
      assert.match(nodeRed.log, /refused an event/);
      assert.ok(!nodeRed.log.includes(secret));
    });

    describe('among other nodes', () => {
      const deploy = (...nodes: FlowNode[]) => nodeRed.deploy([...flow(), ...nodes], 'full', credentials);
      afterEach(() => deploy());

      it('makes trigger nodes poll at once, and sends nothing that only the event contains', async () => {
        const ada = 'https://www.linkedin.com/in/ada';
        const rarely = { interval: 3_600, account: 'watched' };
        const inbox = (id: string) => trigger('inbox', id, [`from ${id}`], rarely);
        const network = trigger('network', 'net', ['from net'], rarely);
        const talks = trigger('conversations', 'talks', ['from talks'], { ...rarely, people: ada, kind: 'st' });
        const receivers = ['from one', 'from two', 'from net', 'from talks'].map(collect);
        const later = new Date(Date.now() + 60_000).toISOString();
        const asked = (path: string) => service.server.requests.filter((request) => request.path === path).length;
        service.answer((response, request) => {
          const row = { id: 'm1', type: 'st', sender: 'them', text: 'Hello', time: later };
          const first = asked(request.path) <= (request.path === '/inbox/poll' ? 2 : 1);
          const found = first ? [] : [row];
          if (request.path === '/conversations/poll')
            success([{ personUrl: ada, type: 'st', messages: found }])(response, request);
          else
            success({
              messages: found,
              events: first ? [] : [{ id: 'e1', type: 'connectionAdded', detectedAt: later }],
            })(response, request);
        });
        await deploy(
          account(service.url, { id: 'watched' }),
          ...tab('watch', inbox('one'), inbox('two'), network, talks, ...receivers),
        );
        await service.server.arrived(4);
        const sent = event('inbox.messageReceived', { messageId: 'another account’s', accountId: 'acc-2' });
        assert.equal((await send(sent)).status, 200);
        for (const id of ['from one', 'from two', 'from talks']) {
          const [{ payload }] = (await nodeRed.next(1, id)) as unknown as [{ payload: { id: string } }];
          assert.equal(payload.id, 'm1');
        }
        assert.equal(asked('/network/poll'), 1);
        assert.equal((await send(event('network.connectionAdded'))).status, 200);
        await nodeRed.next(1, 'from net');
        const before = service.requests;
        assert.equal((await send(event('inbox.messageSent'))).status, 200);
        await service.server.arrived(before + 3);
        assert.deepEqual(
          ['from one', 'from two', 'from talks', 'from net'].map((id) => nodeRed.messages(id).length),
          [1, 1, 1, 1],
        );
      });

      it('makes a waiting run fetch its result at once', async () => {
        const nodes = [
          { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
          // It would poll by itself only after an hour.
          run(['page'], { completion: ['done'] }, { account: 'service' }),
          openPerson('page'),
          collect('done'),
        ];
        await deploy(account(service.url, { id: 'service', pollInterval: 3600 }), ...tab('runs', ...nodes));
        await nodeRed.inject('go');
        await until(() => entriesIn(nodeRed.userDir)[0]?.entry['at'] === 'running');
        // The run is in the journal a moment before it waits, so the first event may come too early.
        await until(async () => {
          assert.equal((await send(event('workflow.completed', { workflowId: 'wf-1' }))).status, 200);
          return service.server.requests.some(({ method }) => method === 'GET');
        });
        const [{ linkedapi }] = (await nodeRed.next(1, 'done')) as unknown as [Record<string, Record<string, unknown>>];
        assert.equal(linkedapi!['workflowId'], 'wf-1');
        assert.deepEqual(
          service.server.requests.map(({ method }) => method),
          ['POST', 'GET'],
        );
      });

      it('leaves other requests to others', async () => {
        assert.equal((await post('{}', {}, '/linkedapi/more')).status, 404);
        assert.equal((await nodeRed.get('/linkedapi')).status, 404);
        assert.equal((await post('{}', {}, '/LINKEDAPI')).status, 404);
        // The bodies of admin requests are still parsed.
        await nodeRed.deploy(flow());
        const httpIn = { id: 'in', type: 'http in', url: '/own', method: 'post', wires: [['answer']] };
        await nodeRed.deploy(flow(receiver(), httpIn, { id: 'answer', type: 'http response', wires: [] }));
        assert.deepEqual(await post('{"a":1}', {}, '/own'), { status: 200, text: '{"a":1}' });
        assert.equal((await send(event('account.active'))).status, 200);
        await nodeRed.next(1, 'account');
      });

      it('frees its path for the next one when removed', async () => {
        const second = receiver({ name: 'second', unsigned: 'accept' }, 'second');
        await nodeRed.deploy(flow(receiver(), second));
        await nodeRed.logged(/“second” \(webhook\) receives nothing: “webhook” has the path \/linkedapi/);
        assert.equal((await post(JSON.stringify(event('account.active')))).status, 401);
        await nodeRed.deploy(flow(second), 'nodes');
        assert.equal((await post(JSON.stringify(event('account.active')))).status, 200);
        await nodeRed.next(1, 'account');
        // The first node's secret was deleted with it.
        await nodeRed.deploy(flow(receiver({ path: 'other/path/' })), 'full', { hook: { secret } });
        assert.equal((await send(event('account.active'))).status, 404);
        assert.equal((await send(event('account.active'), '/other/path')).status, 200);
        assert.equal((await send(event('account.active'), '/other/path/')).status, 200);
        await nodeRed.next(2, 'account');
        await nodeRed.deploy(flow(collect('nothing')));
        assert.equal((await send(event('account.active'), '/other/path')).status, 404);
      });

      for (const path of ['', '/', '/a b', '/:x', '/(.*)', '/a/*'])
        it(`does not take the path ${JSON.stringify(path)}`, async () => {
          const from = nodeRed.log.split('\n').length;
          await nodeRed.deploy(flow(receiver({ path })));
          await nodeRed.logged(/needs a path of letters, digits/, { from });
          assert.equal((await post('{}', {}, '/a/b')).status, 404);
        });

      it('answers 503 without a secret', async () => {
        await nodeRed.deploy(flow(), 'full', { hook: { secret: '${NEVER_SET}' } });
        await nodeRed.logged(/“webhook” has its secret from the environment variable/);
        const { status, text } = await send(event('account.active'));
        assert.equal(status, 503);
        assert.match(text, /secret/);
      });
    });

    describe('with settings', () => {
      let configured: NodeRed | undefined;
      afterEach(() => configured?.stop());

      it('respects httpNodeRoot, httpNodeAuth and apiMaxLength', async () => {
        // The password is “password”.
        const pass = '$2b$04$ncAM7YLJQM5fwpvfLMkqluCa5OEWzBBhZrXaLcvQKOsf.lI4Oqvte';
        const there = await start({ httpNodeRoot: '/api', apiMaxLength: '1kb', httpNodeAuth: { user: 'u', pass } });
        configured = there;
        assert.equal((await send(event('account.active'), undefined, there)).status, 404);
        assert.equal((await send(event('account.active'), '/api/linkedapi', there)).status, 401);
        const body = JSON.stringify(event('account.active'));
        const authorization = `Basic ${Buffer.from('u:password').toString('base64')}`;
        assert.equal((await post(body, { ...sign(body), authorization }, '/api/linkedapi', there)).status, 200);
        await there.next(1, 'account');
        const large = JSON.stringify(event('account.active', { text: 'x'.repeat(1024) }));
        assert.equal((await post(large, { ...sign(large), authorization }, '/api/linkedapi', there)).status, 413);
      });

      it('says that it receives nothing where httpNodeRoot is off', async () => {
        configured = await start({ httpNodeRoot: false });
        await configured.logged(/“webhook” receives nothing: httpNodeRoot is switched off/);
      });
    });
  });
}
