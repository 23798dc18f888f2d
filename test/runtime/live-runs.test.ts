import assert from 'node:assert/strict';
import { LinkedApiClient } from '../../src/client';
import { Run } from '../../src/runs';
import { LiveRuns } from '../../src/runtime/live-runs';
import { canaries } from '../support/flows';
import { linkedApi } from '../support/linked-api-double';
import { success } from '../support/misbehaving-server';

describe('News of a workflow', () => {
  const service = linkedApi();

  it('has the run that waits for it ask at once, and nobody else', async () => {
    let completed = false;
    service.answer((response, request) => {
      const end = { workflowStatus: 'completed', completion: { success: true } };
      success({ workflowId: 'wf-1', ...(completed ? end : { workflowStatus: 'running' }) })(response, request);
    });
    const client = new LinkedApiClient({ baseUrl: service.url, ...canaries, pollIntervalMs: 3_600_000 });
    const run = new Run();
    const live = new LiveRuns();
    live.add(run);
    assert.equal(live.poke('wf-1'), false);
    const document = { actionType: 'st.openPersonPage' };
    const ended = run.execute({ client, document, timeoutMs: 60_000 });
    await service.server.arrived(2);
    completed = true;
    assert.deepEqual([live.poke('wf-2'), live.poke('wf-1')], [false, true]);
    assert.deepEqual((await ended).completion, { success: true });
    assert.equal(service.requests, 3);
    live.delete(run);
    assert.equal(live.poke('wf-1'), false);
  });
});
