import assert from 'node:assert/strict';
import { ScheduledEvents } from '../../src/sandbox/account/scheduled-events';
import { Served, company, person, type Envelope } from '../support/service/served';

interface Message {
  id: string;
  type: string;
  threadId: string;
  personPublicUrl: string;
  sender: string;
  text: string;
  time: string;
}
interface Event {
  id: string;
  type: string;
  personUrl: string;
  detectedAt: string;
}

describe('sandbox: inbox, network and invitations', () => {
  let served: Served;
  beforeEach(async () => {
    served = await Served.start();
  });
  afterEach(() => served.close());

  const act = (actionType: string, more: object = {}) => served.complete<Envelope>({ actionType, ...more });
  const inbox = async (query: object = {}) =>
    (await served.result<{ messages: Message[] }>('POST', '/inbox/poll', query)).messages;
  const network = async (query: object = {}) =>
    (await served.result<{ events: Event[] }>('POST', '/network/poll', query)).events;
  const to = (slug: string) => ({ personUrl: person(slug) });

  /** Polls until a condition holds; on the sandbox, time passes with polls. */
  async function until<T>(poll: () => Promise<T[]>, holds: (found: T[]) => boolean): Promise<T[]> {
    for (let turn = 0; turn < 20; turn++) {
      const found = await poll();
      if (holds(found)) return found;
    }
    return assert.fail('it never came');
  }

  it('an inbox is empty before it is synced, and then has what is newer, newest first', async () => {
    assert.equal((await served.refused('POST', '/inbox/poll', { body: {} })).type, 'conversationsNotSynced');
    await act('st.syncInbox');
    assert.deepEqual(await inbox(), []);
    await act('st.sendMessage', { ...to('jonas-lindqvist'), text: 'One.' });
    await act('st.sendMessage', { ...to('rosa-delgado'), text: 'Two.' });
    const [two, one, ...more] = await inbox();
    assert.deepEqual([one!.text, two!.text, more], ['One.', 'Two.', []]);
    assert.deepEqual([one!.sender, one!.type, one!.personPublicUrl], ['us', 'st', person('jonas-lindqvist')]);
    assert.deepEqual(
      (await inbox({ threadId: one!.threadId })).map(({ text }) => text),
      ['One.'],
    );
    assert.equal(
      (await served.refused('POST', '/inbox/poll', { body: { type: 'nv' } })).type,
      'conversationsNotSynced',
    );
  });

  it('gets an answer to the question some time after a message was sent', async () => {
    await act('st.syncInbox');
    await act('st.sendMessage', { ...to('jonas-lindqvist'), text: 'Shall I send you the price list?' });
    assert.equal((await inbox()).length, 1, 'not at once');
    const [answer] = await until(inbox, (found) => found.length === 2);
    assert.equal(answer!.sender, 'them');
    assert.match(answer!.text, /the price list/);
    await act('st.sendMessage', { threadId: answer!.threadId, text: 'Here it is.' });
    const [thanks] = await until(inbox, (found) => found.length === 4);
    assert.doesNotMatch(thanks!.text, /price/);
    for (let turn = 0; turn < 10; turn++) assert.equal((await inbox()).length, 4);
  });

  it('the same seed brings the same answers, after the same number of polls', async () => {
    const play = async (seed: number) => {
      const one = await Served.start({ seed });
      await one.complete([
        { actionType: 'st.syncInbox' },
        { actionType: 'st.sendMessage', ...to('jonas-lindqvist'), text: 'Hello?' },
        { actionType: 'nv.syncInbox' },
        { actionType: 'nv.sendMessage', ...to('rosa-delgado'), subject: 'Hello', text: 'How are you?' },
      ]);
      const received: string[][] = [];
      for (let turn = 0; turn < 8; turn++) {
        const { messages } = await one.result<{ messages: Message[] }>('POST', '/inbox/poll', {});
        received.push(messages.map(({ id, type, text }) => `${id} ${type} ${text}`));
      }
      await one.close();
      return received;
    };
    const once = await play(7);
    assert.equal(once.at(-1)!.length, 4);
    assert.deepEqual(await play(7), once);
  });

  it('at other speeds than instant, others act at their time, polled or not', () => {
    let time = Date.UTC(2026, 4, 4, 9);
    const scheduled = new ScheduledEvents('real', () => new Date(time), 'seed');
    const happened: string[] = [];
    scheduled.schedule(() => happened.push('answered'));
    for (let turn = 0; turn < 20; turn++) scheduled.poll();
    assert.deepEqual(happened, []);
    time += 300_000;
    scheduled.runDue();
    scheduled.poll();
    assert.deepEqual(happened, ['answered']);
  });

  it('a conversation that is followed gets answers, too', async () => {
    await act('nv.syncConversation', to('jonas-lindqvist'));
    await act('nv.sendMessage', { ...to('jonas-lindqvist'), subject: 'Tea', text: 'Green or black?' });
    const poll = async () =>
      (
        await served.result<{ messages: Message[] }[]>('POST', '/conversations/poll', [
          { ...to('jonas-lindqvist'), type: 'nv' },
        ])
      )[0]!.messages;
    const messages = await until(poll, (found) => found.length === 2);
    assert.deepEqual(
      messages.map(({ sender }) => sender),
      ['us', 'them'],
    );
  });

  it('a request is accepted some time after it was sent, if it was not taken back', async () => {
    assert.equal((await served.refused('POST', '/network/poll', { body: {} })).type, 'conversationsNotSynced');
    await act('st.syncNetwork');
    await act('st.sendConnectionRequest', to('amelie-hoffmann'));
    assert.deepEqual(await network({ type: 'connectionAccepted' }), []);
    const [event] = await until(
      () => network({ type: 'connectionAccepted' }),
      (found) => found.length > 0,
    );
    assert.equal(event!.personUrl, person('amelie-hoffmann'));
    assert.deepEqual(Object.keys(event!), ['id', 'type', 'personUrn', 'personUrl', 'detectedAt']);
    const status = await act('st.checkConnectionStatus', to('amelie-hoffmann'));
    assert.deepEqual(status.data, { connectionStatus: 'connected' });

    await act('st.removeConnection', to('amelie-hoffmann'));
    await act('st.sendConnectionRequest', to('amelie-hoffmann'));
    await act('st.withdrawConnectionRequest', to('amelie-hoffmann'));
    for (let turn = 0; turn < 10; turn++) assert.equal((await network({ type: 'connectionAccepted' })).length, 1);
  });

  it('invitations come in once the network is followed', async () => {
    await act('st.syncNetwork');
    const [event] = await until(
      () => network({ type: 'connectionRequestReceived' }),
      (found) => found.length === 2,
    );
    const { data } = await act('st.retrieveInvitations');
    const waiting = (data as { publicUrl: string }[] | undefined)?.map(({ publicUrl }) => publicUrl);
    assert.ok(waiting?.includes(event!.personUrl));
  });

  for (const [kind, address] of [
    ['connect', { personUrl: person('tomas-novak') }],
    ['companyFollow', { companyUrl: company('helio-thermal') }],
    ['newsletterSubscribe', { newsletterUrl: 'https://www.linkedin.com/newsletters/river-notes-7200000000000000000/' }],
  ] as const)
    it(`an invitation to ${kind} can be accepted or ignored, once`, async () => {
      const kinds = async () =>
        ((await act('st.retrieveInvitations')).data as { invitationType: string }[] | undefined)!.filter(
          ({ invitationType }) => invitationType === kind,
        ).length;
      for (const [token, operation] of [
        ['sandbox', 'accept'],
        ['sandbox', 'ignore'],
      ] as const) {
        await served.close();
        served = await Served.start();
        const before = await kinds();
        const answer = { actionType: `st.${operation}Invitation`, invitationType: kind, ...address };
        assert.equal((await served.complete<Envelope>(answer, token)).success, true);
        assert.equal(await kinds(), before - 1);
        assert.equal((await served.complete<Envelope>(answer, token)).error?.type, 'unexpectedError');
        if (kind !== 'connect') continue;
        const { data } = await act('st.checkConnectionStatus', address);
        assert.deepEqual(data, { connectionStatus: operation === 'accept' ? 'connected' : 'notConnected' });
      }
    });

  it('an invitation needs the address of its kind, and no other', async () => {
    const problems = async (params: object) => {
      const body = { actionType: 'st.acceptInvitation', ...params };
      return (await served.refused('POST', '/workflows', { body })).message;
    };
    assert.match(await problems({ invitationType: 'connect' }), /personUrl is missing/);
    assert.match(
      await problems({ invitationType: 'companyFollow', companyUrl: company('x'), ...to('x') }),
      /personUrl is not allowed/,
    );
    assert.match(await problems(to('x')), /invitationType/);
  });

  it('accepting an invitation appears in the network', async () => {
    await act('st.syncNetwork');
    await act('st.acceptInvitation', { invitationType: 'connect', ...to('tomas-novak') });
    const [event] = await network();
    assert.deepEqual([event!.type, event!.personUrl], ['connectionAdded', person('tomas-novak')]);
    assert.deepEqual(await network({ since: '2999-01-01' }), []);
  });

  it('a conversation is managed by its thread, or below the message that goes into it', async () => {
    const manage = { actionType: 'st.manageConversation', operation: 'archive' };
    const sent = await act('st.sendMessage', { ...to('jonas-lindqvist'), text: 'Thanks.', then: manage });
    assert.deepEqual(sent.data, { then: { actionType: 'st.manageConversation', success: true } });
    assert.equal(
      (await act('st.manageConversation', { threadId: '2-nowhere', operation: 'mute' })).error?.type,
      'threadNotFound',
    );
    const below = { ...manage, threadId: '2-x' };
    const { message } = await served.refused('POST', '/workflows', {
      body: { actionType: 'st.sendMessage', ...to('jonas-lindqvist'), text: 'x', then: below },
    });
    assert.match(message, /threadId is not allowed here/);
  });

  for (const [path, bodies] of Object.entries({
    '/inbox/poll': [[], 'x', { since: 'yesterday' }, { type: 'email' }, { threadId: 7 }],
    '/network/poll': [[], null, { since: 5 }, { type: 'connectionLost' }],
  }))
    it(`${path} refuses what it does not know`, async () => {
      for (const body of bodies) {
        assert.equal(
          (await served.refused('POST', path, { body })).type,
          'invalidRequestPayload',
          JSON.stringify(body),
        );
      }
    });
});
