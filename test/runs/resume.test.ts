import assert from 'node:assert/strict';
import { Run } from '../../src/runs';
import { clientOf, errorOf } from '../client/support';
import { drive } from '../support/service/driver';
import { FakeClock } from '../support/service/fake-clock';
import { MisbehavingServer, success } from '../support/service/misbehaving-server';

describe('a run taken up again', () => {
  let server: MisbehavingServer;
  before(async () => {
    server = await MisbehavingServer.start();
  });
  after(() => server.close());

  const resumed = (clock: FakeClock, ageMs: number) => {
    const startedAt = clock.now() - ageMs;
    return drive(
      clock,
      new Run().resume({ client: clientOf(server, clock), workflowId: 'wf-1', startedAt, timeoutMs: 60_000 }),
    );
  };

  it('is not started again, and is asked for even when its time was over long ago', async () => {
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
