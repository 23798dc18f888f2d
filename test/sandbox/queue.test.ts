import assert from 'node:assert/strict';
import { Queue } from '../../src/sandbox/engine/queue';
import { actions, person, Served, type Envelope } from '../support/service/served';

const ssi = { actionType: 'st.retrieveSSI' };
const everyone = {
  actionType: 'st.searchPeople',
  limit: 1000,
  then: {
    actionType: 'st.doForPeople',
    then: {
      actionType: 'st.openPersonPage',
      basicInfo: true,
      then: [{ actionType: 'st.retrievePersonSkills' }, { actionType: 'st.retrievePersonExperience' }],
    },
  },
};

describe('sandbox: the life of a workflow', () => {
  it('is never completed within the POST; ids are wf- and a UUID', async () => {
    const served = await Served.start();
    try {
      for (let round = 0; round < 20; round++) {
        const started = await served.start(ssi);
        assert.match(started.workflowId, /^wf-[0-9a-f]{8}-[0-9a-f-]{27}$/);
        assert.ok(['pending', 'running'].includes(started.workflowStatus));
        assert.equal('completion' in started, false);
        const ended = await served.ended(started.workflowId);
        assert.deepEqual(Object.keys(ended), ['workflowId', 'workflowStatus', 'completion']);
      }
    } finally {
      await served.close();
    }
  });

  it('one at a time in an account, in order; accounts do not wait for each other', async () => {
    const served = await Served.start({ speed: 'real' });
    try {
      const first = await served.start(ssi);
      const second = await served.start([ssi, ssi]);
      const other = await served.start(ssi, 'core');
      assert.equal(first.workflowStatus, 'running');
      assert.deepEqual([second.workflowStatus, second.pendingReason], ['pending', 'queued']);
      assert.equal(other.workflowStatus, 'running');
      assert.deepEqual(await served.cancel(first.workflowId), { cancelled: true });
      assert.equal((await served.state(second.workflowId)).workflowStatus, 'running');
      assert.equal('pendingReason' in (await served.state(second.workflowId)), false);
      assert.deepEqual(await served.cancel(second.workflowId), { cancelled: true });
      assert.deepEqual(await served.cancel(second.workflowId), { cancelled: false });
    } finally {
      await served.close();
    }
  });

  it('a workflow cancelled while pending never runs; the next one does', async () => {
    const served = await Served.start();
    try {
      const running = await served.start(everyone);
      const invite = await served.start({
        actionType: 'st.sendConnectionRequest',
        personUrl: person('amelie-hoffmann'),
      });
      const status = await served.start({
        actionType: 'st.checkConnectionStatus',
        personUrl: person('amelie-hoffmann'),
      });
      assert.deepEqual(await served.cancel(invite.workflowId), { cancelled: true });
      assert.equal((await served.ended(invite.workflowId)).failure?.reason, 'cancelled');
      assert.equal((await served.ended(running.workflowId)).workflowStatus, 'completed');
      const { completion } = await served.ended(status.workflowId);
      assert.deepEqual((completion as { data: unknown }).data, { connectionStatus: 'notConnected' });
    } finally {
      await served.close();
    }
  });

  it('a finished workflow cannot be cancelled and keeps its result', async () => {
    const served = await Served.start();
    try {
      const { workflowId } = await served.start(ssi);
      const ended = await served.ended(workflowId);
      assert.deepEqual(await served.cancel(workflowId), { cancelled: false });
      assert.deepEqual(await served.state(workflowId), ended);
    } finally {
      await served.close();
    }
  });

  it('a large workflow lets others be served meanwhile', async () => {
    const served = await Served.start();
    try {
      const { workflowId } = await served.start(everyone);
      let seenRunning = 0;
      for (;;) {
        const { workflowStatus, completion } = await served.state(workflowId);
        if (workflowStatus === 'completed') {
          assert.equal((completion as { data: unknown[] }).data.length, 1000);
          break;
        }
        assert.equal(workflowStatus, 'running');
        seenRunning++;
      }
      assert.ok(seenRunning > 1);
    } finally {
      await served.close();
    }
  });

  it('fast takes some time and ends', async () => {
    const served = await Served.start({ speed: 'fast' });
    try {
      const { workflowId } = await served.start([ssi, ssi]);
      assert.equal((await served.state(workflowId)).workflowStatus, 'running');
      assert.equal((await served.ended(workflowId)).workflowStatus, 'completed');
    } finally {
      await served.close();
    }
  });

  it('forgets finished workflows beyond a bound, oldest first, never the latest or a waiting one', async () => {
    const queue = new Queue({ says: '' }, () => Promise.resolve({ actionType: 'x', success: true }), assert.fail);
    const ids: string[] = [];
    for (let round = 0; round < 620; round++) {
      const { workflowId } = queue.start([]);
      ids.push(workflowId);
      while (queue.state(workflowId)?.state.workflowStatus === 'running') await new Promise(setImmediate);
      assert.equal(queue.state(workflowId)?.state.workflowStatus, 'completed');
    }
    const kept = ids.filter((id) => queue.state(id));
    assert.deepEqual(kept, ids.slice(-500));
  });

  it('an action that ends with an error it does not document is a fault of the sandbox: unexpectedError, and logged', async () => {
    const wrong = actions.map((action) =>
      action.type === 'st.retrieveSSI'
        ? {
            ...action,
            simulate: ({ fail }: { fail: (type: string) => Error }) => {
              throw fail('noteTooLong');
            },
          }
        : action.type === 'st.retrievePerformance'
          ? {
              ...action,
              simulate: () => {
                throw new TypeError('broken');
              },
            }
          : action,
    );
    const served = await Served.start({ actions: wrong });
    try {
      const found = await served.complete<Envelope[]>([ssi, { actionType: 'st.retrievePerformance' }]);
      assert.deepEqual(
        found.map(({ error }) => error?.type),
        ['unexpectedError', 'unexpectedError'],
      );
      assert.match(served.log[0]!, /st\.retrieveSSI.*noteTooLong/);
      assert.match(served.log[1]!, /st\.retrievePerformance.*broken/);
    } finally {
      await served.sandbox.close();
    }
  });
});
