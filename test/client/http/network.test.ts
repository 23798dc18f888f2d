import assert from 'node:assert/strict';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { LinkedApiClient } from '../../../src/client';
import { networkProblem } from '../../../src/client/http/network-errors';
import { FakeClock } from '../../support/service/fake-clock';
import { drip, hang, MisbehavingServer, reset, success } from '../../support/service/misbehaving-server';
import { run } from '../../support/processes';
import { clientOf, errorOf, tokens } from '../support';

describe('network trouble', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  it('nobody listening: retries a few times, says so, names the host, and knows that nothing was started', async () => {
    const gone = await MisbehavingServer.start();
    await gone.close();
    const clock = new FakeClock();
    const error = await errorOf(clientOf(gone, clock).startWorkflow({}));
    assert.deepEqual(clock.pauses, [500, 1000, 2000]);
    await errorOf(clientOf(gone, clock).startWorkflow({}, { unreachableRetries: 0 }));
    assert.equal(clock.pauses.length, 3);
    assert.equal(error.code, 'httpError');
    assert.deepEqual(error.cause, { method: 'POST', path: '/workflows', problem: 'ECONNREFUSED' });
    assert.match(error.message, /Nothing accepts connections at 127\.0\.0\.1:\d+\. Check the base URL/);
  });

  it('no file descriptor for a connection: retries, and starts the workflow once', async function () {
    if (process.platform === 'win32') return this.skip();
    server.script(success({ workflowId: 'wf-1', workflowStatus: 'pending' }));
    const script = join(__dirname, '../../support/service/no-descriptors.ts');
    const command = 'ulimit -n 100 && exec "$0" --require tsx/cjs "$@"';
    const { stdout } = await run('sh', ['-c', command, process.execPath, script, server.url]);
    assert.deepEqual(JSON.parse(stdout), { retried: ['EMFILE'], workflowId: 'wf-1' });
    assert.deepEqual(
      server.requests.map(({ method }) => method),
      ['GET', 'POST'],
    );
  });

  it('a reset connection: only one POST, and the uncertainty is reported', async () => {
    server.script(reset());
    const error = await errorOf(clientOf(server).startWorkflow({}));
    assert.equal(error.code, 'submissionUnknown');
    assert.deepEqual([error.cause.code, error.cause.problem], ['httpError', 'ECONNRESET']);
    assert.match(error.message, /closed before an answer came.*not known whether the workflow was started/);
    assert.equal(server.requests.length, 1);
  });

  for (const [name, reply] of [
    ['silent', hang()],
    ['dripping', drip()],
  ] as const) {
    it(`a ${name} server: the deadline ends it`, async () => {
      server.script(reply);
      const clock = new FakeClock();
      const error = errorOf(clientOf(server, clock).startWorkflow({}));
      await server.arrived(1);
      clock.advance(59_999);
      assert.equal(clock.pending, 1);
      clock.advance(1);
      const { code, message, cause } = await error;
      assert.equal(code, 'submissionUnknown');
      assert.equal(cause.problem, 'timeout');
      assert.match(message, /did not answer in full within 60 s/);
      assert.equal(clock.pending, 0);
    });

    it(`a ${name} server: the caller can abort`, async () => {
      server.script(reply);
      const clock = new FakeClock();
      const controller = new AbortController();
      const error = errorOf(clientOf(server, clock).getWorkflow('wf-1', controller.signal));
      await server.arrived(1);
      controller.abort();
      const { code, cause } = await error;
      assert.equal(code, 'cancelled');
      assert.equal(cause.workflowId, 'wf-1');
      assert.equal(clock.pending, 0);
    });
  }

  it('an abort closes the connection', async () => {
    let closed: () => void = () => undefined;
    const gone = new Promise<void>((resolve) => (closed = resolve));
    server.script((response) => response.on('close', closed));
    const controller = new AbortController();
    const error = errorOf(clientOf(server).startWorkflow({}, { signal: controller.signal }));
    await server.arrived(1);
    controller.abort();
    const { code, cause } = await error;
    assert.deepEqual([code, cause.code], ['submissionUnknown', 'cancelled']);
    await gone;
  });

  it('aborted before the start: nothing is sent, nothing is uncertain', async () => {
    server.script(hang());
    const error = await errorOf(clientOf(server).startWorkflow({}, { signal: AbortSignal.abort() }));
    assert.equal(error.code, 'cancelled');
    assert.equal(server.requests.length, 0);
  });

  it('an untrusted certificate, and plain http instead of https', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const secure = https.createServer({ key, cert }, (_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    try {
      const baseUrl = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
      const clock = new FakeClock();
      const error = await errorOf(new LinkedApiClient({ baseUrl, ...tokens }, clock).startWorkflow({}));
      assert.match(error.message, /certificate of 127\.0\.0\.1:\d+ is not trusted.*NODE_EXTRA_CA_CERTS/);
      assert.equal(error.code, 'httpError');
      assert.equal(clock.pauses.length, 3);
    } finally {
      await new Promise((resolve) => secure.close(resolve));
    }
    const baseUrl = server.url.replace('http:', 'https:');
    const error = await errorOf(new LinkedApiClient({ baseUrl, ...tokens }, new FakeClock()).startWorkflow({}));
    assert.match(error.message, /does not speak https/);
    assert.equal(error.code, 'httpError');
  });

  it('has a sentence for every code, known or not, that names the host', () => {
    for (const [thrown, sentence] of [
      [{ code: 'ENOTFOUND' }, /could not be found/],
      [{ code: 'EAI_AGAIN' }, /DNS/],
      [{ code: 'ETIMEDOUT' }, /in time/],
      [{ code: 'EHOSTUNREACH' }, /no way to/],
      [{ code: 'CERT_HAS_EXPIRED' }, /has expired/],
      [{ code: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY' }, /not trusted/],
      [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /not made out for/],
      [{ code: 'EWHATEVER' }, /EWHATEVER/],
      [undefined, /No answer came/],
      ['odd', /No answer came/],
    ] as const) {
      const found = networkProblem(thrown, 'api.example');
      assert.match(found.sentence, sentence);
      assert.match(found.sentence, /api\.example/);
    }
  });
});
