import assert from 'node:assert/strict';
import { clientOf, errorOf } from '../client/support';
import { carriedRun, planOf } from '../support/runs/carried-run';
import { drive } from '../support/service/driver';
import { FakeClock } from '../support/service/fake-clock';
import { MisbehavingServer, success } from '../support/service/misbehaving-server';

describe('a resumed run', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  const resumed = (clock: FakeClock, ageMs: number) => {
    const [client, timeoutMs] = [clientOf(server, clock), 60_000];
    const since = clock.now() - ageMs;
    const marks = { resumed: true } as const;
    const state = { at: 'running', plan: planOf({ timeoutMs }), workflowId: 'wf-1', since, marks } as const;
    return drive(clock, carriedRun({ client, timeoutMs, state }).ended);
  };

  it('is not started again, and is polled even if its time ended long ago', async () => {
    server.script(success({ workflowStatus: 'completed', completion: [] }));
    const state = await resumed(new FakeClock(), 86_400_000);
    assert.deepEqual(state.completion, []);
    assert.deepEqual(
      server.requests.map(({ method }) => method),
      ['GET'],
    );
  });

  it('ends as it would have ended', async () => {
    server.script(success({ workflowStatus: 'failed', failure: { reason: 'brandNew', message: 'Why.' } }));
    const error = await errorOf(resumed(new FakeClock(), 5000));
    assert.deepEqual([error.code, error.message], ['brandNew', 'The workflow failed: Why.']);
    server.script(success({ workflowStatus: 'running' }));
    assert.equal((await errorOf(resumed(new FakeClock(), 5000))).code, 'workflowTimeout');
  });
});
