import assert from 'node:assert/strict';
import { LinkedApiError } from '../../src/client';
import { clientOf, errorOf, tellsNoToken, tokens } from '../client/support';
import { carriedRun } from '../support/runs/carried-run';
import { drive, Stuck } from '../support/service/driver';
import { FakeClock } from '../support/service/fake-clock';
import {
  drip,
  failure,
  hang,
  html,
  MisbehavingServer,
  redirect,
  reset,
  resetAfterHeaders,
  resetInBody,
  success,
  text,
  truncated,
  type Reply,
} from '../support/service/misbehaving-server';

/** How a run or a cancellation ends: with its result or with an error code. */
type End = 'completed' | 'cancelled: true' | (string & {});
/** For a fault that happens once, ten times, forever: how it ends, and how many POSTs the server has seen. */
type Cells = readonly [End, number, End, number, End, number];

interface Row {
  fault: string;
  /** The server does not listen. */
  reply?: Reply;
  submit: Cells;
  poll: Cells;
  cancel: Cells;
}

const times = [1, 10, Infinity];
const timeoutMs = 30 * 60_000;
const document = { actionType: 'st.openPersonPage', personUrl: 'https://www.linkedin.com/in/ada-demo' };

/** Everything a careless server or proxy may repeat of a request. */
const echo = `${Object.values(tokens).join(' ')} ${Object.values(tokens).map(encodeURIComponent).join(' ')}`;

const doubt: Cells = ['submissionUnknown', 1, 'submissionUnknown', 1, 'submissionUnknown', 1];
const borne: Cells = ['completed', 1, 'completed', 1, 'workflowTimeout', 1];
const borneForAWhile: Cells = ['completed', 1, 'completed', 1, 'httpError', 1];
const fails: Cells = ['httpError', 1, 'httpError', 1, 'httpError', 1];
const harmless: Cells = ['completed', 1, 'completed', 1, 'completed', 1];
const cancels: Cells = ['cancelled: true', 1, 'cancelled: true', 1, 'cancelled: true', 1];
const refusedWith = (code: string): Cells => [code, 1, code, 1, code, 1];
const tooMany = refusedWith('tooManyRequests');
const triedAgain: Cells = ['completed', 2, 'tooManyRequests', 4, 'tooManyRequests', 4];

describe('the fault matrix', () => {
  const stuck = new Stuck();
  let server: MisbehavingServer;
  let elsewhere: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
    elsewhere = await MisbehavingServer.start(success({}));
  });
  after(async () => {
    assert.equal(elsewhere.requests.length, 0);
    await elsewhere.close();
    await server.close();
  });

  const rows: Row[] = [
    { fault: 'refused', submit: ['completed', 1, 'httpError', 0, 'httpError', 0], poll: borne, cancel: fails },
    { fault: 'reset before headers', reply: reset(), submit: doubt, poll: borne, cancel: fails },
    { fault: 'reset after headers', reply: resetAfterHeaders(), submit: doubt, poll: borne, cancel: fails },
    {
      fault: 'reset in the body',
      reply: resetInBody('{"success":true,"result":{'),
      submit: doubt,
      poll: borne,
      cancel: fails,
    },
    {
      fault: 'broken off in the body',
      reply: truncated('{"success":true,"result":{'),
      submit: doubt,
      poll: borne,
      cancel: fails,
    },
    { fault: 'silence', reply: stuck.reply(hang()), submit: doubt, poll: borne, cancel: fails },
    { fault: 'a slow drip', reply: stuck.reply(drip()), submit: doubt, poll: borne, cancel: fails },
    { fault: 'a web page', reply: html(`<h1>${echo}</h1>`), submit: doubt, poll: borne, cancel: fails },
    {
      fault: 'half of the JSON',
      reply: text(`{"success":true,"result":{"is":"${echo}`),
      submit: doubt,
      poll: borne,
      cancel: fails,
    },
    {
      fault: 'no JSON at all, under a wrong type',
      reply: text(echo, 200, { 'content-type': 'image/png' }),
      submit: doubt,
      poll: borne,
      cancel: fails,
    },
    {
      fault: 'JSON under a wrong type',
      reply: (response, request) => good(response, request, 'text/html'),
      submit: harmless,
      poll: harmless,
      cancel: cancels,
    },
    {
      fault: '401, by name',
      reply: failure('invalidLinkedApiToken', echo, 401),
      submit: refusedWith('invalidLinkedApiToken'),
      poll: refusedWith('invalidLinkedApiToken'),
      cancel: refusedWith('invalidLinkedApiToken'),
    },
    {
      fault: 'an error of the type cancelled',
      reply: failure('cancelled', echo, 400),
      submit: doubt,
      poll: refusedWith('cancelled'),
      cancel: refusedWith('cancelled'),
    },
    { fault: '401', reply: html(echo, 401), submit: doubt, poll: borneForAWhile, cancel: fails },
    { fault: '408', reply: text(echo, 408), submit: doubt, poll: borne, cancel: fails },
    {
      fault: '429, by name',
      reply: failure('tooManyRequests', echo, 429),
      submit: triedAgain,
      poll: borne,
      cancel: tooMany,
    },
    {
      fault: '429, by name, with seconds',
      reply: failure('tooManyRequests', echo, 429, { 'retry-after': '60' }),
      submit: triedAgain,
      poll: borne,
      cancel: tooMany,
    },
    {
      fault: '429, by name, with a date',
      reply: failure('tooManyRequests', echo, 429, { 'retry-after': 'Thu, 01 Jan 2026 00:10:00 GMT' }),
      submit: triedAgain,
      poll: borne,
      cancel: tooMany,
    },
    { fault: '429', reply: text(echo, 429), submit: doubt, poll: borne, cancel: fails },
    {
      fault: '429, with seconds',
      reply: text(echo, 429, { 'retry-after': '60' }),
      submit: doubt,
      poll: borne,
      cancel: fails,
    },
    { fault: '500', reply: html(echo, 500), submit: doubt, poll: borne, cancel: fails },
    { fault: '502', reply: html(echo, 502), submit: doubt, poll: borne, cancel: fails },
    { fault: '503', reply: text(echo, 503, { 'retry-after': '60' }), submit: doubt, poll: borne, cancel: fails },
    {
      fault: 'a redirect elsewhere',
      reply: (response, request) => redirect(`${elsewhere.url}/${encodeURIComponent(echo)}`, 307)(response, request),
      submit: doubt,
      poll: borneForAWhile,
      cancel: fails,
    },
    {
      fault: 'a redirect to https',
      reply: (response, request) => redirect(server.url.replace('http:', 'https:'), 308)(response, request),
      submit: doubt,
      poll: borneForAWhile,
      cancel: fails,
    },
  ];

  for (const { fault, reply, ...expected } of rows) {
    for (const [stage, method] of [
      ['submit', 'POST'],
      ['poll', 'GET'],
      ['cancel', 'DELETE'],
    ] as const) {
      times.forEach((count, index) => {
        const [end, posts] = expected[stage].slice(index * 2) as [End, number];
        it(`${fault}, ${count === Infinity ? 'for ever' : `${count} ×`}, on ${stage}: ${end}, ${posts} POST`, async () => {
          const cell = new Cell(server, method, reply, count);
          assert.equal(await cell.end(stage === 'cancel', stuck), end);
          assert.equal(server.requests.filter((request) => request.method === 'POST').length, posts);
          if (stage === 'cancel')
            assert.ok(server.requests.filter((request) => request.method === 'DELETE').length <= 1);
        });
      });
    }
  }
});

