import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { HttpApp, HttpRequest, HttpResponse } from '../../../src/runtime/host/node-red';
import { bytesOf, RawBodies } from '../../../src/runtime/webhook/raw-bodies';
import { host, hostVersions } from '../../support/node-red/hosts';

type Handler = (request: unknown, response: unknown, next: () => void) => void;
type App = HttpApp & ((request: unknown, response: unknown) => void) & { use(...handlers: unknown[]): void };
type Express = { (): App; json(): Handler; raw(options: object): Handler };

const expresses: Record<string, () => Promise<Express>> = {
  ...Object.fromEntries(
    hostVersions.map((version) => [
      `the Express of Node-RED ${version}`,
      async () => createRequire((await host(version)).redJs)('express') as Express,
    ]),
  ),
  // From an application in which Node-RED is embedded.
  'Express 5': async () => require('express5') as Express, // eslint-disable-line @typescript-eslint/no-require-imports -- it has no types
};

for (const [name, load] of Object.entries(expresses)) {
  describe(`The raw bodies of requests, in ${name}`, () => {
    let express: Express;
    let server: http.Server | undefined;
    before(async () => (express = await load()));
    afterEach(() => {
      server?.closeAllConnections();
      server?.close();
    });

    /** Serves requests as Node-RED does: its parser of admin requests comes before the paths of nodes. */
    async function served({ root = '/', limit = 100, ahead = undefined as Handler | undefined } = {}) {
      const problems: string[] = [];
      const bodies = new RawBodies(
        (path) => path === '/hook',
        limit,
        (problem) => problems.push(problem),
      );
      const [outer, nodes] = [express(), express()];
      outer.use(express.json());
      outer.use(root, nodes);
      bodies.install(nodes);
      nodes.post(/.*/, (request: HttpRequest, response: HttpResponse) => {
        const body = bodies.of(request);
        response.status(200).json({ raw: Buffer.isBuffer(body) ? body.toString() : body, parsed: request.body });
      });
      server = http
        .createServer(ahead ? (request, response) => ahead(request, response, () => outer(request, response)) : outer)
        .listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const post = async (path: string, body: string | ReadableStream, method = 'POST') => {
        const init = { method, body, headers: { 'content-type': 'application/json' }, duplex: 'half' };
        const response = await fetch(url + path, init);
        return response.status === 200 ? ((await response.json()) as Record<string, unknown>) : response.status;
      };
      return { problems, post };
    }

    it('are the bytes as they were sent, although a parser comes first', async () => {
      const { problems, post } = await served();
      assert.deepEqual(problems, []);
      const text = '{ "a":1.0,\n"ü":"\\u00e9" }';
      assert.deepEqual(await post('/hook', text), { raw: text });
      assert.deepEqual(await post('/hook/?a=b', text), { raw: text });
      assert.deepEqual(await post('/hook', ''), { raw: '' });
    });

    it('are read below the root of the paths of nodes, and only there', async () => {
      const { post } = await served({ root: '/api' });
      assert.deepEqual(await post('/api/hook', '{"a":1}'), { raw: '{"a":1}' });
      assert.equal(await post('/hook', '{"a":1}'), 404);
      assert.equal(await post('/apihook', '{"a":1}'), 404);
    });

    it('leave other requests to other parsers', async () => {
      const { post } = await served();
      assert.deepEqual(await post('/other', '{"a":1}'), { parsed: { a: 1 } });
      assert.equal(await post('/hook', '{"a":1}', 'PUT'), 404);
    });

    it('are dropped beyond the limit, and the sender still gets its answer', async () => {
      const { post } = await served({ limit: 10 });
      assert.deepEqual(await post('/hook', '1234567890'), { raw: '1234567890' });
      assert.deepEqual(await post('/hook', '12345678901'), { raw: 'tooLarge' });
      const chunks = Array.from({ length: 200 }, () => Buffer.alloc(64 * 1024, 32));
      const long = new ReadableStream({
        pull: (controller) => (chunks.length > 0 ? controller.enqueue(chunks.pop()) : controller.close()),
      });
      assert.deepEqual(await post('/hook', long), { raw: 'tooLarge' });
      assert.equal(chunks.length, 0);
    });

    it('are taken from a host that keeps them as Buffers, within the limit', async () => {
      const { post } = await served({ ahead: express.raw({ type: () => true }), limit: 10 });
      assert.equal(((await post('/hook', '123')) as { raw: string }).raw, '123');
      assert.equal(((await post('/hook', '12345678901')) as { raw: string }).raw, 'tooLarge');
    });

    it('are undefined when something else has read them', async () => {
      const { post } = await served({ ahead: express.json() });
      assert.deepEqual(await post('/hook', '{"a":1}'), { parsed: { a: 1 } });
    });

    it('are unavailable, with one warning, if the private list of handlers is not as expected', () => {
      for (const handlers of [undefined, {}, { stack: [] }]) {
        const real = express() as App & Record<PropertyKey, unknown>;
        const app = new Proxy(real, {
          get(target, key) {
            if (key === '_router' || key === 'router') return handlers;
            const value = target[key];
            return typeof value === 'function' ? (value.bind(target) as unknown) : value;
          },
        });
        const problems: string[] = [];
        const bodies = new RawBodies(
          () => true,
          100,
          (problem) => problems.push(problem),
        );
        bodies.install(app);
        bodies.install(app);
        assert.equal(problems.length, 1);
        assert.match(problems[0]!, /^Webhook nodes refuse every event, because .*\.$/);
      }
    });
  });
}

describe('The size of a setting', () => {
  for (const [size, bytes] of [
    [1000, 1000],
    ['1000', 1000],
    ['5mb', 5 * 1024 * 1024],
    [' 1.5 KB ', 1536],
    ['2g', 2 * 1024 ** 3],
    ['7b', 7],
    ['lots', 99],
    ['', 99],
    [undefined, 99],
  ] as const) {
    it(`${JSON.stringify(size)} is ${bytes} bytes`, () => assert.equal(bytesOf(size, 99), bytes));
  }
});
