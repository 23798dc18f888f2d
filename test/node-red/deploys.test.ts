import assert from 'node:assert/strict';
import { account, canaries, changed, openPerson, run, tab, trigger, type FlowNode } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';
import { linkedApi } from '../support/service/linked-api-double';
import { success, type Reply } from '../support/service/misbehaving-server';
import { startNodeRed } from '../support/node-red/node-red';
import { message, type Row } from '../support/service/triggers';
import { until } from '../support/until';

for (const version of hostVersions) {
  describe(`A deploy in a Node-RED ${version}`, () => {
    const service = linkedApi();

    it('loses nothing while the next node closes slowly', async () => {
      let rows: Row[] = [];
      let ended = false;
      const answered = new Set<string>();
      const completion = { actionType: 'st.openPersonPage', success: true, data: {} };
      const reply: Reply = (response, request) => {
        const state = ended ? { workflowStatus: 'completed', completion } : { workflowStatus: 'running' };
        const result = request.path.startsWith('/inbox') ? { messages: rows } : { workflowId: 'wf-1', ...state };
        if (ended) answered.add(request.path.startsWith('/inbox') ? 'messages' : 'completion');
        success(result)(response, request);
      };
      service.answer(reply);
      const flows: FlowNode[] = [
        account(service.url),
        ...tab(
          't',
          { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
          run(['page'], { completion: ['behind'] }),
          openPerson('page'),
          trigger('inbox', 'in', ['behind']),
          { id: 'behind', type: 'test-slow', wires: [['seen']] },
          { id: 'seen', type: 'test-collect', name: 'seen', wires: [] },
        ),
      ];
      const credentials = { account: canaries };
      const nodeRed = await startNodeRed({ version, install: 'nodesDir', flows, credentials });
      const asked = (count: number) => service.server.arrived(service.requests + count);
      try {
        await nodeRed.inject('go', { payload: 1 });
        await asked(6);
        const deployed = nodeRed.deploy(changed(flows, { behind: { name: 'another' } }), 'nodes');
        await nodeRed.logged(/test-slow is closing/);
        [rows, ended] = [[message('1'), message('2'), message('3')], true];
        await until(() => answered.size === 2);
        assert.deepEqual(nodeRed.messages('seen'), []);
        await nodeRed.post('/test-slow/close');
        await deployed;
        const seen = await nodeRed.next(4, 'seen');
        await asked(3);
        const ids = seen.map(({ payload }) => (payload as Row).id ?? 'completion').sort();
        assert.deepEqual([ids, nodeRed.messages('seen').length], [['1', '2', '3', 'completion'], 4]);
      } finally {
        await nodeRed.kill();
      }
    });
  });
}