const good = (response: Parameters<Reply>[0], request: Parameters<Reply>[1], type = 'application/json') => {
  const state = { workflowId: 'wf-1', workflowStatus: request.method === 'POST' ? 'pending' : 'completed' };
  const rest = { POST: {}, GET: { completion: { success: true } }, DELETE: { cancelled: true } }[request.method];
  const body = JSON.stringify({ success: true, result: { ...state, ...rest } });
  response.writeHead(200, { 'content-type': type }).end(body);
};

/** One run, or one cancellation, against a server whose answers to one method are wrong for a while. */
class Cell {
  readonly clock = new FakeClock();

  constructor(
    private readonly server: MisbehavingServer,
    private readonly method: string,
    private readonly reply: Reply | undefined,
    private count: number,
  ) {}

  async end(cancel: boolean, stuck: Stuck): Promise<End> {
    const { server, clock } = this;
    server.script((response, request) => {
      const wrong = request.method === this.method && this.count-- > 0 && this.reply;
      (wrong || good)(response, request);
    });
    const refuses = this.reply === undefined;
    let listening = !(refuses && this.method === 'POST');
    if (!listening) await server.refuse();
    const refused = (error: LinkedApiError) => {
      tellsNoToken(error);
      if (!refuses) return;
      this.count -= 1;
      if (this.count > 0) return;
      listening = true;
      void server.listen();
    };
    const refuse = () => {
      if (!refuses || !listening || this.count <= 0) return;
      listening = false;
      void server.refuse();
    };
    const client = clientOf(server, clock);
    let delivered = 0;
    try {
      if (cancel) {
        await client.startWorkflow(document);
        if (refuses) await server.refuse();
        listening = !refuses;
        const { cancelled } = await drive(clock, client.cancelWorkflow('wf-1'), stuck);
        return `cancelled: ${cancelled}`;
      }
      const options = { client, document, timeoutMs, onProgress: refuse, onTrouble: refused };
      const state = await drive(clock, carriedRun({ ...options, retries: { onRetry: refused } }).ended, stuck);
      delivered += 1;
      assert.deepEqual(state.completion, { success: true });
      return state.workflowStatus;
    } catch (thrown) {
      assert.ok(thrown instanceof LinkedApiError, String(thrown));
      const error = await errorOf(Promise.reject(thrown));
      if (error.code === 'submissionUnknown') assert.deepEqual(error.cause.document, document);
      else assert.equal(error.cause.document, undefined);
      assert.equal(delivered, 0);
      return error.code;
    } finally {
      if (!listening) await server.listen();
      assert.equal(clock.pending, 0, 'an alarm is left behind');
    }
  }
}
