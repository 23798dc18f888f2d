import assert from 'node:assert/strict';
import { person, company, post, Served, type Envelope } from '../support/service/served';

const since = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

interface Conversation {
  personUrl: string;
  personUrn: string;
  type: string;
  since?: string;
  syncUntil: string;
  messages: { id: string; sender: string; text: string; time: string; threadId: string }[];
}

describe('sandbox: what actions change', () => {
  let served: Served;
  beforeEach(async () => {
    served = await Served.start();
  });
  afterEach(() => served.close());

  const status = async (slug: string, token?: string) =>
    (
      await served.complete<{ data: { connectionStatus: string } }>(
        { actionType: 'st.checkConnectionStatus', personUrl: person(slug) },
        token,
      )
    ).data.connectionStatus;
  const pending = async () =>
    (
      await served.complete<{ data: { publicUrl: string; sentTime: string }[] }>({
        actionType: 'st.retrievePendingRequests',
      })
    ).data;
  const act = (actionType: string, slug: string, more: object = {}) =>
    served.complete<Envelope>({ actionType, personUrl: person(slug), ...more });
  const poll = (slug: string, more: object = {}) =>
    served.result<Conversation[]>('POST', '/conversations/poll', [{ personUrl: person(slug), type: 'st', ...more }]);
  const sync = (slug: string) => act('st.syncConversation', slug);

  it('the cast stands to the account as documented', async () => {
    assert.equal(await status('amelie-hoffmann'), 'notConnected');
    assert.equal(await status('jonas-lindqvist'), 'connected');
    assert.equal(await status('priya-raman'), 'pending');
    assert.equal(await status('tomas-novak'), 'incoming');
    assert.equal(await status('rosa-delgado'), 'connected');
  });

  it('an invitation is pending, withdrawn it is gone', async () => {
    assert.equal((await act('st.sendConnectionRequest', 'amelie-hoffmann', { note: 'Hello' })).success, true);
    assert.equal(await status('amelie-hoffmann'), 'pending');
    assert.equal((await pending())[0]?.publicUrl, person('amelie-hoffmann'));
    assert.equal((await act('st.sendConnectionRequest', 'amelie-hoffmann')).error?.type, 'alreadyPending');
    assert.equal((await act('st.withdrawConnectionRequest', 'amelie-hoffmann')).success, true);
    assert.equal(await status('amelie-hoffmann'), 'notConnected');
    assert.equal((await act('st.withdrawConnectionRequest', 'amelie-hoffmann')).error?.type, 'notPending');
    assert.ok(!(await pending()).some(({ publicUrl }) => publicUrl === person('amelie-hoffmann')));
  });

  it('inviting someone who has invited us connects; removing a connection ends it', async () => {
    await act('st.sendConnectionRequest', 'tomas-novak');
    assert.equal(await status('tomas-novak'), 'connected');
    assert.equal((await act('st.removeConnection', 'tomas-novak')).success, true);
    assert.equal(await status('tomas-novak'), 'notConnected');
    assert.equal((await act('st.removeConnection', 'tomas-novak')).error?.type, 'connectionNotFound');
  });

  it('the account has a past: connections, invitations of differing age', async () => {
    const { data } = await served.complete<{ data: { connectedAt: string }[] }>({
      actionType: 'st.retrieveConnections',
      limit: 1000,
    });
    assert.equal(data.length, 300);
    const times = data.map(({ connectedAt }) => connectedAt);
    assert.deepEqual(times, [...times].sort().reverse());
    const waiting = await pending();
    assert.equal(waiting.length, 25);
    assert.equal(waiting.find(({ publicUrl }) => publicUrl === person('priya-raman'))?.sentTime, '1 month ago');
    assert.ok(new Set(waiting.map(({ sentTime }) => sentTime)).size > 5);
    assert.ok(waiting.some(({ sentTime }) => /^[34] weeks ago|month/.test(sentTime)));
  });

  it('a message shows up in the next poll once the conversation is synced', async () => {
    const refused = await served.refused('POST', '/conversations/poll', {
      body: [{ personUrl: person('jonas-lindqvist'), type: 'st' }],
    });
    assert.equal(refused.type, 'conversationsNotSynced');
    const synced = await sync('jonas-lindqvist');
    assert.ok(Date.parse((synced.data as unknown as { syncUntil: string }).syncUntil) > Date.now());
    const [before] = await poll('jonas-lindqvist');
    assert.ok(before!.messages.length >= 2, 'there is a history');
    await act('st.sendMessage', 'jonas-lindqvist', { text: 'See you on Thursday' });
    const [after] = await poll('jonas-lindqvist');
    assert.deepEqual(after!.messages.slice(0, -1), before!.messages);
    const message = after!.messages.at(-1)!;
    assert.deepEqual([message.sender, message.text], ['us', 'See you on Thursday']);
    assert.deepEqual(Object.keys(message).sort(), ['id', 'sender', 'text', 'threadId', 'time']);
    assert.equal(new Set(after!.messages.map(({ id }) => id)).size, after!.messages.length);
    assert.equal(new Set(after!.messages.map(({ threadId }) => threadId)).size, 1);
    assert.ok(after!.messages.every(({ sender }) => sender === 'us' || sender === 'them'));
    const [recent] = await poll('jonas-lindqvist', { since: since(0.01) });
    assert.deepEqual(recent!.messages, [message]);
    assert.ok(recent!.since);
    assert.equal(recent!.personUrl, person('jonas-lindqvist'));
  });

  it('a thread id leads to the same conversation', async () => {
    await sync('jonas-lindqvist');
    const { threadId } = (await poll('jonas-lindqvist'))[0]!.messages[0]!;
    await served.complete({ actionType: 'st.sendMessage', threadId, text: 'By thread' });
    assert.equal((await poll('jonas-lindqvist'))[0]!.messages.at(-1)!.text, 'By thread');
  });

  it('a message that is nothing but an address goes to the person whose page is open', async () => {
    await sync('jonas-lindqvist');
    const text = person('rosa-delgado');
    const then = { actionType: 'st.sendMessage', text };
    await served.complete({ actionType: 'st.openPersonPage', personUrl: person('jonas-lindqvist'), then });
    assert.equal((await poll('jonas-lindqvist'))[0]!.messages.at(-1)!.text, text);
  });

  it('standard LinkedIn and Sales Navigator have conversations of their own', async () => {
    await act('nv.syncConversation', 'amelie-hoffmann');
    await act('nv.sendMessage', 'amelie-hoffmann', { subject: 'Field test', text: 'Hello' });
    const [found] = await poll('amelie-hoffmann', { type: 'nv' });
    assert.match(found!.messages.at(-1)!.text, /Hello$/);
    const refused = await served.refused('POST', '/conversations/poll', {
      body: [{ personUrl: person('amelie-hoffmann'), type: 'st' }],
    });
    assert.equal(refused.type, 'conversationsNotSynced');
  });

  it('only connections can be written to', async () => {
    assert.equal((await act('st.sendMessage', 'rosa-delgado', { text: 'Hi' })).success, true);
    assert.equal((await act('st.sendMessage', 'amelie-hoffmann', { text: 'Hi' })).error?.type, 'messagingNotAllowed');
  });

  it('a malformed poll is an invalidRequestPayload', async () => {
    const ok = { personUrl: person('jonas-lindqvist'), type: 'st' };
    for (const body of [
      {},
      [7],
      [{ type: 'st' }],
      [{ ...ok, type: 'x' }],
      [{ ...ok, since: 'yesterday' }],
      [{ ...ok, personUrl: company('x') }],
    ]) {
      assert.equal((await served.refused('POST', '/conversations/poll', { body })).type, 'invalidRequestPayload');
    }
    assert.deepEqual(await served.result('POST', '/conversations/poll', []), []);
  });

  it('a reaction and a comment stay, for this account alone', async () => {
    const postUrl = post('helio-thermal_cold-climate-field-test');
    const open = (token?: string) =>
      served.complete<{
        data: {
          viewerState: { reaction: string | null };
          reactionsCount: number;
          commentsCount: number;
          then: { data: { text: string }[] };
        };
      }>(
        {
          actionType: 'st.openPost',
          postUrl,
          basicInfo: true,
          then: { actionType: 'st.retrievePostComments', limit: 500, replies: true },
        },
        token,
      );
    const { data: before } = await open();
    assert.equal(before.viewerState.reaction, null);
    assert.ok(before.commentsCount >= 12 && before.reactionsCount >= 25);
    await served.complete([
      { actionType: 'st.reactToPost', postUrl, type: 'love' },
      { actionType: 'st.reactToPost', postUrl, type: 'insightful' },
      { actionType: 'st.commentOnPost', postUrl, text: 'Splendid' },
    ]);
    const { data: after } = await open();
    assert.equal(after.viewerState.reaction, 'insightful');
    assert.equal(after.reactionsCount, before.reactionsCount + 1);
    assert.equal(after.commentsCount, before.commentsCount + 1);
    assert.ok(after.then.data.some(({ text }) => text === 'Splendid'));
    const { data: elsewhere } = await open('core');
    assert.deepEqual(elsewhere.viewerState.reaction, null);
    assert.equal(elsewhere.commentsCount, before.commentsCount);
  });

  it('the account acts for the page it administers, and for no other', async () => {
    const react = (slug: string) =>
      served.complete<Envelope>({
        actionType: 'st.reactToPost',
        postUrl: post('amelie-hoffmann_what-we-learned'),
        type: 'like',
        companyUrl: company(slug),
      });
    assert.equal((await react('brightloom-software')).success, true);
    assert.equal((await react('helio-thermal')).error?.type, 'noPostingPermission');
  });

  it('accounts do not see what others do', async () => {
    await act('st.sendConnectionRequest', 'amelie-hoffmann');
    assert.equal(await status('amelie-hoffmann', 'core'), 'notConnected');
  });

  it('executed actions show up in the statistics, loops do not', async () => {
    const stats = (from: string, to: string) =>
      served.result<{ actionType: string; success: boolean; time: string }[]>(
        'GET',
        `/stats/actions?start=${from}&end=${to}`,
      );
    const past = await stats(since(29.9), since(0));
    assert.ok(past.length > 50, 'the month before is there');
    const from = since(0);
    await served.complete([
      {
        actionType: 'st.openPersonPage',
        personUrl: person('not-found'),
        then: { actionType: 'st.retrievePersonSkills' },
      },
      {
        actionType: 'st.searchPeople',
        limit: 1,
        then: { actionType: 'st.doForPeople', then: { actionType: 'st.openPersonPage' } },
      },
    ]);
    const found = await stats(from, since(-1));
    assert.deepEqual(
      found.map(({ actionType, success }) => [actionType, success]),
      [
        ['st.openPersonPage', false],
        ['st.searchPeople', true],
        ['st.openPersonPage', true],
      ],
    );
    for (const { time } of found) assert.equal(new Date(time).toISOString(), time);
  });

  it('statistics need both ends, at most thirty days apart', async () => {
    for (const query of [
      '',
      `?start=${since(1)}`,
      `?end=${since(1)}`,
      `?start=${since(31)}&end=${since(0)}`,
      `?start=${since(0)}&end=${since(1)}`,
      '?start=x&end=y',
    ]) {
      assert.equal((await served.refused('GET', `/stats/actions${query}`)).type, 'invalidRequestPayload', query);
    }
  });

  it('the same seed gives the same past, another seed another one', async () => {
    const now = () => new Date('2026-05-04T10:00:00Z');
    const past = async (seed: number) => {
      const one = await Served.start({ seed, now });
      try {
        const connections = await one.complete({ actionType: 'st.retrieveConnections' });
        return JSON.stringify([connections, await one.complete({ actionType: 'st.retrieveSSI' })]);
      } finally {
        await one.close();
      }
    };
    assert.equal(await past(3), await past(3));
    assert.notEqual(await past(3), await past(4));
  });
});
