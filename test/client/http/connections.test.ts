import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { MisbehavingServer, success } from '../../support/service/misbehaving-server';
import { clientOf, errorOf } from '../support';

describe('Many requests to one service', () => {
  let server: MisbehavingServer;
  let held: ServerResponse[];
  let open: number;
  let most: number;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  beforeEach(() => {
    [held, open, most] = [[], 0, 0];
    server.script((response) => {
      most = Math.max(most, (open += 1));
      response.once('close', () => (open -= 1));
      held.push(response);
    });
  });
  after(() => server.close());

  const answer = (response: ServerResponse) =>
    success({ workflowId: 'wf-1', workflowStatus: 'running' })(response, server.requests[0]!);

  /** Answers pending requests until so many have arrived. */
  async function answerUntil(count: number): Promise<void> {
    for (let answered = 0; answered < count; answered += held.splice(0).length) {
      await server.arrived(answered + 1);
      for (const response of held) answer(response);
      if (held.length === 0) await new Promise(setImmediate);
    }
  }

  it('are made some dozens at a time, over all accounts', async () => {
    const clients = [clientOf(server), clientOf(server)];
    const ids = Array.from({ length: 300 }, (_, index) => `wf-${index}`);
    const asked = Promise.all(ids.map((id, index) => clients[index % 2]!.getWorkflow(id)));
    await server.arrived(40);
    await answerUntil(300);
    assert.equal((await asked).length, 300);
    assert.ok(most >= 20 && most <= 40, `${most} at once`);
  });

  it('leave the queue when they are aborted or time out, without having been sent', async () => {
    const client = clientOf(server);
    const first = Array.from({ length: 40 }, () => client.getWorkflow('wf-1'));
    await server.arrived(40);
    const leaving = new AbortController();
    const [signal, giveUp] = [leaving.signal, leaving.signal];
    const waiting = [
      client.getWorkflow('wf-2', signal),
      client.startWorkflow({}, { signal }),
      client.startWorkflow({}, { giveUp }),
    ];
    leaving.abort();
    for (const one of waiting) assert.equal((await errorOf(one)).code, 'cancelled');
    const last = client.getWorkflow('wf-3');
    await answerUntil(41);
    await Promise.all([...first, last]);
    assert.deepEqual([server.requests.length, server.requests.at(-1)!.path], [41, '/workflows/wf-3']);
  });
});
