import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { account, canaries, tab, trigger, webhook, type FlowNode } from '../support/flows/flows';
import { hostVersions, repoRoot } from '../support/node-red/hosts';
import { MisbehavingServer, success, type Reply } from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { message, type Row } from '../support/service/triggers';

const minute = 60_000;
const day = 24 * 60 * minute;
const secret = 'whsec';

for (const version of hostVersions)
  for (const [what, ahead] of Object.entries({ 'in 1970': day - Date.now(), 'two days ahead': 2 * day }))
    describe(`Node-RED ${version} on a machine whose clock is ${what}`, () => {
      let service: MisbehavingServer;
      let nodeRed: NodeRed;
      /** What the service has; it lists what is requested. */
      const rows: Row[] = [];
      const listing: Reply = (response, request) => {
        const { since = '1970' } = JSON.parse(request.body) as { since?: string };
        const messages = rows.filter(({ time }) => Date.parse(String(time)) >= Date.parse(since));
        success({ messages })(response, request);
      };
      const arrive = (id: string, time: number) => rows.push(message(id, { time: new Date(time).toISOString() }));

      before(async () => {
        const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });
        for (let hour = 0; hour < 40; hour++) arrive(`old ${hour}`, Date.now() - minute - hour * 60 * minute);
        service = await MisbehavingServer.start(listing);
        const nodes = [trigger('inbox', 'in', ['out']), webhook('hook', [['out']]), collect('out')];
        nodeRed = await startNodeRed({
          ...{ version, install: 'nodesDir', flows: [account(service.url), ...tab('t', ...nodes)] },
          credentials: { account: canaries, hook: { secret } },
          env: {
            NODE_OPTIONS: `--require ${JSON.stringify(join(repoRoot, 'test/support/service/shifted-clock.cjs'))}`,
            CLOCK_AHEAD_MS: String(ahead),
          },
        });
      });
      after(async () => {
        await nodeRed?.stop();
        await service.close();
      });

      it('sends what arrives from now on, and nothing older', async () => {
        await service.arrived(4);
        arrive('new', Date.now());
        await nodeRed.next(1, 'out');
        await service.arrived(service.requests.length + 3);
        arrive('newer', Date.now());
        await nodeRed.next(1, 'out');
        assert.deepEqual(
          nodeRed.messages('out').map(({ payload }) => (payload as Row).id),
          ['new', 'newer'],
        );
        assert.doesNotMatch(nodeRed.log, /\[warn\] \[linkedapi-inbox/);
      });

      it('says why an event’s signature is refused, with both times', async () => {
        const body = JSON.stringify({ id: 'one', type: 'webhook.test' });
        const timestamp = String(Math.floor(Date.now() / 1000));
        const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
        const headers = { 'linked-api-signature': signature, 'linked-api-signature-timestamp': timestamp };
        const answer = await fetch(`${nodeRed.url}/linkedapi`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body,
        });
        const { error } = (await answer.json()) as { error: string };
        const [signed, shown] = [...error.matchAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g)].map(([time]) => Date.parse(time));
        assert.equal(answer.status, 401);
        assert.equal(signed, Number(timestamp) * 1000);
        assert.ok(Math.abs(shown! - ahead - Date.now()) < minute, error);
        assert.match(error, /this machine’s clock is wrong/);
      });
    });
