import assert from 'node:assert/strict';
import { createGzip, gzipSync } from 'node:zlib';
import { FakeClock } from '../../support/service/fake-clock';
import {
  failure,
  html,
  json,
  MisbehavingServer,
  redirect,
  resetInBody,
  success,
  text,
  truncated,
  type Reply,
} from '../../support/service/misbehaving-server';
import { clientOf, errorOf, tokens } from '../support';

describe('answers', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  const refusal = (reply: Reply) => {
    server.script(reply);
    return errorOf(clientOf(server).getAccount());
  };

  it('count by their error type, whatever the HTTP status', async () => {
    for (const status of [200, 201, 302, 400, 401, 404, 429, 500, 503]) {
      const error = await refusal(failure('subscriptionRequired', 'No seat left.', status));
      assert.equal(error.code, 'subscriptionRequired');
      assert.equal(error.message, 'No seat left.');
      assert.deepEqual(error.cause, { method: 'GET', path: '/account', status });
    }
  });

  it('are failures if they contain an error, even with a result or `success: true`', async () => {
    const error = { type: 'aTypeNobodyKnows', message: 'New.' };
    assert.equal((await refusal(json({ success: true, result: {}, error }))).code, 'aTypeNobodyKnows');
    assert.equal((await refusal(json({ error: { type: 'bare' } }))).message, 'Linked API refused the request: bare.');
  });

  it('without a usable envelope are an httpError that quotes the answer', async () => {
    const cases: Array<[Reply, string, RegExp]> = [
      [
        html('<html><head><title>Sign in</title></head><body><h1>Guest&nbsp;Wi-Fi</h1></body>'),
        'notJson',
        /web page.*begins: "Sign in/,
      ],
      [text(''), 'notJson', /empty body/],
      [text('{"success":true,"result":{"na'), 'notJson', /not complete JSON/],
      [text('OK'), 'notJson', /not complete JSON.*begins: "OK"/],
      [json({ success: true }), 'noResult', /neither a result nor a named error/],
      [json({ success: true, result: null }), 'noResult', /neither/],
      [json({ success: false, result: {} }), 'noResult', /neither/],
      [json({ status: 'running' }), 'noResult', /neither/],
      [json([1, 2]), 'noResult', /neither/],
      [json('text'), 'noResult', /neither/],
      [json({ error: 'a text' }), 'noResult', /begins.*a text/],
      [json({ success: true, result: {} }, 500), 'status', /HTTP 500.*try again later/],
      [html('<p>Bad gateway</p>', 502), 'status', /HTTP 502.*begins: "Bad gateway"/],
      [text('', 404), 'status', /HTTP 404.*base URL/],
      [text('slow down', 429), 'status', /HTTP 429.*slow down/],
      [text('', 407), 'status', /HTTP 407.*HTTPS_PROXY/],
    ];
    for (const [reply, problem, sentence] of cases) {
      const error = await refusal(reply);
      assert.equal(error.code, 'httpError');
      assert.equal(error.cause.problem, problem, error.message);
      assert.match(error.message, sentence);
      assert.match(error.message, /127\.0\.0\.1/);
      assert.doesNotMatch(error.message, /[<>]/);
    }
  });

  it('are quoted only briefly, without markup, scripts or unreadable bytes', async () => {
    const long = await refusal(html(`<script>steal()</script><b>Oh</b> dear${' dear'.repeat(1000)}<style>p{`));
    assert.match(long.message, /begins: "Oh dear dear/);
    assert.doesNotMatch(long.message, /steal/);
    assert.ok(long.message.length < 500);
    const binary = await refusal((response) => response.end(Buffer.from([0xff, 0xfe, 0x00, 0x01, 0x41])));
    assert.doesNotMatch(binary.message, /begins/);
  });

  it('never put a token into an error, however they echo it', async () => {
    const echo = Object.values(tokens).flatMap((token) => [token, encodeURIComponent(token)]);
    const said = echo.join(' and ');
    assert.match(
      (await refusal(failure('invalidLinkedApiToken', `Wrong: ${said}.`, 401))).message,
      /^Wrong: \*\*\* and/,
    );
    await refusal(failure(`type-${said}`, ''));
    await refusal(html(`<p>${said}</p>`, 502));
    await refusal(json({ headers: tokens }));
    await refusal(redirect(`https://elsewhere.example/${encodeURIComponent(said)}`));
    server.script(success({ failure: { reason: 'other', message: said }, message: said }));
    const state = await clientOf(server).getWorkflow('wf-1');
    assert.doesNotMatch(`${state.failure?.message} ${state.message}`, /Secret/);
  });

  it('may redirect, but the tokens do not follow', async () => {
    const elsewhere = await MisbehavingServer.start(success({ name: 'x', url: 'y' }));
    try {
      for (const status of [301, 302, 303, 307, 308]) {
        const error = await refusal(redirect(`${elsewhere.url}/secret-path`, status));
        assert.equal(error.code, 'httpError');
        assert.equal(error.cause.problem, 'redirect');
        assert.ok(error.message.includes(elsewhere.url) && error.message.includes('not followed'), error.message);
        assert.doesNotMatch(error.message, /secret-path/);
      }
      assert.equal(elsewhere.requests.length, 0);
    } finally {
      await elsewhere.close();
    }
  });

  it('that break off are recognised', async () => {
    for (const reply of [truncated('{"success":tr'), resetInBody('{"success":tr')]) {
      const error = await refusal(reply);
      assert.equal(error.code, 'httpError');
      assert.equal(error.cause.problem, 'truncated');
      assert.match(error.message, /broke off in the middle/);
    }
  });

  it('larger than the limit are refused, also when they come compressed', async () => {
    const body = JSON.stringify({ success: true, result: { name: 'x'.repeat(3_000_000) } });
    const zipped: Reply = (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(body));
    for (const reply of [text(body), zipped]) {
      server.script(reply);
      const error = await errorOf(clientOf(server, new FakeClock(), { maxResponseBytes: 2 ** 21 }).getAccount());
      assert.equal(error.cause.problem, 'tooLarge');
      assert.match(error.message, /larger than the 2 MB/);
      assert.equal((await clientOf(server).getAccount()).name.length, 3_000_000);
    }
  });

  it('are refused unread if they declare that they are too large', async () => {
    server.script((response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(100 * 2 ** 20) });
      response.flushHeaders();
    });
    const error = await errorOf(clientOf(server).getWorkflow('wf-1'));
    assert.equal(error.cause.problem, 'tooLarge');
    assert.match(error.message, /larger than the 64 MB accepted/);
  });

  it('nested too deep are refused before their end, and not requested again', async () => {
    const deep = (begins: string, more: string): Reply => {
      return (response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        // Incomplete, so that nothing can have been parsed.
        const zip = createGzip();
        zip.pipe(response);
        zip.write(begins + more.repeat(1001));
        zip.flush();
      };
    };
    for (const [begins, more] of [
      ['', '['],
      ['{"success":true,"result":', '{"a":[{"b":'],
      ['["\\\\",', '['],
    ] as const) {
      server.script(deep(begins, more));
      const error = await errorOf(clientOf(server).waitForWorkflow('wf-1'));
      assert.deepEqual([error.code, error.cause.problem], ['httpError', 'tooDeep'], more);
      assert.match(error.message, /about workflow wf-1 is nested more than 1000 levels deep/);
      assert.equal(server.requests.length, 1);
      const started = await errorOf(clientOf(server).startWorkflow({}));
      assert.deepEqual([started.code, started.cause.problem], ['submissionUnknown', 'tooDeep']);
      assert.equal(server.requests.length, 2);
    }
  });

  it('may be nested, and contain brackets in texts', async () => {
    for (const name of [`${'['.repeat(5000)}`, `"${'{'.repeat(5000)}`, `\\"${'['.repeat(5000)}`]) {
      server.script(
        success({ name, url: JSON.parse('['.repeat(990) + ']'.repeat(990)), list: Array(2000).fill([[]]) }),
      );
      assert.equal((await clientOf(server).getAccount()).name, name);
    }
  });

  it('with an unusable id leave the fate of the workflow unknown', async () => {
    for (const id of ['..', '.', '', 'x'.repeat(1025), 7, null, 'half \ud83d']) {
      server.script(success({ workflowId: id, workflowStatus: 'running' }));
      const error = await errorOf(clientOf(server).startWorkflow({ a: 1 }));
      assert.deepEqual([error.code, error.cause.document], ['submissionUnknown', { a: 1 }]);
      assert.match(error.message, /gave no workflowId to ask for.*not known whether the workflow was started/);
      assert.ok(error.message.length < 500);
      const state = await clientOf(server).getWorkflow('wf-1');
      assert.equal(state.workflowId, 'wf-1');
    }
  });

  it('say when to come back, in seconds or as a date', async () => {
    const clock = new FakeClock();
    const date = new Date(clock.now() + 90_000).toUTCString();
    const cases: Array<[string, number | undefined]> = [
      ['7', 7],
      [date, 90],
      ['soon', undefined],
      ['-3', undefined],
      [new Date(clock.now() - 90_000).toUTCString(), undefined],
    ];
    for (const [header, seconds] of cases) {
      server.script(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': header }));
      const error = await errorOf(clientOf(server, clock).getAccount());
      assert.equal(error.cause.retryAfterSeconds, seconds, header);
    }
  });
});
