import assert from 'node:assert/strict';
import { FakeClock } from '../../support/service/fake-clock';
import { json, MisbehavingServer, success } from '../../support/service/misbehaving-server';
import { run } from '../../support/processes';
import { clientOf, errorOf, tokens } from '../support';

describe('requests', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  it('carry both tokens and the name of the client in their headers, and only there', async () => {
    server.script(success({ name: 'Ada Demo', url: 'https://www.linkedin.com/in/ada-demo', seat: 'core' }));
    const account = await clientOf(server).getAccount();
    assert.deepEqual(account, { name: 'Ada Demo', url: 'https://www.linkedin.com/in/ada-demo', seat: 'core' });
    const [request] = server.requests;
    assert.ok(request);
    assert.equal(request.headers['linked-api-token'], tokens.linkedApiToken);
    assert.equal(request.headers['identification-token'], tokens.identificationToken);
    assert.equal(request.headers['client'], 'node-red');
    assert.equal(request.headers['content-type'], undefined);
    assert.deepEqual([request.method, request.path, request.body], ['GET', '/account', '']);
  });

  it('post a workflow once, as JSON, and return what the service adds', async () => {
    const result = { workflowId: 'wf-1', workflowStatus: 'pending', pendingReason: 'queued', region: 'eu' };
    server.script(success(result));
    const document = [{ actionType: 'st.openPersonPage', note: 'für Ödön – 你好', then: [] }];
    assert.deepEqual(await clientOf(server).startWorkflow(document), result);
    const [request] = server.requests;
    assert.equal(server.requests.length, 1);
    assert.deepEqual([request?.method, request?.path], ['POST', '/workflows']);
    assert.equal(request?.headers['content-type'], 'application/json');
    assert.deepEqual(JSON.parse(request?.body ?? ''), document);
  });

  it('post over a fresh connection, while polls share one', async () => {
    server.script(success({ workflowId: 'wf-1', workflowStatus: 'running' }));
    const client = clientOf(server);
    await client.getWorkflow('wf-1');
    await client.getWorkflow('wf-1');
    await client.startWorkflow({});
    const [first, second, post] = server.requests.map(({ remotePort }) => remotePort);
    assert.equal(second, first);
    assert.notEqual(post, second);
  });

  it('escape the workflow id, and tolerate a base URL with a path and a slash', async () => {
    server.script(success({ cancelled: true }), success({ cancelled: false }));
    const client = clientOf(server, new FakeClock(), { baseUrl: `${server.url}/gateway/` });
    assert.deepEqual(await client.cancelWorkflow('wf/1 ?'), { cancelled: true });
    assert.deepEqual(await client.cancelWorkflow('wf-2'), { cancelled: false });
    assert.deepEqual(
      server.requests.map(({ method, path }) => `${method} ${path}`),
      ['DELETE /gateway/workflows/wf%2F1%20%3F', 'DELETE /gateway/workflows/wf-2'],
    );
  });

  it('are not made for a workflow id that would change the path', async () => {
    server.script(success({}));
    for (const id of ['..', '.', '', 'x'.repeat(1025), '\udc00']) {
      const client = clientOf(server);
      for (const ask of [client.getWorkflow(id), client.cancelWorkflow(id), client.waitForWorkflow(id)]) {
        const error = await errorOf(ask);
        assert.deepEqual([error.code, error.cause.problem], ['httpError', 'unsendable']);
        assert.match(error.message, /workflow id/);
      }
    }
    assert.equal(server.requests.length, 0);
    assert.equal((await clientOf(server).getWorkflow('...')).workflowId, '...');
  });

  it('poll conversations and read statistics', async () => {
    server.script(success([]), success([{ actionType: 'st.openPost', success: true }]));
    const client = clientOf(server);
    const query = [{ personUrl: 'https://www.linkedin.com/in/ada-demo', type: 'st' as const }];
    assert.deepEqual(await client.pollConversations(query), []);
    const range = { start: '2026-01-01T00:00:00Z', end: '2026-01-02T00:00:00+01:00' };
    assert.equal((await client.getActionStats(range)).length, 1);
    const [poll, stats] = server.requests;
    assert.deepEqual([poll?.method, poll?.path, JSON.parse(poll?.body ?? '')], ['POST', '/conversations/poll', query]);
    const asked = new URL(stats?.path ?? '', server.url);
    assert.deepEqual([asked.pathname, Object.fromEntries(asked.searchParams)], ['/stats/actions', range]);
  });

  it('reject results of another shape than documented', async () => {
    const client = clientOf(server);
    for (const result of ['text', 7, true, [1]]) {
      server.script(success(result));
      assert.equal((await errorOf(client.getAccount())).cause.problem, 'unusable');
      assert.equal((await errorOf(client.getWorkflow('wf-1'))).cause.workflowId, 'wf-1');
    }
    server.script(success({}));
    assert.match((await errorOf(client.getActionStats({ start: '', end: '' }))).message, /no list/);
    const start = await errorOf(client.startWorkflow({}));
    assert.match(start.message, /no workflowId.*not known whether the workflow was started/);
    assert.equal(start.code, 'submissionUnknown');
  });

  it('refuse a token that a header cannot contain, and say which', async () => {
    server.script(json({}));
    for (const linkedApiToken of ['secret\nclient: x', 'secret ', 'sécret']) {
      const client = clientOf(server, new FakeClock(), { linkedApiToken });
      const error = await errorOf(client.startWorkflow({}));
      assert.match(error.message, /^The linkedApiToken contains/);
      assert.doesNotMatch(error.message, /cret/);
      assert.equal(error.code, 'httpError');
    }
    assert.equal(server.requests.length, 0);
  });

  it('refuse a workflow that cannot be written as JSON', async () => {
    const itself: Record<string, unknown> = {};
    itself['then'] = itself;
    const clock = new FakeClock();
    const error = await errorOf(clientOf(server, clock).startWorkflow(itself));
    assert.match(error.message, /refers to itself/);
    assert.deepEqual([error.code, error.cause.problem, clock.pauses], ['httpError', 'unsendable', []]);
  });

  it('load axios only when the first one is made', async () => {
    const program = `
      const { LinkedApiClient } = require('./src/client');
      new LinkedApiClient({ baseUrl: 'http://localhost', linkedApiToken: 'a', identificationToken: 'b' });
      console.log(Object.keys(require.cache).filter((file) => file.includes('axios')).length);`;
    const { stdout } = await run(process.execPath, ['--require', 'tsx/cjs', '--eval', program]);
    assert.equal(stdout.trim(), '0');
  });
});
