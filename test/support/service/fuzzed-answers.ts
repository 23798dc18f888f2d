import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LinkedApiClient, LinkedApiError } from '../../../src/client';
import { FakeClock } from './fake-clock';
import { MisbehavingServer, type Reply } from './misbehaving-server';
import { assertProperty } from '../property';

const tokens = { linkedApiToken: 'Canary+Workspace/77', identificationToken: 'Canary&Account"88' };
const forms = Object.values(tokens).flatMap((token) => [
  token,
  encodeURIComponent(token),
  JSON.stringify(token).slice(1, -1),
]);

const odd = fc.oneof(fc.jsonValue(), fc.constantFrom(...forms), fc.constant('x'.repeat(5000)));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: odd });
const failure = fc.record({ type: maybe(fc.string()), message: maybe(fc.string()) }, { requiredKeys: [] });
const state = fc.record(
  {
    workflowId: maybe(fc.constant('wf-1')),
    workflowStatus: maybe(fc.constantFrom('pending', 'running', 'completed', 'failed')),
    pendingReason: maybe(fc.constantFrom('queued', 'outsideWorkingHours')),
    message: maybe(fc.constantFrom('Monday 09:00 Europe/Berlin', '2026-02-01T00:00:00Z')),
    completion: odd,
    failure: maybe(fc.record({ reason: maybe(fc.string()), message: maybe(fc.string()) }, { requiredKeys: [] })),
    cancelled: maybe(fc.boolean()),
    __proto__: odd,
  },
  { requiredKeys: [] },
);
const envelope = fc.record(
  { success: maybe(fc.boolean()), result: maybe(state), error: maybe(failure) },
  { requiredKeys: [] },
);
const json = maybe(envelope).map((value) => JSON.stringify(value) ?? '');
const body = fc.oneof(
  { weight: 5, arbitrary: json.map((text) => Buffer.from(text)) },
  {
    weight: 2,
    arbitrary: fc.tuple(json, fc.nat()).map(([text, at]) => Buffer.from(text.slice(0, at % (text.length + 1)))),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)) },
);
const answer = fc.record({
  body,
  status: fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })),
  type: fc.constantFrom('application/json', 'text/html', 'image/png', ''),
  retryAfter: fc.constantFrom(undefined, '1', '-1', '1e99', 'Thu, 01 Jan 2026 00:10:00 GMT', '\u00e4', '9'.repeat(400)),
  encoding: fc.constantFrom(undefined, undefined, undefined, 'gzip', 'br', 'nonsense'),
  location: fc.constantFrom(
    undefined,
    undefined,
    'http://',
    'https://elsewhere.example/x',
    '//',
    ...forms.map(encodeURI),
  ),
  method: fc.constantFrom('start', 'get', 'cancel', 'account', 'stats'),
});

/**
 * Answers requests with random responses over HTTP, and throws when a client returns anything but a result or a LinkedApiError
 * of plain details, reveals a token, or posts twice.
 */
export async function fuzzAnswers(cases: number): Promise<void> {
  const server = await MisbehavingServer.start();
  const client = new LinkedApiClient({ baseUrl: server.url, ...tokens, requestTimeoutMs: 60_000 }, new FakeClock());
  const { signal } = new AbortController();
  const calls: Record<string, () => Promise<unknown>> = {
    start: () => client.startWorkflow({}, { tooManyRequestsRetries: 0 }),
    get: () => client.getWorkflow('wf-1', signal),
    cancel: () => client.cancelWorkflow('wf-1'),
    account: () => client.getAccount(),
    stats: () => client.getActionStats({ start: '', end: '' }),
  };
  const property = fc.asyncProperty(answer, async ({ method, ...wrong }) => {
    server.script(replyOf(wrong));
    try {
      await calls[method]!();
    } catch (error) {
      assert.ok(error instanceof LinkedApiError, String(error));
      assert.deepEqual(JSON.parse(JSON.stringify(error.cause)), error.cause);
      const said = [error.message, error.stack, error.code, JSON.stringify(error.cause)].join('\n');
      for (const form of forms) assert.ok(!said.includes(form), `leaks ${form}: ${said}`);
    }
    assert.equal(server.requests.length, 1);
  });
  try {
    await assertProperty(property, { numRuns: cases });
  } finally {
    await server.close();
  }
}

function replyOf(wrong: {
  body: Buffer;
  status: number;
  type: string;
  retryAfter: string | undefined;
  encoding: string | undefined;
  location: string | undefined;
}): Reply {
  const headers = {
    'content-type': wrong.type,
    'retry-after': wrong.retryAfter,
    'content-encoding': wrong.encoding,
    location: wrong.location,
  };
  return (response) => {
    response.statusCode = wrong.status;
    for (const [name, value] of Object.entries(headers)) if (value !== undefined) response.setHeader(name, value);
    response.end(wrong.body);
  };
}
