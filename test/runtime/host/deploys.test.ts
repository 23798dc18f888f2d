import assert from 'node:assert/strict';
import {
  account,
  action,
  changed,
  openPerson,
  probe,
  run,
  tab,
  trigger,
  usage,
  webhook,
  workflow,
  type FlowNode,
} from '../../support/flows/flows';
import { completing, linkedApi, telling as stateOf } from '../../support/service/linked-api-double';
import { success } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';
import { message, telling, userDirFor, type Row } from '../../support/service/triggers';

/** The node after ours: it is redeployed and closes slowly. */
const behind = (more: object = {}): FlowNode => ({
  ...{ id: 'behind', type: 'function', func: 'return msg;', outputs: 1, wires: [['out']] },
  ...more,
});

describe('While the next node is redeployed', () => {
  const nr = nodeRed();
  userDirFor(nr);
  const service = linkedApi();
  let flow: FlowNode[];

  /** Deploys, then redeploys the node after ours; resolves when that node is closing, with a function that lets it finish. */
  async function deploying(...nodes: FlowNode[]): Promise<() => Promise<void>> {
    flow = [account(service.url), ...tab('t', ...nodes, behind(), probe('out'))];
    await nr.deploy(flow);
    return restarting();
  }

  async function restarting(): Promise<() => Promise<void>> {
    let letGo = () => {};
    const closing = new Promise<void>((resolve) => {
      nr.node('behind').on('close', ((done: () => void) => {
        letGo = done;
        resolve();
      }) as () => void);
    });
    const deployed = nr.redeploy(changed(flow, { behind: { name: 'another' } }));
    await closing;
    return async () => {
      letGo();
      await deployed;
    };
  }

  const asked = async (count = 3) => {
    await service.server.arrived(service.requests + count);
    await settled();
  };

  it('a trigger keeps its messages until it is there', async () => {
    service.answer(telling([]));
    flow = [account(service.url), ...tab('t', trigger('inbox', 'in', ['behind']), behind(), probe('out'))];
    await nr.deploy(flow);
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
    const goOn = await restarting();
    service.answer(telling(['1', '2', '3'].map((id) => message(id))));
    await asked(1);
    assert.deepEqual(nr.at('out'), []);
    await goOn();
    await nr.arrived('out', 3);
    await asked();
    assert.deepEqual(
      nr.payloads('out').map((one) => (one as Row).id),
      ['1', '2', '3'],
    );
    assert.ok(nr.at('out').every(({ linkedapi }) => !('redelivered' in (linkedapi as object))));
  });

  it('a run keeps its results, in every way of sending', async () => {
    for (const delivery of ['each', 'array']) {
      service.answer(stateOf({ workflowStatus: 'running' }));
      const ports = { completion: ['behind'], labels: { page: ['behind'] } };
      const nodes = [run(['page'], ports, { delivery }), openPerson('page', ['behind'], { label: 'page' })];
      flow = [account(service.url), ...tab('t', ...nodes, behind(), probe('out'))];
      await nr.deploy(flow);
      nr.send({});
      await nr.until(() => nr.statuses('run').includes('blue dot running'));
      const goOn = await restarting();
      const completion = { actionType: 'st.openPersonPage', label: 'page', success: true, data: {} };
      service.answer(stateOf({ workflowStatus: 'completed', completion }));
      await asked(1);
      assert.deepEqual(nr.at('out'), []);
      await goOn();
      await nr.arrived('out', 3);
      await nr.arrived('completed');
      assert.equal(nr.at('out').length, 3);
    }
  });

  it('a run keeps results whose messages were being created when the deploy started', async () => {
    const found = Array.from({ length: 5000 }, (_, index) => ({ name: `Person ${index}`, about: 'x'.repeat(900) }));
    service.answer(completing(() => ({ actionType: 'st.searchPeople', success: true, data: found })));
    const ports = { completion: ['behind'], labels: { people: ['behind'] } };
    flow = [
      account(service.url),
      ...tab(
        't',
        run(['search'], ports, { delivery: 'array' }),
        action('st.searchPeople', 'search', [], { params: { term: 'x' }, label: 'people' }),
        behind(),
        probe('out'),
      ),
    ];
    await nr.deploy(flow);
    const { util } = nr.runtime();
    const cloneMessage = util.cloneMessage.bind(util);
    let began: (goOn: Promise<() => Promise<void>>) => void = () => undefined;
    const goOn = new Promise<() => Promise<void>>((resolve) => (began = resolve));
    // The second clone of the message is the first for a receiver.
    let clones = 0;
    util.cloneMessage = (one) => {
      if ((clones += 1) === 2) began(restarting());
      return cloneMessage(one);
    };
    try {
      nr.send({ own: {} });
      const finish = await goOn;
      await settled();
      assert.deepEqual(nr.at('out'), []);
      await finish();
      await nr.arrived('completed');
      await settled();
      assert.deepEqual(
        nr.at('out').map(({ payload }) => (Array.isArray(payload) ? payload.length : payload.actionType)),
        [1, 'st.searchPeople'],
      );
    } finally {
      util.cloneMessage = cloneMessage;
    }
  });

  it('an event is not accepted, and does not count as a repetition when it comes again', async () => {
    const goOn = await deploying(webhook('hook', [['behind'], [], [], [], []], { unsigned: 'accept' }));
    const send = () =>
      fetch(`${nr.url()}/linkedapi`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ id: 'one', type: 'workflow.completed', data: { workflowId: 'wf-1' } }),
      });
    assert.equal((await send()).status, 503);
    await goOn();
    const answer = await send();
    assert.deepEqual([answer.status, await answer.json()], [200, { ok: true }]);
    const [arrived] = await nr.arrived('out');
    assert.equal(arrived!['topic'], 'workflow.completed');
  });

  it('other nodes answer afterwards', async () => {
    const asking = [
      workflow('state', ['behind']),
      usage('usage', ['behind'], { limits: false }),
      trigger('inbox', 'in', ['behind'], { start: 'input' }),
    ];
    const answers = { state: { workflowId: 'wf-1', workflowStatus: 'running' }, usage: [], in: { messages: [] } };
    for (const [id, result] of Object.entries(answers)) {
      service.answer(success(result));
      const goOn = await deploying(...asking);
      nr.send({ linkedapi: { workflowId: 'wf-1' } }, id);
      await asked(1);
      assert.deepEqual(nr.at('out'), [], id);
      await goOn();
      await nr.arrived('out');
      await nr.arrived('completed');
    }
  });

  it('an error reaches a Catch node that is redeployed, too', async () => {
    const caught: FlowNode = { id: 'behind', type: 'catch', scope: ['run'], uncaught: false, wires: [['out']] };
    flow = [
      account(service.url),
      ...tab('t', run(['page']), openPerson('page', [], { params: {} }), caught, probe('out')),
    ];
    await nr.deploy(flow);
    const goOn = await restarting();
    nr.send({ own: 1 });
    await settled();
    await goOn();
    const [message] = await nr.arrived('out');
    assert.deepEqual([message!['own'], message!['error'].code], [1, 'invalidWorkflow']);
  });
});
