import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { proxyFor } from '../../../src/client/http/proxy';
import { MisbehavingServer, success } from '../../support/service/misbehaving-server';
import { keepTrackOfFolder, removeFolder, run } from '../../support/processes';

const serviceHost = 'api.linked-api.test';

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
    const names = [{ type: 2 as const, value: serviceHost }];
    const pem = await generate([{ name: 'commonName', value: serviceHost }], {
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

  /** Runs the client in a process with only the given proxy settings. */
  async function probe(baseUrl: string, settings: Record<string, string>) {
    const inherited = Object.entries(process.env).filter(([name]) => !/proxy/i.test(name));
    const env = { ...Object.fromEntries(inherited), NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), ...settings };
    const script = join(__dirname, '../../support/service/client-probe.ts');
    const { stdout } = await run(process.execPath, ['--require', 'tsx/cjs', script, baseUrl], { env });
    return JSON.parse(stdout) as { account: Outcome; started: Outcome };
  }

  it('are used as tunnels: the proxy sees the host, the service the tokens', async () => {
    const { account, started } = await probe(`https://${serviceHost}`, { HTTPS_PROXY: proxyUrl });
    assert.equal(account['name'], 'Ada', account.message);
    assert.equal(started['workflowId'], 'wf-1', started.message);
    assert.deepEqual(connects, Array(2).fill({ target: `${serviceHost}:443`, tokens: undefined, auth: undefined }));
    assert.deepEqual(arrived, ['GET /account probe-workspace-token-1', 'POST /workflows probe-workspace-token-1']);
  });

  it('may require a user and a password, which are decoded and sent to them only', async () => {
    for (const [written, meant] of [
      ['user:pass', 'user:pass'],
      ['us%40er:p%3Aw', 'us@er:p:w'],
      ['CORP%5Cjane:100%25%', 'CORP\\jane:100%%'],
      ['j%C3%BCrgen:a%FFb', 'jürgen:a%FFb'],
    ] as const) {
      connects.length = 0;
      const { account } = await probe(`https://${serviceHost}`, {
        https_proxy: proxyUrl.replace('//', `//${written}@`),
      });
      assert.equal(account['name'], 'Ada', account.message);
      assert.equal(connects[0]?.auth, `Basic ${Buffer.from(meant).toString('base64')}`, written);
    }
  });

  it('that refuse are named as the cause', async () => {
    answer = 'refuse';
    const { account, started } = await probe(`https://${serviceHost}`, { HTTPS_PROXY: proxyUrl });
    assert.match(account.message ?? '', /HTTP 407.*proxy wants a user name/);
    assert.equal(started['code'], 'httpError');
    assert.deepEqual(arrived, []);
  });

  it('are not used for a host in NO_PROXY', async () => {
    const { account } = await probe(`https://${serviceHost}`, { HTTPS_PROXY: proxyUrl, NO_PROXY: serviceHost });
    assert.equal(account['code'], 'httpError');
    assert.deepEqual(connects, []);
  });

  it('that cannot be used are reported by the name of the setting, without its value', async () => {
    for (const [name, value] of [
      ['HTTPS_PROXY', 'http://user:hidden@:::'],
      ['HTTPS_PROXY', 'user:hidden@127.0.0.1:3128'],
      ['https_proxy', '127.0.0.1:3128'],
      ['all_proxy', 'socks5://user:hidden@127.0.0.1:1080'],
    ] as const) {
      const { account, started } = await probe(`https://${serviceHost}`, { [name]: value });
      assert.match(account.message ?? '', new RegExp(`^The setting ${name} must be the complete address of a proxy`));
      assert.deepEqual([started['code'], started.message], ['httpError', account.message]);
      assert.doesNotMatch(JSON.stringify([account, started]), /hidden/);
    }
  });

  it('are the ones Node-RED’s http request node takes', () => {
    const { getProxyForUrl } = createRequire(require.resolve('node-red/package.json'))(
      '@node-red/nodes/core/network/lib/proxyHelper.js',
    ) as { getProxyForUrl: (url: string, options: { env: Record<string, string> }) => string };
    const taken = (env: Record<string, string>) => {
      const proxy = proxyFor(new URL(`https://${serviceHost}`), env);
      return proxy === false ? '' : `${proxy.protocol}//${proxy.host}:${proxy.port}`;
    };
    const every = ['npm_config_https_proxy', 'https_proxy', 'npm_config_proxy', 'all_proxy', 'http_proxy'];
    const names = every.flatMap((name) => [name, name.toUpperCase()]);
    const exempting = ['npm_config_no_proxy', 'no_proxy', 'NO_PROXY'];
    const lists = [
      '',
      '*',
      serviceHost,
      `${serviceHost}:443`,
      `${serviceHost}:8443`,
      '.linked-api.test',
      '*.test',
      'linked-api.test',
      'a, b',
    ];
    for (let first = 0; first < names.length; first++) {
      const env = Object.fromEntries(names.slice(first).map((name, at) => [name, `http://127.0.0.1:${3000 + at}`]));
      assert.equal(taken(env), getProxyForUrl(`https://${serviceHost}`, { env }), names[first]);
      for (const [name, list] of exempting.flatMap((name) => lists.map((list) => [name, list] as const))) {
        const some = { ...env, [name]: list };
        assert.equal(taken(some), getProxyForUrl(`https://${serviceHost}`, { env: some }), `${name}=${list}`);
      }
    }
  });

  it('are not used for addresses in a network of NO_PROXY either', () => {
    const through = (address: string, list: string) =>
      proxyFor(new URL(`https://${address}`), { https_proxy: 'http://127.0.0.1:3128', no_proxy: list }) !== false;
    for (const [address, list, expected] of [
      ['10.1.2.3', '10.0.0.0/8', false],
      ['11.1.2.3', '10.0.0.0/8', true],
      ['[fd00::1]', 'fd00::/8', false],
      ['[fd00::1]', 'fd00::1', false],
      ['[fd00::1]:8443', '[fd00::1]:8443', false],
      ['10.1.2.3', '10.0.0.0/99, 10.0.0.0/x, fd00::/8', true],
    ] as const) {
      assert.equal(through(address, list), expected, `${address} ${list}`);
    }
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
