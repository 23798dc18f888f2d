import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder, run } from '../support/processes';
import { Started } from '../support/node-red/started';

describe('npm start answers only to its own editor', () => {
  let started: Started;
  let port: string;

  before(async () => {
    await run(process.execPath, [join(repoRoot, 'src/cli/ready.cjs')]);
    const folder = mkdtempSync(join(tmpdir(), 'linkedapi-local-'));
    keepTrackOfFolder(folder);
    started = await Started.in(folder);
    port = new URL(started.api.url).port;
  });
  after(() => started?.stop());

  /** The status of an answer; 101 for a WebSocket handshake that succeeds. */
  const asked = (method: string, path: string, headers: Record<string, string>, body?: object) =>
    new Promise<number | undefined>((resolve, reject) => {
      const end = (response: IncomingMessage) => {
        response.destroy();
        resolve(response.statusCode);
      };
      request({ host: '127.0.0.1', port, method, path, headers, agent: false })
        .on('response', end)
        .on('upgrade', end)
        .on('error', reject)
        .end(body && JSON.stringify(body));
    });

  const handshake = {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': Buffer.from('sixteen bytes...').toString('base64'),
  };
  const readsAndSockets = async (headers: Record<string, string>) => [
    await asked('GET', '/', headers),
    await asked('GET', '/flows', headers),
    await asked('GET', '/comms', { ...handshake, ...headers }),
  ];

  for (const name of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST']) {
    it(`as ${name}`, async () => {
      const host = `${name}:${port}`;
      for (const origin of [{}, { origin: `http://${host.toLowerCase()}` }]) {
        assert.deepEqual(await readsAndSockets({ host, ...origin }), [200, 200, 101]);
      }
    });
  }

  const foreign: [what: string, headers: (port: string) => Record<string, string>][] = [
    ['a page of another site', (port) => ({ host: `127.0.0.1:${port}`, origin: 'https://evil.example' })],
    ['a page without an origin of its own', (port) => ({ host: `127.0.0.1:${port}`, origin: 'null' })],
    [
      'a page of another port',
      (port) => ({ host: `localhost:${port}`, origin: `http://localhost:${Number(port) + 1}` }),
    ],
    ['a page of another scheme', (port) => ({ host: `localhost:${port}`, origin: `https://localhost:${port}` })],
    ['a page under another local name', (port) => ({ host: `127.0.0.1:${port}`, origin: `http://localhost:${port}` })],
    ['a name that leads here', (port) => ({ host: `evil.example:${port}` })],
    [
      'a page under a name that leads here',
      (port) => ({ host: `evil.example:${port}`, origin: `http://evil.example:${port}` }),
    ],
    ['a name that begins like a local one', (port) => ({ host: `localhost.evil.example:${port}` })],
    ['another port', () => ({ host: 'localhost:1' })],
    ['no port', () => ({ host: 'localhost' })],
  ];
  for (const [what, headers] of foreign) {
    it(`not to ${what}`, async () => {
      assert.deepEqual(await readsAndSockets(headers(port)), [403, 403, 403]);
      const flows = await started.api.getFlows();
      const deploy = { 'content-type': 'application/json', ...headers(port) };
      assert.equal(await asked('POST', '/flows', deploy, [{ id: 'x', type: 'exec', command: 'id' }]), 403);
      assert.equal(
        await asked('OPTIONS', '/flows', { ...headers(port), 'access-control-request-method': 'POST' }),
        403,
      );
      assert.equal(await asked('GET', '/no/such/path', headers(port)), 403);
      assert.deepEqual(await started.api.getFlows(), flows);
    });
  }
});
