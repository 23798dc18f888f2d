import assert from 'node:assert/strict';
import { account, openPerson, probe, run, tab, workflow, type FlowNode } from '../../support/flows/flows';
import { completing, linkedApi, played } from '../../support/service/linked-api-double';
import { failure, hang, readToTheEnd, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';

/** Workflows that run until they are cancelled, and then fail, as on the sandbox. */
function endless(cancelled: boolean | Reply = true): Reply {
  const gone = new Set<string>();
  let started = 0;
  return (response, request) => {
    if (request.method === 'POST')
      return success({ workflowId: `wf-${++started}`, workflowStatus: 'running' })(response, request);
    const workflowId = request.path.split('/').at(-1)!;
    if (request.method === 'DELETE') {
      if (typeof cancelled === 'function') return cancelled(response, request);
      if (cancelled) gone.add(workflowId);
      return success({ cancelled })(response, request);
    }
    const ended = { workflowStatus: 'failed', failure: { reason: 'whatever', message: 'it is gone' } };
    success({ workflowId, ...(gone.has(workflowId) ? ended : { workflowStatus: 'running' }) })(response, request);
  };
}

const done = (workflowId: string) => ({
  workflowId,
  workflowStatus: 'completed',
  completion: { actionType: 'st.openPersonPage', success: true, data: { name: 'Ada' } },
});

describe('A message with linkedapi.cancel', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const flow = () => [
    account(service.url),
    ...tab('t', run(['page'], { completion: ['out'] }), openPerson('page'), probe('out')),
  ];
  const cancel = (what: unknown, _msgid = 'the cancel') => nr.send({ _msgid, linkedapi: { cancel: what } });
  const running = (count: number) =>
    nr.until(() => nr.statuses('run').at(-1) === (count === 1 ? 'blue dot running' : `blue dot ${count} running`));
  const ends = () => nr.at('caught').map(({ _msgid, error }) => [_msgid, error.code as string]);
  const deletes = () => service.server.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path);

  async function started(reply: Reply, count = 1): Promise<void> {
    service.answer(reply);
    await nr.deploy(flow());
    for (let index = 1; index <= count; index++) {
      nr.send({ _msgid: `m${index}` });
      await running(index);
    }
  }

  it('ends that run as cancelled, once, and leaves the others', async () => {
    await started(endless(), 2);
    cancel('wf-1');
    cancel(' wf-1 ', 'once more');
    await nr.arrived('caught', 1);
    await nr.arrived('completed', 2);
    await settled();
    assert.deepEqual(ends(), [['m1', 'cancelled']]);
    assert.deepEqual(
      nr.at('completed').map(({ _msgid }) => _msgid),
      ['the cancel', 'once more'],
    );
    assert.deepEqual(deletes(), ['/workflows/wf-1']);
    assert.equal(nr.statuses('run').at(-1), 'blue dot running');
    assert.deepEqual(nr.at('out'), []);
  });

  it('ends all with “all”, without an error if there are none', async () => {
    await started(endless(), 3);
    cancel('all');
    await nr.arrived('caught', 3);
    await nr.arrived('completed', 1);
    assert.deepEqual(
      ends().sort(),
      [1, 2, 3].map((index) => [`m${index}`, 'cancelled']),
    );
    cancel('all', 'again');
    await nr.arrived('completed', 2);
    assert.equal(service.documents().length, 3);
    assert.equal(deletes().length, 3);
  });

  it('ends a run that has not been sent yet without sending it', async () => {
    service.answer(endless());
    await nr.deploy(flow());
    nr.send({ _msgid: 'm1' });
    cancel('all');
    await nr.arrived('caught');
    await nr.arrived('completed');
    assert.deepEqual(ends(), [['m1', 'cancelled']]);
    assert.match(nr.at('caught')[0]!['error'].message as string, /nothing was started/);
    assert.equal(service.requests, 0);
  });

  it('ends a refused run at once that is waiting to be sent again', async () => {
    const { reply, read } = readToTheEnd(failure('tooManyRequests', 'Slow down.', 429, { 'retry-after': '600' }));
    service.answer(reply);
    await nr.deploy(flow());
    nr.send({ _msgid: 'm1' });
    await read;
    await settled();
    cancel('all');
    await nr.arrived('caught');
    await nr.arrived('completed');
    assert.deepEqual(ends(), [['m1', 'cancelled']]);
    assert.match(nr.at('caught')[0]!['error'].message as string, /nothing was started/);
    assert.equal(service.requests, 1);
  });

  it('sent while a run is being started cancels it as soon as it has an id', async () => {
    const reply = endless();
    let answer: () => void = () => undefined;
    service.answer((response, request) => {
      if (request.method === 'POST') answer = () => reply(response, request);
      else reply(response, request);
    });
    await nr.deploy(flow());
    nr.send({ _msgid: 'm1' });
    await service.server.arrived(1);
    cancel('all');
    await settled();
    answer();
    await nr.arrived('caught');
    assert.deepEqual([ends(), deletes()], [[['m1', 'cancelled']], ['/workflows/wf-1']]);
  });

  it('sent while a start fails leaves the run its error', async () => {
    let answer: () => void = () => undefined;
    service.answer((response, request) => {
      answer = () => failure('subscriptionRequired', 'It has lapsed.')(response, request);
    });
    await nr.deploy(flow());
    nr.send({ _msgid: 'm1' });
    await service.server.arrived(1);
    cancel('all');
    await settled();
    answer();
    await nr.arrived('caught', 2);
    assert.deepEqual(ends().sort(), [
      ['m1', 'subscriptionRequired'],
      ['the cancel', 'tooLate'],
    ]);
  });

  for (const [what, value, code] of [
    ['of an id that does not run here', 'wf-9', 'unknownWorkflow'],
    ['that is empty', '', 'invalidCancel'],
    ['that is undefined', undefined, 'invalidCancel'],
    ['that is a number', 7, 'invalidCancel'],
    ['that is a list', ['wf-1'], 'invalidCancel'],
  ] as const)
    it(`${what} says so, and never starts a run`, async () => {
      await nr.deploy(flow());
      const { error } = await nr.fail({ linkedapi: { cancel: value } });
      assert.equal(error.code, code);
      assert.match(
        error.message as string,
        value === 'wf-9' ? /no workflow wf-9 under way.*workflow node/ : /workflow, or “all”/,
      );
      assert.equal(service.requests, 0);
    });

  it('says when it was too late, and when Linked API cannot be reached; the run continues', async () => {
    await started(endless(false));
    cancel('wf-1');
    await nr.arrived('caught', 1);
    service.answer(endless(failure('tooManyRequests', 'Slow down.')));
    cancel('wf-1');
    await nr.arrived('caught', 2);
    assert.deepEqual(ends(), [
      ['the cancel', 'tooLate'],
      ['the cancel', 'tooManyRequests'],
    ]);
    service.answer(completing((): unknown => played({ actionType: 'st.openPersonPage' })));
    await nr.arrived('out');
    await settled();
    assert.equal(nr.at('caught').length, 2);
  });

  it('is neither done nor failed when the node is redeployed', async () => {
    await started(endless(hang()));
    const asked = service.server.arrived(service.requests + 1);
    cancel('wf-1');
    await asked;
    await nr.redeploy([
      ...flow().filter(({ id }) => id !== 'run'),
      ...tab('t', run(['page'], {}, { name: 'new' })).slice(1),
    ]);
    await settled();
    assert.deepEqual([nr.at('caught'), nr.at('completed')], [[], []]);
  });
});

