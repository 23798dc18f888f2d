import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, canaries, openPerson, run, tab, workflow, type FlowNode } from '../support/flows/flows';
import { linkedApi } from '../support/service/linked-api-double';
import {
  failure,
  hang,
  html,
  json,
  redirect,
  reset,
  success,
  truncated,
  type Reply,
} from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { keepTrackOfFolder, removeFolder } from '../support/processes';
import { until } from '../support/until';

const both = Object.values(canaries).join(' and ');

/** A workflow that is started, and the answers about it. */
const started =
  (then: Reply): Reply =>
  (response, request) =>
    (request.method === 'POST' ? success({ workflowId: 'wf-1', workflowStatus: 'pending' }) : then)(response, request);

/** Every way in which a run fails, with a service that repeats the tokens wherever it can. */
const troubles: Record<string, Reply> = {
  'a refusal': failure('invalidLinkedApiToken', `You sent ${both}.`, 401),
  'a refusal of a type that is a token': failure(canaries.linkedApiToken, both),
  'a web page': html(`<h1>${both}</h1>`),
  'an answer cut short': truncated(`{"success":false,"error":{"message":"${both}`),
  'no result': json({ success: true, said: both }),
  'a cut connection': reset(),
  'an error of the server': html(both, 500),
  'a redirect': redirect(`https://example.com/?${encodeURIComponent(both)}`),
  'a workflow that fails': started(success({ workflowStatus: 'failed', failure: { reason: 'odd', message: both } })),
  'a workflow nobody knows': started(failure('workflowNotFound', both, 404)),
  'no completion': started(success({ workflowStatus: 'completed', message: both })),
};

describe('The tokens of an account', () => {
  const service = linkedApi();
  const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });
  let userDir: string;
  let nodeRed: NodeRed;

  before(async () => {
    userDir = mkdtempSync(join(tmpdir(), 'linkedapi-secrets-'));
    keepTrackOfFolder(userDir);
    nodeRed = await start([]);
    await nodeRed.deploy(flow(), 'full', { account: canaries });
  });
  after(async () => {
    await nodeRed?.kill();
    removeFolder(userDir);
  });

  const flow = () => [
    account(service.url),
    ...tab(
      't',
      { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
      { id: 'look', type: 'inject', props: [{ p: 'linkedapi' }], repeat: '', wires: [['wf']] },
      run(['page'], { completion: ['done'] }, { store: 'disk' }),
      openPerson('page', ['tap']),
      workflow('wf', ['done']),
      { id: 'catch', type: 'catch', scope: null, wires: [['caught', 'shown']] },
      { id: 'shown', type: 'debug', active: true, tosidebar: true, console: true, complete: 'true', wires: [] },
      ...['done', 'tap', 'caught'].map(collect),
    ),
  ];
  const settings = {
    contextStorage: { default: { module: 'memory' }, disk: { module: 'localfilesystem', config: { cache: false } } },
  };
  const start = (flows?: FlowNode[]) =>
    startNodeRed({ version: '4.1', install: 'nodesDir', userDir, settings, ...(flows ? { flows } : {}) });

  const tellsNone = (text: string, where: string) => {
    for (const token of Object.values(canaries)) {
      for (const form of [
        token,
        encodeURIComponent(token),
        JSON.stringify(token).slice(1, -1),
        Buffer.from(token).toString('base64'),
      ]) {
        assert.ok(!text.includes(form), `${form} is in ${where}`);
      }
    }
  };

  /** Everything this Node-RED has output so far. */
  async function search(): Promise<void> {
    tellsNone(nodeRed.log, 'the log');
    tellsNone(JSON.stringify(nodeRed.messages()), 'a message');
    const files = readdirSync(userDir, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    for (const { parentPath, name } of files) tellsNone(readFileSync(join(parentPath, name), 'utf8'), name);
    const runs = (await nodeRed.get('/linkedapi/runs/run')).text;
    const ids = [...runs.matchAll(/"id":"([^"]+)"/g)].map(([, id]) => id!);
    const paths = [
      '/flows',
      '/credentials/linkedapi-account/account',
      '/linkedapi/outcomes',
      '/linkedapi/runs/run',
      '/context/node/run',
      ...ids.map((id) => `/linkedapi/runs/page/${id}`),
    ];
    for (const path of paths) tellsNone((await nodeRed.get(path)).text, path);
  }

  it('appear in request headers only, whatever goes wrong', async () => {
    for (const [what, reply] of Object.entries(troubles)) {
      service.answer(reply);
      await nodeRed.inject('go', { payload: 1 });
      await nodeRed.next(1).catch((error: unknown) => assert.fail(`${what}: ${String(error)}`));
      await nodeRed.inject('look', { linkedapi: { workflowId: 'wf-1' } });
      await nodeRed.next(1);
      const asked = await nodeRed.post('/linkedapi/account/test', {
        id: 'account',
        mode: 'live',
        baseUrl: service.url,
      });
      tellsNone(asked.text, `the answer of the test with ${what}`);
    }
    await search();
    for (const { path, body } of service.server.requests) tellsNone(path + body, 'a request');
  });

  it('are neither in the journal nor in what is reported after a crash', async () => {
    service.answer(hang());
    await nodeRed.inject('go', { payload: 1 });
    await service.server.arrived(1);
    await search();
    await nodeRed.kill();
    nodeRed = await start();
    const [caught] = await nodeRed.next(1, 'caught');
    assert.equal((caught!['error'] as { code: string }).code, 'submissionUnknown');
    await until(() => /submissionUnknown/.test(nodeRed.log));
    await search();
  });
});
