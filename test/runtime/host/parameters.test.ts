import assert from 'node:assert/strict';
import {
  account,
  action,
  customAction,
  instance,
  openPerson,
  run,
  someone,
  subflow,
  tab,
  type FlowNode,
} from '../../support/flows/flows';
import { linkedApi, type Sent } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';

const typed = (type: string, value: unknown) => ({ type, value });
const search = (params: unknown, more: object = {}) => action('st.searchPeople', 'search', [], { params, ...more });

describe('The parameters of an action', () => {
  const nr = nodeRed();
  const service = linkedApi();

  async function sent(node: FlowNode, msg: object = {}, more: FlowNode[] = []): Promise<Omit<Sent, 'actionType'>> {
    await nr.deploy([account(service.url), ...tab('t', run([node.id]), node), ...more]);
    await nr.run(msg);
    const { actionType: _, ...rest } = service.document() as Sent;
    return rest;
  }

  async function refused(node: FlowNode, msg: object = {}): Promise<string> {
    await nr.deploy([account(service.url), ...tab('t', run([node.id]), node)]);
    const { error } = await nr.fail(msg);
    assert.equal(error.code, 'invalidWorkflow');
    assert.equal(service.requests, 0);
    return error.message as string;
  }

  describe('come, with the message that reached the run node, from', () => {
    for (const [what, value, read] of [
      ['plain JSON', 'plain', 'plain'],
      ['str', typed('str', 'text'), 'text'],
      ['msg', typed('msg', 'payload.term'), 'given'],
      ['JSONata', typed('jsonata', '$uppercase(payload.term)'), 'GIVEN'],
      ['flow', typed('flow', 'kept.deep'), 'of the flow'],
      ['global', typed('global', 'kept'), 'of all'],
      ['env', typed('env', 'LINKEDAPI_TEST_TERM'), 'of the process'],
      ['env inside a text', typed('env', 'as ${LINKEDAPI_TEST_TERM}'), 'as of the process'],
      ['a whole ${ENV}', '${LINKEDAPI_TEST_TERM}', 'of the process'],
    ] as const) {
      it(what, async () => {
        process.env.LINKEDAPI_TEST_TERM = 'of the process';
        await nr.deploy([account(service.url), ...tab('t', run(['search']), search({ term: value }))]);
        const { flow, global } = nr.node('search').context();
        flow.set('kept', { deep: 'of the flow' });
        global.set('kept', 'of all');
        await nr.run({ payload: { term: 'given' } });
        assert.deepEqual(service.document(), { actionType: 'st.searchPeople', term: read });
        delete process.env.LINKEDAPI_TEST_TERM;
      });
    }

    for (const [what, params, read] of [
      ['num', { limit: typed('num', '7') }, { limit: 7 }],
      ['json', { filter: typed('json', '{"firstName":"Ada"}') }, { filter: { firstName: 'Ada' } }],
    ] as const)
      it(what, async () => assert.deepEqual(await sent(search({ term: 'x', ...params })), { term: 'x', ...read }));

    it('bool', async () => {
      const open = openPerson('open', [], { params: { personUrl: someone, basicInfo: typed('bool', 'true') } });
      assert.deepEqual(await sent(open), { personUrl: someone, basicInfo: true });
    });

    for (const [what, url] of [
      ['a mail', ' "https://www.linkedin.com/comm/in/ada\u200b"\r\n'],
      ['an export', 'linkedin.com/in/ada\u00a0'],
    ]) {
      it(`an address from ${what}`, async () => {
        const open = openPerson('open', [], { params: { personUrl: typed('msg', 'url') } });
        assert.deepEqual(await sent(open, { url }), { personUrl: 'https://www.linkedin.com/in/ada' });
      });
    }

    it('no address with an invisible character', async () => {
      const open = openPerson('open', [], { params: { personUrl: typed('msg', 'url') } });
      const message = await refused(open, { url: 'https://www.linkedin.com/in/a\u200bda' });
      assert.match(message, /Person URL has a zero-width space \(U\+200B\) at place 30/);
    });

    it('typed values inside a group and inside a list', async () => {
      const filter = { firstName: typed('msg', 'first'), locations: ['Berlin', typed('msg', 'place')] };
      assert.deepEqual(await sent(search({ filter }), { first: 'Ada', place: 'Bonn' }), {
        filter: { firstName: 'Ada', locations: ['Berlin', 'Bonn'] },
      });
    });

    it('one typed value for all of them', async () => {
      assert.deepEqual(await sent(search(typed('msg', 'payload')), { payload: { term: 'x', limit: 3 } }), {
        term: 'x',
        limit: 3,
      });
    });
  });

  describe('are read in the flow of the action, not of the run node:', () => {
    it('its flow context', async () => {
      const there = tab(
        'u',
        { id: 'in', type: 'link in', links: ['out'], wires: [['search']] },
        search({ term: typed('flow', 'term') }),
      );
      const here = tab('t', run(['out']), { id: 'out', type: 'link out', mode: 'link', links: ['in'], wires: [] });
      await nr.deploy([account(service.url), ...here, ...there]);
      nr.node('run').context().flow.set('term', 'wrong');
      nr.node('search').context().flow.set('term', 'right');
      await nr.run();
      assert.equal((service.document() as Sent)['term'], 'right');
    });

    for (const [what, value] of [
      ['env', typed('env', 'TERM')],
      ['JSONata’s $env', typed('jsonata', '$env("TERM")')],
      ['a whole ${ENV}', '${TERM}'],
    ] as const)
      it(`the environment of its subflow, through ${what}`, async () => {
        const env = (term: string) => [{ name: 'TERM', type: 'str', value: term }];
        const template = subflow('s', { in: ['search'], env: env('default'), nodes: [search({ term: value })] });
        const one = instance('s', 'one', [], { env: env('of one') });
        await nr.deploy([
          account(service.url),
          ...template,
          ...tab('t', run(['one', 'two']), one, instance('s', 'two')),
        ]);
        await nr.run();
        assert.deepEqual(
          (service.document() as Sent[]).map((sent) => sent['term']),
          ['of one', 'default'],
        );
      });
  });

  describe('take the form their field has', () => {
    for (const [what, params, payload, read] of [
      ['a number written as text', { limit: typed('msg', 'payload') }, '12', { limit: 12 }],
      [
        'a text for a list',
        { filter: { locations: typed('msg', 'payload') } },
        'Berlin',
        { filter: { locations: ['Berlin'] } },
      ],
      [
        'a list whole from the message',
        { filter: { locations: typed('msg', 'payload') } },
        ['Berlin', 'Bonn'],
        { filter: { locations: ['Berlin', 'Bonn'] } },
      ],
      [
        'what JSONata collapsed to one',
        { filter: { locations: typed('jsonata', 'payload.place') } },
        [{ place: 'Berlin' }],
        { filter: { locations: ['Berlin'] } },
      ],
      [
        'a list JSONata made',
        { filter: { locations: typed('jsonata', 'payload.place') } },
        [{ place: 'Berlin' }, { place: 'Bonn' }],
        { filter: { locations: ['Berlin', 'Bonn'] } },
      ],
    ] as const)
      it(what, async () => {
        assert.deepEqual(await sent(search({ term: 'x', ...params }), { payload }), { term: 'x', ...read });
      });
  });

  describe('are left out when empty:', () => {
    for (const [what, params] of [
      ['an empty text', { limit: '', term: 'x' }],
      ['an empty typed value', { limit: typed('num', ''), term: typed('str', 'x') }],
      ['an empty group', { filter: { firstName: '' }, term: 'x' }],
      ['an empty list', { filter: { locations: [] }, term: 'x' }],
      ['null out of the message', { limit: typed('msg', 'nothing'), term: 'x' }],
      ['nothing out of JSONata', { limit: typed('jsonata', 'payload.missing'), term: 'x' }],
    ] as const)
      it(what, async () => assert.deepEqual(await sent(search(params), { nothing: null }), { term: 'x' }));
  });

  it('are only what the user entered: no label, no basicInfo, no limit of our own', async () => {
    assert.deepEqual(await sent(openPerson('open')), { personUrl: someone });
  });

  it('are kept when the package does not know them', async () => {
    const more = { future: { deep: [1, 'two', null] }, flag: typed('bool', 'false') };
    assert.deepEqual(await sent(search({ term: 'x', ...more })), { term: 'x', ...more, flag: false });
  });

  describe('of a custom action', () => {
    it('are sent with its type as they are', async () => {
      const node = customAction('st.doSomethingNew', 'custom', [], { label: 'new', params: { deep: { list: [1] } } });
      await nr.deploy([account(service.url), ...tab('t', run(['custom']), node)]);
      await nr.run();
      assert.deepEqual(service.document(), { actionType: 'st.doSomethingNew', label: 'new', deep: { list: [1] } });
    });

    it('come from the message as one object', async () => {
      const node = customAction('st.new', 'custom', [], { params: typed('msg', 'payload') });
      assert.deepEqual(await sent(node, { payload: { anything: true } }), { anything: true });
    });

    it('must be an object', async () => {
      const node = customAction('st.new', 'custom', [], { params: typed('json', '[1]') });
      assert.match(await refused(node), /“st.new”: Parameters must be an object/);
    });

    for (const [what, actionType] of [
      ['without a type', ' '],
      ['whose type is an environment variable that is not set', '${LINKEDAPI_TEST_UNSET}'],
    ] as const)
      it(`${what} are not sent`, async () => {
        assert.match(await refused(customAction(actionType, 'custom', [], { name: 'mine' })), /“mine”.*: Action type/);
      });

    it('may be under any action and above any', async () => {
      const custom = customAction('st.new', 'custom', ['skills']);
      const skills = action('st.retrievePersonSkills', 'skills');
      await nr.deploy([
        account(service.url),
        ...tab('t', run(['open']), openPerson('open', ['custom']), custom, skills),
      ]);
      await nr.run();
      assert.equal(service.shape(), 'st.openPersonPage(st.new(st.retrievePersonSkills))');
    });
  });

  describe('that cannot be read are named, with the node, and nothing is sent:', () => {
    for (const [what, value, says] of [
      [
        'a msg property that is missing',
        typed('msg', 'payload.url'),
        /takes msg\.payload\.url, which is missing in the message/,
      ],
      [
        'one inside what is missing itself',
        typed('msg', 'no.such.thing'),
        /takes msg\.no\.such\.thing, which is missing/,
      ],
      [
        'a flow variable that is missing',
        typed('flow', 'gone'),
        /takes flow\.gone, which is missing in the flow context/,
      ],
      [
        'a global variable that is missing',
        typed('global', 'gone'),
        /takes global\.gone, which is missing in the global/,
      ],
      ['JSONata that throws', typed('jsonata', '$error("too bad")'), /cannot be read: .*too bad/],
      ['JSONata that is no JSONata', typed('jsonata', 'payload.('), /cannot be read/],
      ['json that is no JSON', typed('json', '{"a":'), /cannot be read/],
      [
        'an environment variable that is not set',
        typed('env', 'LINKEDAPI_TEST_UNSET'),
        /takes the environment variable LINKEDAPI_TEST_UNSET, which is not set/,
      ],
      [
        'a whole ${ENV} that is not set',
        '${LINKEDAPI_TEST_UNSET}',
        /takes the environment variable LINKEDAPI_TEST_UNSET, which is not set/,
      ],
    ] as const)
      it(what, async () => {
        const message = await refused(search({ term: value }, { name: 'CTOs' }));
        assert.match(message, /“CTOs” \(search people\): Search term|“CTOs” \(search people\): Term/);
        assert.match(message, says);
      });

    it('an object that refers to itself', async () => {
      const circle: { self?: unknown } = {};
      circle.self = circle;
      const says = await refused(search({ term: 'x', newer: typed('msg', 'circle') }), { circle });
      assert.match(says, /“search people”: newer holds something that JSON cannot/);
    });

    it('a number that is not a number', async () => {
      assert.match(
        await refused(search({ term: 'x', limit: typed('num', 'many') })),
        /“search people”: .* is no number: many/,
      );
    });

    it('all at once, and not again as missing', async () => {
      const open = openPerson('open', ['limits'], { params: { personUrl: typed('msg', 'gone') } });
      const limits = action('st.retrievePersonPosts', 'limits', [], { params: { limit: typed('msg', 'gone too') } });
      await nr.deploy([account(service.url), ...tab('t', run(['open']), open, limits)]);
      const { error } = await nr.fail();
      assert.match(error.message, /2 things are wrong/);
      assert.deepEqual(
        error.cause.findings.map((one: { nodes: string[] }) => one.nodes),
        [['open'], ['limits']],
      );
    });

    it('also if findings are set to warn only', async () => {
      const flow = tab('t', run(['search'], {}, { onFinding: 'warn' }), search({ term: typed('msg', 'gone') }));
      await nr.deploy([account(service.url), ...flow]);
      assert.equal((await nr.fail()).error.code, 'invalidWorkflow');
      assert.equal(service.requests, 0);
    });
  });

  describe('from the message are checked before anything is sent:', () => {
    const publish = action('st.createPost', 'post', [], {
      params: { text: typed('msg', 'text'), mentions: typed('jsonata', 'people') },
    });
    const find = action('st.searchPosts', 'find', [], {
      params: { term: 'x', filter: { fromMembers: typed('msg', 'people') } },
    });
    const ada = { key: 'ada', name: 'Ada', urn: 'urn:li:member:7' };
    const text = 'Thanks, @[ada]';
    const twice = { name: 'Ada', urn: 'urn:li:member:7', personHashedUrl: someone };
    for (const [what, node, message, says] of [
      [
        'two identifiers',
        publish,
        { text, people: [{ ...twice, key: 'ada' }] },
        /Mentions 1 → URN and Person hashed URL exclude/,
      ],
      ['two identifiers in a filter', find, { people: ['Grace', twice] }, /From people 2 → URN and Person hashed URL/],
      [
        'a key that cannot be one',
        publish,
        { text, people: [ada, { ...ada, key: 'a b' }] },
        /Mentions 2 → Key may only/,
      ],
      ['a mark without a mention', publish, { text: `${text} @[grace]`, people: [ada] }, /Text has @\[grace\]/],
      ['a URN that is none', find, { people: [{ name: 'Ada', urn: 7 }] }, /From people 1 → URN must be a URN like/],
    ] as const)
      it(what, async () => assert.match(await refused(node, message), says));

    it('a mention whose mark is not in the text brings a warning and is sent', async () => {
      assert.deepEqual(await sent(publish, { text: 'Thanks', people: [ada] }), { text: 'Thanks', mentions: [ada] });
      assert.match(nr.warnings().join(), /“create post”: Text lacks @\[ada\]/);
    });
  });

  it('do not include a leftover target of an action under a parent, whose value is not read either', async () => {
    const status = action('st.checkConnectionStatus', 'status', [], { params: { personUrl: typed('msg', 'gone') } });
    const open = openPerson('open', ['status']);
    assert.deepEqual(await sent(open, {}, tab('u', status)), {
      personUrl: someone,
      then: { actionType: 'st.checkConnectionStatus' },
    });
    assert.match(nr.warnings().join(), /“check connection status”: Person URL is not used under “open person page”/);
  });
});
