import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Served, type Answer } from '../support/service/served';

const both = { 'linked-api-token': 'sandbox', 'identification-token': 'sandbox' };
const search = { actionType: 'st.searchPeople', term: 'engineer', limit: 1 };

describe('sandbox: HTTP', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  const refusals: [what: string, headers: Record<string, string>, type: string][] = [
    ['no token at all', {}, 'linkedApiTokenRequired'],
    ['no linked-api-token', { 'identification-token': 'sandbox' }, 'linkedApiTokenRequired'],
    ['a wrong linked-api-token', { ...both, 'linked-api-token': 'invalid' }, 'invalidLinkedApiToken'],
    ['no identification-token', { 'linked-api-token': 'sandbox' }, 'identificationTokenRequired'],
    ['the identification-token invalid', { ...both, 'identification-token': 'invalid' }, 'invalidIdentificationToken'],
    ['an unknown identification-token', { ...both, 'identification-token': 'toString' }, 'invalidIdentificationToken'],
    [
      'a trigger for no action',
      { ...both, 'identification-token': 'limit-exceeded:st.x' },
      'invalidIdentificationToken',
    ],
  ];
  for (const [what, headers, type] of refusals) {
    it(`${what}: ${type}, on every route`, async () => {
      for (const [method, path] of [
        ['GET', '/account'],
        ['POST', '/workflows'],
        ['GET', '/workflows/wf-1'],
        ['DELETE', '/workflows/wf-1'],
        ['POST', '/conversations/poll'],
        ['GET', '/stats/actions'],
      ] as const) {
        const answer = await served.request(method, path, { headers });
        assert.equal(answer.status, 401);
        assert.equal(answer.body.success, false);
        assert.equal(answer.body.error?.type, type);
        assert.ok(answer.body.error.message.length > 0);
        assert.deepEqual(Object.keys(answer.body), ['success', 'error']);
      }
    });
  }

  it('says whose account it is', async () => {
    assert.deepEqual(await served.result('GET', '/account'), {
      name: 'Robin Mercer',
      url: 'https://www.linkedin.com/in/robin-mercer',
    });
  });

  it('answers in JSON', async () => {
    const { headers } = await served.request('GET', '/account');
    assert.match(headers.get('content-type')!, /^application\/json/);
  });

  it('sends the time of its own clock', async () => {
    const { headers } = await served.request('GET', '/account');
    assert.ok(Math.abs(Date.parse(headers.get('date')!) - Date.now()) < 60_000);
    const time = Date.UTC(2031, 4, 1);
    const other = await Served.start({ now: () => new Date(time) });
    for (const path of ['/account', '/nowhere']) {
      const answer = await other.request('GET', path);
      assert.equal(Date.parse(answer.headers.get('date')!), time);
    }
    await other.close();
  });

  it('an unknown route or method is a failure envelope with 404', async () => {
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/constructor'],
      ['GET', '/workflows'],
      ['PUT', '/account'],
      ['POST', '/account'],
      ['POST', '/workflows/wf-1/more'],
      ['POST', '/inbox/read'],
    ] as const) {
      const { status, body } = await served.request(method, path);
      assert.equal(status, 404, `${method} ${path}`);
      assert.equal(body.success, false);
      assert.equal(body.error?.type, 'notFound');
    }
  });

  /** The answer to a request that is sent character by character as given, closed by the sandbox. */
  const raw = (line: string) =>
    new Promise<{ status: number; body: Answer['body'] }>((resolve, reject) => {
      const head = Object.entries({ host: '127.0.0.1', connection: 'close', ...both });
      let text = '';
      const socket = connect(served.sandbox.port, '127.0.0.1', () => {
        socket.write(`${line}\r\n${head.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
      });
      socket.setEncoding('utf8').on('data', (chunk) => (text += String(chunk)));
      socket.on('error', reject).on('close', () => {
        const [, status, body] = /^HTTP\/1\.1 (\d+) .*?\r\n\r\n(.*)$/s.exec(text) ?? [];
        resolve({ status: Number(status), body: JSON.parse(body ?? '""') as Answer['body'] });
      });
    });

  const oddTargets: [what: string, line: string, status: number][] = [
    ...['//', '//x', '///', '//[', '/%', '/%zz', '/%00', '/?', '/??', '/#', '/\\', '/:'].map(
      (target): [string, string, number] => [target, `GET ${target} HTTP/1.1`, 404],
    ),
    ['*', 'OPTIONS * HTTP/1.1', 404],
    ['an absolute address without a path', 'GET http://127.0.0.1 HTTP/1.1', 404],
    ['an absolute address of another host', 'GET http://example.com/account HTTP/1.1', 404],
    ['half an absolute address', 'GET http://[/account HTTP/1.1', 404],
    ['a half encoded workflow', 'GET /workflows/%E0%A4 HTTP/1.1', 404],
    ['an operation of two slashes', 'POST /admin// HTTP/1.1', 404],
    ['a name of JavaScript', 'POST /admin/__proto__ HTTP/1.1', 404],
    ['a long one', `GET /${'x'.repeat(10_000)} HTTP/1.1`, 404],
    ['one longer than Node.js reads', `GET /${'x'.repeat(200_000)} HTTP/1.1`, 400],
    ['one with a space', 'GET /a b HTTP/1.1', 400],
    ['one without a slash', 'GET account HTTP/1.1', 400],
    ['none', 'GET', 400],
  ];
  for (const [what, line, expected] of oddTargets) {
    it(`a request for ${what} is a failure envelope with ${expected}`, async () => {
      const { status, body } = await raw(line);
      assert.equal(status, expected);
      assert.deepEqual(Object.keys(body), ['success', 'error']);
      assert.equal(body.success, false);
      assert.ok(body.error!.type && body.error!.message.length < 300, JSON.stringify(body));
    });
  }

  it('answers a request with its absolute address, as sent by a client behind a proxy', async () => {
    const { status, body } = await raw(`GET http://127.0.0.1:${served.sandbox.port}/account?x=1 HTTP/1.1`);
    assert.equal(status, 200);
    assert.equal(body.success, true);
  });

  it('an unknown workflow, or that of another account, is not found', async () => {
    const { workflowId } = await served.start(search);
    for (const [method, id, token] of [
      ['GET', 'wf-unknown', 'sandbox'],
      ['DELETE', 'wf-unknown', 'sandbox'],
      ['GET', workflowId, 'core'],
      ['DELETE', workflowId, 'core'],
    ] as const) {
      const { status, body } = await served.request(method, `/workflows/${id}`, { token });
      assert.equal(status, 404);
      assert.equal(body.error?.type, 'workflowNotFound');
    }
  });

  it('a body that is not JSON, or not an action, is an invalidRequestPayload', async () => {
    for (const raw of ['', '{', 'null', '"text"', '17', 'true', '{"actionType":"st.retrieveSSI"}}', '\u0000']) {
      assert.equal((await served.refused('POST', '/workflows', { raw })).type, 'invalidRequestPayload', raw);
    }
  });

  it('a body that is too large is an invalidRequestPayload', async () => {
    const refused = await served.refused('POST', '/workflows', { raw: `{"actionType":"${'x'.repeat(11_000_000)}"}` });
    assert.equal(refused.type, 'invalidRequestPayload');
  });

  it('a client that disconnects does not harm the sandbox', async () => {
    await new Promise<void>((resolve) => {
      const socket = connect(served.sandbox.port, '127.0.0.1', () => {
        const head = Object.entries(both)
          .map(([name, value]) => `${name}: ${value}\r\n`)
          .join('');
        socket.write(`POST /workflows HTTP/1.1\r\nhost: 127.0.0.1\r\n${head}content-length: 100\r\n\r\n{"act`, () =>
          socket.destroy(),
        );
        socket.on('close', () => resolve());
      });
    });
    await served.result('GET', '/account');
  });

  it('serves 127.0.0.1 under its own names only', async () => {
    const ask = (host: string) =>
      new Promise<number>((resolve, reject) => {
        request(
          { port: served.sandbox.port, host: '127.0.0.1', path: '/account', headers: { ...both, host } },
          (response) => {
            response.resume();
            resolve(response.statusCode!);
          },
        )
          .on('error', reject)
          .end();
      });
    const { port } = served.sandbox;
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, 'LOCALHOST', `[::1]:${port}`]) {
      assert.equal(await ask(host), 200, host);
    }
    for (const host of [
      'example.com',
      `evil.example:${port}`,
      '127.0.0.1.example.com',
      'localhost.example.com',
      '10.0.0.1',
    ]) {
      assert.equal(await ask(host), 403, host);
    }
  });

  it('any client name is accepted', async () => {
    const { body } = await served.request('GET', '/account', {
      headers: { ...both, client: 'anything', 'user-agent': 'x' },
    });
    assert.equal(body.success, true);
  });

  it('two sandboxes are independent', async () => {
    const other = await Served.start();
    try {
      const { workflowId } = await served.start(search);
      assert.notEqual(other.sandbox.port, served.sandbox.port);
      assert.equal((await other.request('GET', `/workflows/${workflowId}`)).status, 404);
    } finally {
      await other.close();
    }
  });

  it('rejects when the port is taken', async () => {
    await assert.rejects(Served.start({ port: served.sandbox.port }), { code: 'EADDRINUSE' });
  });

  it('does not keep a process alive', () => {
    const script = `
      const { Served } = require('../support/service/served.ts');
      Served.start().then(async (served) => {
        await served.result('GET', '/account');
        await served.start({ actionType: 'st.retrieveSSI' }, 'never-ends');
        console.log('left alone');
      });`;
    const run = spawnSync(process.execPath, ['--require', 'tsx/cjs', '-e', script], {
      cwd: join(__dirname),
      timeout: 60_000,
    });
    assert.equal(run.stdout.toString(), 'left alone\n', run.stderr.toString());
    assert.equal(run.status, 0);
  });
});
