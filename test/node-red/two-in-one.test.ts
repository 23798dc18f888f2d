import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { account, canaries, openPerson, run, tab, trigger, type FlowNode } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';
import { entriesIn } from '../support/kills/kills';
import { linkedApi } from '../support/service/linked-api-double';
import { success, type Reply } from '../support/service/misbehaving-server';
import { startNodeRed, type NodeRed } from '../support/node-red/node-red';
import { keepTrackOfFolder, removeFolder } from '../support/processes';
import { message, type Row } from '../support/service/triggers';
import { until } from '../support/until';

const collect = (id: string): FlowNode => ({ id, type: 'test-collect', name: id, wires: [] });

for (const version of hostVersions) {
  describe(`Two Node-REDs ${version} in one user directory`, () => {
    const service = linkedApi();
    let userDir: string;
    let started: NodeRed[];
    let rows: Row[];
    let ended: boolean;
    let posts: number;

    const reply: Reply = (response, request) => {
      if (request.path.startsWith('/inbox')) return success({ messages: rows })(response, request);
      if (request.method === 'POST') {
        posts += 1;
        return success({ workflowId: `wf-${posts}`, workflowStatus: 'pending' })(response, request);
      }
      const workflowId = request.path.split('/').at(-1);
      const completion = { actionType: 'st.openPersonPage', success: true, data: {} };
      const state = ended ? { workflowStatus: 'completed', completion } : { workflowStatus: 'running' };
      return success({ workflowId, ...state })(response, request);
    };
    const start = async () => {
      const flows = [
        account(service.url),
        ...tab(
          't',
          { id: 'go', type: 'inject', props: [{ p: 'payload' }], repeat: '', wires: [['run']] },
          run(['page'], { completion: ['done'] }),
          openPerson('page'),
          trigger('inbox', 'in', ['news']),
          { id: 'states', type: 'status', scope: ['in'], wires: [['shown']] },
          ...['done', 'news', 'shown'].map(collect),
        ),
      ];
      const nodeRed = await startNodeRed({
        version,
        install: 'nodesDir',
        userDir,
        flows,
        credentials: { account: canaries },
      });
      started.push(nodeRed);
      return nodeRed;
    };
    const underWay = async (nodeRed: NodeRed, count: number) => {
      await nodeRed.inject('go');
      await until(() => entriesIn(userDir).filter(({ entry }) => entry['at'] === 'running').length === count);
    };
    const asked = async () => {
      await service.server.arrived(service.requests + 3);
    };

    beforeEach(() => {
      userDir = mkdtempSync(join(tmpdir(), 'linkedapi-two-'));
      keepTrackOfFolder(userDir);
      [started, rows, ended, posts] = [[], [], false, 0];
      service.answer(reply);
    });
    afterEach(async () => {
      for (const nodeRed of started) await nodeRed.kill();
      removeFolder(userDir);
    });

    it('deliver everything once, and the second continues when the first is gone', async () => {
      const first = await start();
      await underWay(first, 1);
      await asked();
      const second = await start();
      await second.logged(/Another Node-RED \(process \d+ on .*\) has this user directory/);
      rows = [message('1')];
      await first.next(1, 'news');
      await asked();
      const shown = second.messages('shown').map(({ status }) => (status as { text?: string }).text);
      assert.deepEqual(shown.at(-1), 'standby');
      assert.equal(second.messages().length, shown.length);
      await first.kill();
      rows = [message('2'), message('1')];
      const [news] = await second.next(1, 'news');
      assert.equal((news!.payload as Row).id, '2');
      ended = true;
      const [done] = await second.next(1, 'done');
      assert.equal((done!['linkedapi'] as Row)['resumed'], true);
      await until(() => entriesIn(userDir).length === 0);
      assert.deepEqual([posts, ...['news', 'done'].map((at) => second.messages(at).length)], [1, 1, 1]);
    });

    it('leave the runs of both to a third', async () => {
      const first = await start();
      await underWay(first, 1);
      const second = await start();
      await underWay(second, 2);
      await Promise.all([first.kill(), second.kill()]);
      ended = true;
      const third = await start();
      const done = await third.next(2, 'done');
      assert.deepEqual(done.map(({ linkedapi }) => (linkedapi as Row)['workflowId']).sort(), ['wf-1', 'wf-2']);
      await until(() => entriesIn(userDir).length === 0);
      assert.equal(posts, 2);
    });
  });
}
