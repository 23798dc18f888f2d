import assert from 'node:assert/strict';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { LinkedApiClient } from '../../src/client';
import { networkProblem } from '../../src/client/network-errors';
import { FakeClock } from '../support/fake-clock';
import { drip, failure, hang, html, MisbehavingServer, reset, text, truncated } from '../support/misbehaving-server';
import { clientOf, errorOf, TOKENS } from './support';

describe('network trouble', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  it('nobody listening: says so, names the host, and is sure that nothing was started', async () => {
    const gone = await MisbehavingServer.start();
    await gone.close();
    const error = await errorOf(clientOf(gone).startWorkflow({}));
    assert.equal(error.code, 'httpError');
    assert.deepEqual(error.cause, { method: 'POST', path: '/workflows', problem: 'ECONNREFUSED' });
    assert.match(error.message, /Nothing accepts connections at 127\.0\.0\.1:\d+\. Check the base URL/);
  });

  it('a reset connection: one POST all the same, and the doubt is told', async () => {
    server.script(reset());
    const error = await errorOf(clientOf(server).startWorkflow({}));
    assert.equal(error.cause.problem, 'ECONNRESET');
    assert.equal(error.cause.mayHaveStarted, true);
    assert.match(error.message, /closed before an answer came.*not known whether the workflow was started/);
    assert.equal(server.requests.length, 1);
  });

  it('whatever comes back, a workflow is posted exactly once and the doubt is told only where there is one', async () => {
    for (const [reply, doubtful] of [
      [html('<p>oops</p>'), true],
      [text('', 503), true],
      [truncated('{'), true],
      [text('', 403), undefined],
      [failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '1' }), undefined],
      [failure('invalidWorkflow', 'No.', 500), undefined],
    ] as const) {
      server.script(reply);
      const error = await errorOf(clientOf(server).startWorkflow({}));
      assert.equal(error.cause.mayHaveStarted, doubtful, error.message);
      assert.equal(server.requests.length, 1);
    }
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
      assert.equal(code, 'httpError');
      assert.equal(cause.problem, 'timeout');
      assert.equal(cause.mayHaveStarted, true);
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
    const error = errorOf(clientOf(server).startWorkflow({}, controller.signal));
    await server.arrived(1);
    controller.abort();
    assert.equal((await error).cause.mayHaveStarted, true);
    await gone;
  });

  it('aborted before it began: nothing is sent, nothing is in doubt', async () => {
    server.script(hang());
    const error = await errorOf(clientOf(server).startWorkflow({}, AbortSignal.abort()));
    assert.equal(error.code, 'cancelled');
    assert.equal(error.cause.mayHaveStarted, undefined);
    assert.equal(server.requests.length, 0);
  });

  it('a certificate nobody vouches for, and plain http where https was expected', async () => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
    const secure = https.createServer({ key, cert }, (_request, response) => response.end('{}'));
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    try {
      const baseUrl = `https://127.0.0.1:${(secure.address() as AddressInfo).port}`;
      const error = await errorOf(new LinkedApiClient({ baseUrl, ...TOKENS }).startWorkflow({}));
      assert.match(error.message, /certificate of 127\.0\.0\.1:\d+ is not trusted.*NODE_EXTRA_CA_CERTS/);
      assert.equal(error.cause.mayHaveStarted, undefined);
    } finally {
      await new Promise((resolve) => secure.close(resolve));
    }
    const baseUrl = server.url.replace('http:', 'https:');
    const error = await errorOf(new LinkedApiClient({ baseUrl, ...TOKENS }).getAccount());
    assert.match(error.message, /does not speak https/);
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
      const found = networkProblem(thrown, 'api.example', 1);
      assert.match(found.sentence, sentence);
      assert.match(found.sentence, /api\.example/);
    }
  });
});
