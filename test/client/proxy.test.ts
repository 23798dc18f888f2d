import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { MisbehavingServer, success } from '../support/misbehaving-server';
import { keepTrackOfFolder, removeFolder, run } from '../support/processes';

const HOST = 'api.linked-api.test';

const listen = async (server: net.Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

type Outcome = Record<string, unknown> & { message?: string };

describe('proxies from the environment', () => {
  const connects: Array<{ target: string; tokens: unknown; auth: string | undefined }> = [];
  const plain: string[] = [];
  const arrived: string[] = [];
  let secure: https.Server;
  let proxy: http.Server;
  let folder: string;
  let proxyUrl: string;
  let answer: 'tunnel' | 'refuse';

  before(async () => {
    const names = [{ type: 2 as const, value: HOST }];
    const pem = await generate([{ name: 'commonName', value: HOST }], {
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: names },
      ],
    });
    folder = mkdtempSync(join(tmpdir(), 'linkedapi-proxy-'));
    keepTrackOfFolder(folder);
    writeFileSync(join(folder, 'ca.pem'), pem.cert);
    secure = https.createServer({ key: pem.private, cert: pem.cert }, (request, response) => {
      arrived.push(`${request.method} ${request.url} ${String(request.headers['linked-api-token'])}`);
      response.end(JSON.stringify({ success: true, result: { name: 'Ada', url: 'u', workflowId: 'wf-1' } }));
    });
    const securePort = await listen(secure);
    proxy = http.createServer((request, response) => {
      plain.push(request.url ?? '');
      response.writeHead(502).end();
    });
    proxy.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
      const { headers } = request;
      const tokens = headers['linked-api-token'] ?? headers['identification-token'];
      connects.push({ target: request.url ?? '', tokens, auth: headers['proxy-authorization'] });
      if (answer === 'refuse') return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      const onward = net.connect(securePort, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      onward.on('error', () => socket.destroy());
      socket.on('error', () => onward.destroy());
    });
    proxyUrl = `http://127.0.0.1:${await listen(proxy)}`;
  });

  beforeEach(() => {
    answer = 'tunnel';
    connects.length = plain.length = arrived.length = 0;
  });

  after(async () => {
    proxy.close();
    secure.close();
    proxy.closeAllConnections();
    secure.closeAllConnections();
    removeFolder(folder);
  });

  /** Runs the client in a process with no other proxy settings than the given ones. */
  async function probe(baseUrl: string, settings: Record<string, string>) {
    const inherited = Object.entries(process.env).filter(([name]) => !/proxy/i.test(name));
    const env = { ...Object.fromEntries(inherited), NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), ...settings };
    const script = join(__dirname, '../support/client-probe.ts');
    const { stdout } = await run(process.execPath, ['--require', 'tsx/cjs', script, baseUrl], { env });
    return JSON.parse(stdout) as { account: Outcome; started: Outcome };
  }

  it('are tunnelled through: the proxy sees the host, the service the tokens', async () => {
    const { account, started } = await probe(`https://${HOST}`, { HTTPS_PROXY: proxyUrl });
    assert.equal(account['name'], 'Ada', account.message);
    assert.equal(started['workflowId'], 'wf-1', started.message);
    assert.deepEqual(connects, Array(2).fill({ target: `${HOST}:443`, tokens: undefined, auth: undefined }));
    assert.deepEqual(arrived, ['GET /account probe-workspace-token-1', 'POST /workflows probe-workspace-token-1']);
  });

  it('may ask for a password, which stays with them', async () => {
    const { account } = await probe(`https://${HOST}`, { https_proxy: proxyUrl.replace('//', '//user:pass@') });
    assert.equal(account['name'], 'Ada', account.message);
    assert.equal(connects[0]?.auth, `Basic ${Buffer.from('user:pass').toString('base64')}`);
  });

  it('that refuse are named as the cause', async () => {
    answer = 'refuse';
    const { account, started } = await probe(`https://${HOST}`, { HTTPS_PROXY: proxyUrl });
    assert.match(account.message ?? '', /HTTP 407.*proxy wants a user name/);
    assert.equal(started['code'], 'httpError');
    assert.deepEqual(arrived, []);
  });

  it('are left aside for a host in NO_PROXY', async () => {
    const { account } = await probe(`https://${HOST}`, { HTTPS_PROXY: proxyUrl, NO_PROXY: HOST });
    assert.equal(account['code'], 'httpError');
    assert.deepEqual(connects, []);
  });

  it('that are no address are said to be none, without repeating it', async () => {
    const { account } = await probe(`https://${HOST}`, { HTTPS_PROXY: 'http://user:hidden@:::' });
    assert.match(account.message ?? '', /HTTPS_PROXY holds a complete address/);
    assert.doesNotMatch(JSON.stringify(account), /hidden/);
  });

  it('are never used for this machine', async () => {
    const local = await MisbehavingServer.start(success({ name: 'Local', url: 'u', workflowId: 'wf-2' }));
    try {
      const settings = { HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, ALL_PROXY: proxyUrl, http_proxy: proxyUrl };
      for (const baseUrl of [local.url, local.url.replace('127.0.0.1', 'localhost')]) {
        const { account, started } = await probe(baseUrl, settings);
        assert.equal(account['name'], 'Local', account.message);
        assert.equal(started['workflowId'], 'wf-2', started.message);
      }
      assert.deepEqual([connects, plain], [[], []]);
    } finally {
      await local.close();
    }
  });
});
