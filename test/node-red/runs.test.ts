import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoFlow } from '../../src/cli/demo-flow';
import {
  account,
  action,
  canaries,
  changed,
  instance,
  linkIn,
  linkOut,
  openPerson,
  run,
  sandboxAccount,
  someone,
  subflow,
  tab,
  type FlowNode,
} from '../support/flows/flows';
import type { Message } from '../support/node-red/collected';
import { hostVersions, repoRoot } from '../support/node-red/hosts';
import { completing, linkedApi } from '../support/service/linked-api-double';
import { success } from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { keepTrackOfFolder, removeFolder } from '../support/processes';

const accountType = 'linkedapi-account';
const users = { robin: 'the right words', reader: 'other right words' };

const accountOfRobin = success({ name: 'Robin Mercer', url: someone });

const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id });
const inject = (id: string, to: string, more: object = {}): FlowNode => ({
  id,
  type: 'inject',
  props: [{ p: 'payload' }],
  repeat: '',
  wires: [[to]],
  ...more,
});

for (const version of hostVersions) {
  describe(`runs in Node-RED ${version}, installed from the tarball`, () => {
    const service = linkedApi();
    let nodeRed: NodeRed;
    let userDir: string;

    before(async () => {
      userDir = mkdtempSync(join(tmpdir(), 'linkedapi-runs-'));
      keepTrackOfFolder(userDir);
      nodeRed = await startNodeRed({ version, install: 'tarball', userDir });
    });
    after(async () => {
      await nodeRed?.stop();
      removeFolder(userDir);
    });

    it('play the demo by themselves, once', async () => {
      const demo = demoFlow(repoRoot) as FlowNode[];
      await nodeRed.deploy(demo.map((node) => (node.type === 'debug' ? { ...node, type: 'test-collect' } : node)));
      const [summary] = await nodeRed.next(1, 'summary');
      const { linkedapi } = summary as Message & { linkedapi: { summary: { succeeded: number; failed: number } } };
      assert.deepEqual([linkedapi.summary.succeeded, linkedapi.summary.failed], [11, 0]);
      const [[people], profiles, skills] = ['people', 'profile', 'skills'].map((at) => nodeRed.messages(at)) as [
        [Message],
        Message[],
        Message[],
      ];
      assert.deepEqual([(people.payload as unknown[]).length, profiles.length, skills.length], [5, 5, 5]);
      assert.equal(nodeRed.messages('summary').length, 1);
    });

    it('answer a web request with what they found', async () => {
      const params = { personUrl: { type: 'msg', value: 'req.query.person' } };
      await nodeRed.deploy([
        sandboxAccount(),
        ...tab(
          'web',
          { id: 'in', type: 'http in', url: '/connection', method: 'get', wires: [['run']] },
          run(['status'], { completion: ['done'], labels: { status: ['out'] } }),
          action('st.checkConnectionStatus', 'status', [], { params, label: 'status' }),
          { id: 'out', type: 'http response', statusCode: '', headers: {}, wires: [] },
          collect('done'),
        ),
      ]);
      const answer = await nodeRed.get(`/connection?person=${encodeURIComponent(someone)}`);
      assert.deepEqual([answer.status, answer.json()], [200, { connectionStatus: 'connected' }]);
      const [completion] = await nodeRed.next(1, 'done');
      assert.deepEqual((completion?.['req'] as { query: object }).query, { person: someone });
    });

    it('read the tree through links across tabs and through subflows', async () => {
      await nodeRed.deploy([
        sandboxAccount(),
        ...tab(
          'here',
          inject('go', 'run'),
          run(['away'], { completion: ['all'], labels: { profile: ['a profile'], skills: ['its skills'] } }),
          linkOut('away', ['arrived']),
          ...['all', 'a profile', 'its skills'].map(collect),
        ),
        ...tab(
          'there',
          linkIn('arrived', ['away'], ['page']),
          instance('template', 'page', [['below']]),
          action('st.retrievePersonSkills', 'below', [], { label: 'skills' }),
        ),
        ...subflow('template', {
          in: ['open'],
          out: [['open']],
          nodes: [openPerson('open', [], { label: 'profile' })],
        }),
      ]);
      await nodeRed.inject('go');
      const [profile] = await nodeRed.next(1, 'a profile');
      const [skills] = await nodeRed.next(1, 'its skills');
      const [completion] = await nodeRed.next(1, 'all');
      assert.deepEqual(
        [profile, skills].map((message) => (message?.['linkedapi'] as { path: object[] }).path.length),
        [1, 2],
      );
      assert.equal((completion?.payload as { actionType: string }).actionType, 'st.openPersonPage');
    });

    it('are released at once when their node is redeployed, and resumed by its replacement', async () => {
      const flows = [
        sandboxAccount({ sandboxAccount: 'never-ends' }),
        ...tab(
          'endless',
          inject('go', 'run'),
          run(['open'], { completion: ['never done'] }),
          openPerson('open'),
          { id: 'status', type: 'status', scope: ['run'], wires: [['shown']] },
          ...['shown', 'never done'].map(collect),
        ),
      ];
      await nodeRed.deploy(flows);
      await nodeRed.inject('go');
      const shown = () => nodeRed.messages('shown').map(({ status }) => (status as { text?: string }).text);
      while (!shown().includes('running')) await nodeRed.next(1, 'shown');
      await nodeRed.deploy(changed(flows, { run: { name: 'renamed' } }), 'nodes');
      await nodeRed.logged(/\[linkedapi-run:renamed\] Takes up the workflow wf-[\w-]+ again/);
      assert.deepEqual(nodeRed.messages('never done'), []);
      assert.doesNotMatch(nodeRed.log, /timed out/i);
      await nodeRed.deploy([]);
      await nodeRed.logged(
        /The run node run has been deleted while a run was under way\. The workflow wf-[\w-]+ goes on/,
      );
    });

    describe('with the tokens of a Linked API account', () => {
      const flows = () => [
        account(service.url, { name: 'Robin' }),
        ...tab(
          'live',
          inject('go', 'run', { once: true, onceDelay: 0 }),
          run(['open'], { completion: ['live done'] }),
          openPerson('open'),
          collect('live done'),
        ),
      ];
      const tokens = Object.values(canaries);
      before(async () => {
        service.answer(completing());
        await nodeRed.deploy(flows(), 'full', { account: canaries });
        await nodeRed.next(1, 'live done');
      });

      const sentTokens = () =>
        service.server.requests.map(({ headers }) => [headers['linked-api-token'], headers['identification-token']]);
      const holdsNoToken = (text: string, what: string) =>
        assert.ok(!tokens.some((token) => text.includes(token)), `a token is in ${what}`);

      it('send them to the service and nowhere else', async () => {
        await nodeRed.inject('go');
        await nodeRed.next(1, 'live done');
        assert.ok(sentTokens().length >= 2);
        for (const sent of sentTokens()) assert.deepEqual(sent, tokens);

        const known = await nodeRed.get(`/credentials/${accountType}/account`);
        assert.deepEqual(known.json(), { has_linkedApiToken: true, has_identificationToken: true });
        for (const file of ['flows.json', 'flows_cred.json']) {
          holdsNoToken(readFileSync(join(userDir, file), 'utf8'), file);
        }
        holdsNoToken(known.text, 'the answer for credentials');
        holdsNoToken(JSON.stringify(await nodeRed.getFlows()), 'the flows');
        holdsNoToken(JSON.stringify(nodeRed.messages()), 'a message');
        holdsNoToken(nodeRed.log, 'the log');
      });

      describe('after a restart, here of a Node-RED with users', () => {
        let sent: unknown[][];

        before(async () => {
          service.answer(completing());
          await nodeRed.stop();
          // Hashes of the two passwords, by Node-RED's own `node-red admin hash-pw`.
          const hashes = {
            robin: '$2b$08$vgl7YJx0d82BLgTpM6gJme6nSb5vndquheSvNI3JwT3lXsPfvvmNi',
            reader: '$2b$08$.4.EIQNma5D75mxUtMzM6ua1Ebb7TTTz3A8YlDxF1SYRRAcTlk/lG',
          };
          nodeRed = await startNodeRed({
            version,
            install: 'none',
            userDir,
            settings: {
              adminAuth: {
                type: 'credentials',
                users: [
                  { username: 'robin', password: hashes.robin, permissions: '*' },
                  { username: 'reader', password: hashes.reader, permissions: 'read' },
                ],
              },
            },
          });
          await nodeRed.next(1, 'live done');
          sent = sentTokens();
        });

        it('go on', () => {
          assert.ok(sent.length >= 2);
          for (const both of sent) assert.deepEqual(both, tokens);
        });

        it('allow only users who may deploy to test the connection', async () => {
          service.answer(accountOfRobin);
          const test = (headers: Record<string, string>) =>
            nodeRed.post('/linkedapi/account/test', { id: 'account', mode: 'live', baseUrl: service.url }, headers);
          assert.equal((await test({})).status, 401);
          assert.equal((await test(await login('reader'))).status, 401);
          assert.equal(service.requests, 0);

          const answer = await test(await login('robin'));
          assert.deepEqual(answer.json(), { ok: true, name: 'Robin Mercer', url: someone });
          assert.deepEqual(sentTokens(), [tokens]);
          assert.equal((await nodeRed.get(`/credentials/${accountType}/account`)).status, 401);
        });

        it('are shown only to users who may see flows, and started again only by users who may deploy', async () => {
          const [reader, robin] = [await login('reader'), await login('robin')];
          const paths = ['/linkedapi/outcomes', '/linkedapi/runs/run', '/linkedapi/runs/open'];
          for (const path of paths) {
            assert.equal((await nodeRed.get(path)).status, 401);
            const seen = await nodeRed.get(path, reader);
            assert.equal(seen.status, 200);
            holdsNoToken(seen.text, path);
          }
          const { runs } = (await nodeRed.get('/linkedapi/runs/open', reader)).json() as { runs: { id: string }[] };
          assert.equal(runs.length, 1);
          const run = `/linkedapi/runs/${runs[0]!.id}`;
          const page = `/linkedapi/runs/open/${runs[0]!.id}`;
          assert.equal((await nodeRed.get(page)).status, 401);
          const { results } = (await nodeRed.get(page, reader)).json() as { results: { success: boolean }[] };
          assert.deepEqual(
            results.map(({ success }) => success),
            [true],
          );
          for (const what of ['cancel', 'again']) {
            assert.equal((await nodeRed.post(`${run}/${what}`, {})).status, 401);
            assert.equal((await nodeRed.post(`${run}/${what}`, {}, reader)).status, 401);
          }
          assert.deepEqual((await nodeRed.post(`${run}/again`, {}, robin)).json(), { ok: true });
          await nodeRed.next(1, 'live done');
        });

        async function login(username: keyof typeof users): Promise<Record<string, string>> {
          // Asking for more permissions than the user has returns no token.
          const scope = username === 'reader' ? 'read' : '*';
          const body = { client_id: 'node-red-admin', grant_type: 'password', scope, username };
          const answer = await nodeRed.post('/auth/token', { ...body, password: users[username] });
          assert.equal(answer.status, 200);
          return { authorization: `Bearer ${(answer.json() as { access_token: string }).access_token}` };
        }
      });
    });
  });
}
