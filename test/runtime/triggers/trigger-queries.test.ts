import assert from 'node:assert/strict';
import { account, probe, tab, trigger } from '../../support/flows/flows';
import { linkedApi } from '../../support/service/linked-api-double';
import { failure, hang, success, type Reply } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';
import { inMinutes, message, telling, userDirFor, type Row } from '../../support/service/triggers';

describe('A message to a trigger node', () => {
  const nr = nodeRed();
  userDirFor(nr);
  const service = linkedApi();
  const flow = (more: object = {}, kind = 'inbox') => [
    account(service.url),
    ...tab('t', trigger(kind, 'in', ['out'], { start: 'input', ...more }), probe('out')),
  ];
  const body = () => JSON.parse(service.server.requests.at(-1)!.body) as unknown;

  it('gets everything, oldest first and filtered, any number of times', async () => {
    service.answer(
      telling([
        message('3', { time: inMinutes(-1) }),
        message('us', { sender: 'us' }),
        message('1', { time: '2026-01-01T00:00:00Z' }),
      ]),
    );
    await nr.deploy(flow({ sender: 'them' }));
    for (let turn = 0; turn < 2; turn++) await nr.run({ topic: 'kept' }, 'in');
    const [first, second] = nr.at('out');
    assert.deepEqual(
      (first!['payload'] as Row[]).map(({ id }) => id),
      ['1', '3'],
    );
    assert.deepEqual([first!['topic'], first!['linkedapi']], ['kept', { query: { sender: 'them' } }]);
    assert.deepEqual(second!['payload'], first!['payload']);
    assert.deepEqual([body(), service.requests], [{}, 2]);
  });

  it('may request something else', async () => {
    service.answer(telling([]));
    await nr.deploy(flow({ kind: 'st' }));
    await nr.run({ linkedapi: { query: { since: '2026-05-01', type: 'nv', threadId: '2-x' } } }, 'in');
    assert.deepEqual(body(), { since: '2026-05-01T00:00:00.000Z', type: 'nv', threadId: '2-x' });
    assert.deepEqual(nr.payloads('out'), [[]]);
  });

  it('fails with what is wrong, once', async () => {
    await nr.deploy(flow());
    const bad = await nr.fail({ linkedapi: { query: { since: 'yesterday' } } }, 'in');
    assert.equal(bad['error'].code, 'invalidQuery');
    service.answer(failure('conversationsNotSynced', 'no'));
    const unsynced = await nr.fail({}, 'in');
    assert.equal(unsynced['error'].code, 'conversationsNotSynced');
    assert.match(unsynced['error'].message as string, /syncInbox/);
  });

  it('is neither done nor failed when the node is redeployed', async () => {
    await nr.deploy(flow());
    service.answer(hang());
    nr.send({}, 'in');
    await service.server.arrived(1);
    await nr.redeploy(flow({ sender: 'us' }));
    await settled();
    assert.deepEqual([nr.at('caught'), nr.at('completed'), nr.at('out')], [[], [], []]);
    assert.match(nr.warnings().join(), /redeployed/);
  });

  it('does not affect what the node sends by itself', async () => {
    service.answer(telling([]));
    await nr.deploy(flow({ start: 'now' }));
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
    service.answer(telling([message('1')]));
    nr.send({ topic: 'query' }, 'in');
    await nr.arrived('out', 2);
    assert.equal(nr.at('out').filter(({ payload }) => !Array.isArray(payload)).length, 1);
  });
});

describe('The conversations node', () => {
  const nr = nodeRed();
  userDirFor(nr);
  const service = linkedApi();
  const [ada, bob] = ['https://www.linkedin.com/in/ada', 'https://www.linkedin.com/in/bob'];
  const flow = (more: object = {}) => [
    account(service.url),
    ...tab(
      't',
      trigger('conversations', 'in', ['out'], { kind: 'st', people: `${ada}\n${bob}`, ...more }),
      probe('out'),
    ),
  ];
  type Asked = { personUrl: string; type: string; since?: string }[];
  const conversations =
    (messages: Record<string, Row[]>, more: object = {}): Reply =>
    (response, request) => {
      const wanted = (JSON.parse(request.body) as Asked).filter(({ personUrl }) => !messages[personUrl]);
      if (wanted.length > 0) return failure('conversationsNotSynced', 'One of them is not synced.')(response, request);
      const found = (JSON.parse(request.body) as Asked).map(({ personUrl, type }) => ({
        ...{ personUrl, personUrn: 'urn:li:member:1', type, messages: messages[personUrl], ...more },
      }));
      success(found.reverse())(response, request);
    };

  it('sends messages with their sender, each conversation from its own start', async () => {
    service.answer(conversations({ [ada]: [message('old', { time: inMinutes(-1) })], [bob]: [] }));
    await nr.deploy(flow());
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
    service.answer(
      conversations({ [ada]: [message('a')], [bob]: [message('b', { sender: 'us', time: inMinutes(2) })] }),
    );
    await nr.arrived('out', 2);
    const sent = nr
      .at('out')
      .map(({ topic, payload }) => [topic as string, (payload as Row).id, (payload as Row)['personUrl']]);
    assert.deepEqual(sent, [
      ['conversation.messageReceived', 'a', ada],
      ['conversation.messageSent', 'b', bob],
    ]);
  });

  it('sends what it can, and names those whose conversation is not followed', async () => {
    service.answer(conversations({ [ada]: [] }));
    await nr.deploy(flow());
    await nr.arrived('caught');
    assert.deepEqual(
      [nr.at('caught')[0]!['error'].code, nr.at('caught')[0]!['error'].cause],
      ['conversationsNotSynced', { people: [bob] }],
    );
    assert.match(nr.at('caught')[0]!['error'].message as string, /bob.*st\.syncConversation/);
    service.answer(conversations({ [ada]: [message('a')] }));
    await nr.arrived('out');
    assert.equal(nr.at('caught').length, 1);
  });

  it('says when following has ended', async () => {
    service.answer(conversations({ [ada]: [], [bob]: [] }, { syncUntil: inMinutes(-1) }));
    await nr.deploy(flow());
    await nr.arrived('caught');
    assert.deepEqual(nr.at('caught')[0]!['error'].cause, { people: [ada, bob] });
  });

  it('polls people by their addresses in order, and refuses what is not an address', async () => {
    service.answer(conversations({ [ada]: [], [bob]: [] }));
    await nr.deploy(flow({ people: `“${ada}\u200b”, linkedin.com/in/bob` }));
    await nr.until(() => nr.statuses('in').includes('green ring listening'));
    const asked = (JSON.parse(service.server.requests.at(-1)!.body) as Asked).map(({ personUrl }) => personUrl);
    assert.deepEqual(asked, [ada, 'https://www.linkedin.com/in/bob']);
    const { requests } = service;
    await nr.deploy(flow({ people: `${ada}\u200b1` }));
    await nr.arrived('caught');
    assert.equal(nr.at('caught')[0]!['error'].code, 'invalidQuery');
    assert.match(nr.at('caught')[0]!['error'].message as string, /a zero-width space \(U\+200B\) at place 32/);
    assert.equal(service.requests, requests);
  });

  it('says that no people are given', async () => {
    await nr.deploy(flow({ people: ' ' }));
    await nr.arrived('caught');
    assert.equal(nr.at('caught')[0]!['error'].code, 'personUrlRequired');
    assert.equal(service.requests, 0);
  });
});