describe('The workflow node', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const deploy = (more: object, ...others: FlowNode[]) =>
    nr.deploy([account(service.url), ...tab('t', workflow('wf', ['out'], more), probe('out'), ...others)]);
  const id = { linkedapi: { workflowId: 'wf-1', label: 'old' } };

  it('sends the state of a workflow', async () => {
    await deploy({ operation: 'status' });
    service.answer(success({ workflowId: 'wf-1', workflowStatus: 'pending', pendingReason: 'queued' }));
    await nr.run({ ...id, topic: 'kept' }, 'wf');
    assert.equal(nr.statuses('wf').at(-1), 'blue dot queued');
    service.answer(success(done('wf-1')));
    await nr.run(id, 'wf');
    assert.equal(nr.statuses('wf').at(-1), 'green dot completed');
    const [first, second] = nr.at('out');
    assert.deepEqual(first?.payload, { workflowId: 'wf-1', workflowStatus: 'pending', pendingReason: 'queued' });
    assert.deepEqual(
      [first?.['topic'], first?.['linkedapi']],
      ['kept', { workflowId: 'wf-1', workflowStatus: 'pending' }],
    );
    assert.deepEqual(second?.payload, { workflowId: 'wf-1', workflowStatus: 'completed' });
    assert.ok(service.server.requests.every(({ method, path }) => method === 'GET' && path === '/workflows/wf-1'));
  });

  it('sends the completion of one that has finished', async () => {
    await deploy({ operation: 'result' });
    service.answer(success(done('wf-1')));
    await nr.run(id, 'wf');
    assert.deepEqual(nr.payloads('out'), [done('wf-1').completion]);
    assert.equal(service.requests, 1);
  });

  it('says when there is no result yet, and why a workflow failed', async () => {
    await deploy({ operation: 'result' });
    service.answer(success({ workflowId: 'wf-1', workflowStatus: 'running' }));
    const { error } = await nr.fail(id, 'wf');
    assert.deepEqual([error.code, error.cause], ['notFinished', { workflowId: 'wf-1', workflowStatus: 'running' }]);
    assert.equal(nr.statuses('wf').at(-1), 'red ring notFinished');
    service.answer(success({ workflowStatus: 'failed', failure: { reason: 'languageNotSupported', message: 'Hm.' } }));
    assert.equal((await nr.fail(id, 'wf'))['error'].code, 'languageNotSupported');
    service.answer(failure('workflowNotFound', 'There is none.'));
    assert.equal((await nr.fail(id, 'wf'))['error'].code, 'workflowNotFound');
    assert.deepEqual(nr.at('out'), []);
  });

  it('waits for the end, showing the state', async () => {
    await deploy({ operation: 'wait' });
    let asked = 0;
    service.answer((response, request) => {
      const state = asked++ < 2 ? { workflowId: 'wf-1', workflowStatus: 'running' } : done('wf-1');
      success(state)(response, request);
    });
    await nr.run(id, 'wf');
    assert.deepEqual(nr.payloads('out'), [done('wf-1').completion]);
    assert.deepEqual(nr.statuses('wf').filter(Boolean), ['blue dot queued', 'blue dot running', 'green dot completed']);
    assert.equal(service.requests, 3);
  });

  it('stops waiting after its time', async () => {
    await deploy({ operation: 'wait', timeout: 0.000_03 });
    service.answer(success({ workflowId: 'wf-1', workflowStatus: 'running' }));
    assert.equal((await nr.fail(id, 'wf'))['error'].code, 'workflowTimeout');
  });

  it('stops waiting when it is closed: a warning, and nothing else', async () => {
    await deploy({ operation: 'wait' }, workflow('other', [], { operation: 'wait' }));
    service.answer(success({ workflowStatus: 'running' }));
    nr.send(id, 'wf');
    await service.server.arrived(2);
    const warned = nr.warned('wf');
    nr.node('wf').close();
    await warned;
    // Meanwhile another one, which started later, has polled three times.
    const asked = (workflowId: string) =>
      service.server.requests.filter(({ path }) => path.endsWith(workflowId)).length;
    const before = asked('wf-1');
    nr.send({ linkedapi: { workflowId: 'wf-2' } }, 'other');
    await nr.until(() => nr.statuses('other').at(-1) === 'blue dot running');
    await service.server.arrived(service.requests + 3);
    assert.match(nr.warnings()[0]!, /“workflow” was redeployed while it asked about the workflow wf-1/);
    assert.deepEqual([nr.at('caught'), nr.at('completed'), nr.at('out')], [[], [], []]);
    assert.equal(asked('wf-1'), before);
    assert.equal(nr.statuses('wf').at(-1), '');
  });

  it('cancels a workflow from anywhere, and says whether that worked', async () => {
    await deploy({ operation: 'cancel' });
    service.answer(success({ cancelled: true }), success({ cancelled: false }));
    await nr.run(id, 'wf');
    assert.equal(nr.statuses('wf').at(-1), 'grey ring cancelled');
    await nr.run(id, 'wf');
    assert.equal(nr.statuses('wf').at(-1), 'grey ring too late');
    assert.deepEqual(nr.payloads('out'), [{ cancelled: true }, { cancelled: false }]);
    assert.deepEqual(
      service.server.requests.map(({ method }) => method),
      ['DELETE', 'DELETE'],
    );
  });

  it('ends a run that waits here as cancelled, once', async () => {
    service.answer(endless());
    await deploy({ operation: 'cancel' }, run(['page'], { completion: ['out'] }), openPerson('page'));
    nr.send({ _msgid: 'm1' });
    await nr.until(() => nr.statuses('run').at(-1) === 'blue dot running');
    nr.send(id, 'wf');
    await nr.arrived('out');
    await nr.arrived('caught');
    await settled();
    assert.deepEqual(
      nr.at('caught').map(({ error }) => error.code as string),
      ['cancelled'],
    );
    assert.deepEqual(nr.payloads('out'), [{ cancelled: true }]);
    assert.equal(nr.statuses('run').at(-1), 'grey ring cancelled');
  });

  it('takes operation and id from the chosen places', async () => {
    const flowId = { type: 'jsonata', value: '"wf-" & $string(number)' };
    await deploy({ operation: 'msg', workflowId: flowId });
    service.answer(success({ cancelled: true }), success(done('wf-8')));
    await nr.run({ number: 7, linkedapi: { operation: 'cancel' } }, 'wf');
    await nr.run({ number: 8, linkedapi: { operation: 'result' } }, 'wf');
    assert.deepEqual(
      service.server.requests.map(({ method, path }) => `${method} ${path}`),
      ['DELETE /workflows/wf-7', 'GET /workflows/wf-8'],
    );
    const { error } = await nr.fail({ number: 9, linkedapi: { operation: 'delete' } }, 'wf');
    assert.deepEqual([error.code, service.requests], ['unknownOperation', 2]);
    assert.equal((await nr.fail({ number: 9 }, 'wf'))['error'].code, 'unknownOperation');
  });

  it('sends no request without an id', async () => {
    await deploy({ operation: 'result' });
    for (const linkedapi of [undefined, null, {}, { workflowId: '' }, { workflowId: 7 }, 'wf-1']) {
      assert.equal((await nr.fail({ linkedapi }, 'wf'))['error'].code, 'workflowIdRequired');
    }
    assert.equal(service.requests, 0);
  });

  for (const [what, more, code] of [
    ['with an id that cannot be read', { workflowId: { type: 'json', value: '{' } }, 'workflowIdRequired'],
    ['without an account', { workflowId: 'wf-1', account: 'nobody' }, 'accountRequired'],
  ] as const)
    it(`sends no request ${what}`, async () => {
      await deploy({ operation: 'result', ...more });
      assert.equal((await nr.fail(id, 'wf'))['error'].code, code);
      assert.equal(service.requests, 0);
    });
});
