import assert from 'node:assert/strict';
import {
  account,
  action,
  canaries,
  func,
  openPerson,
  probe,
  run,
  someone,
  tab,
  type FlowNode,
} from '../../support/flows/flows';
import { completing, linkedApi, telling } from '../../support/service/linked-api-double';
import { failure, html, reset, truncated } from '../../support/service/misbehaving-server';
import { nodeRed, settled } from '../../support/node-red/running-flows';

const skills = (id: string, more: object = {}) => action('st.retrievePersonSkills', id, [], more);
const search = (params: object, more: object = {}) => action('st.searchPeople', 'search', [], { params, ...more });

describe('A run that goes wrong', () => {
  const nr = nodeRed();
  const service = linkedApi();
  const deploy = (...flow: FlowNode[]) => nr.deploy([account(service.url), ...tab('t', ...flow)]);

  describe('sends nothing and says what to do about', () => {
    async function refused(code: string, says: RegExp, flow: FlowNode[], credentials?: Record<string, object>) {
      await nr.deploy(flow, credentials);
      const { error, payload } = await nr.fail({ payload: 'kept' });
      assert.match(error.message, says);
      assert.deepEqual([error.code, payload, service.requests], [code, 'kept', 0]);
    }

    const flow = tab('t', run(['open'], {}, { name: 'Main' }), openPerson('open'));

    it('no account', () =>
      refused(
        'accountRequired',
        /“Main”.*has no account.*choose one/,
        tab('t', run(['open'], {}, { name: 'Main', account: '' }), openPerson('open')),
      ));

    const deleted = /“Main” \(run\) uses an account that has been deleted.*choose another/;
    it('a deleted account', () => refused('accountRequired', deleted, flow));

    it('an account that is another kind of node', () =>
      refused('accountRequired', deleted, [{ id: 'account', type: 'helper' }, ...flow]));

    it('a disabled account', () =>
      refused('accountRequired', /“Main” \(run\) uses a disabled account: “Mine”\. Enable it/, [
        { id: 'account', type: 'linkedapi-account', name: 'Mine', mode: 'sandbox', d: true },
        ...flow,
      ]));

    for (const [what, tokens, code, says] of [
      ['no tokens', {}, 'linkedApiTokenRequired', /The account “Mine” has no Linked API token\. Open it/],
      [
        'one token only',
        { linkedApiToken: 'x' },
        'identificationTokenRequired',
        /“Mine” has no identification token\. Open it/,
      ],
      [
        'an empty token',
        { linkedApiToken: ' ', identificationToken: 'x' },
        'linkedApiTokenRequired',
        /has no Linked API token/,
      ],
      [
        'a token out of an environment variable that is not set',
        { linkedApiToken: '${LINKEDAPI_TEST_UNSET}', identificationToken: 'x' },
        'linkedApiTokenRequired',
        /environment variable LINKEDAPI_TEST_UNSET, which is not set/,
      ],
    ] as const)
      it(`an account with ${what}`, () =>
        refused(code, says, [account(service.url, { name: 'Mine' }), ...flow], { account: tokens }));

    for (const [what, baseUrl, says] of [
      ['http to another machine', 'http://192.0.2.1', /“Mine”.*has to begin with https:\/\//],
      ['no address', 'nonsense', /“Mine”.*not a complete address/],
    ] as const)
      it(`an account with a base URL that is ${what}`, () =>
        refused('invalidBaseUrl', says, [account(baseUrl, { name: 'Mine' }), ...flow]));

    for (const [what, says, ...nodes] of [
      [
        'an action where it may not stand',
        /“mine” \(retrieve person skills\) may not stand under “search people”\. Put “do for people” and “open person page” between/,
        search({ term: 'x' }, { wires: [['bad']] }),
        skills('bad', { name: 'mine' }),
      ],
      [
        'an action that may not start a workflow',
        /“mine”.*may not start a workflow\. Wire it under “open person page”/,
        skills('search', { name: 'mine' }),
      ],
      ['a missing address', /“mine”.*needs Person URL/, openPerson('search', [], { name: 'mine', params: {} })],
      [
        'an address that is none',
        /“mine”.*: Person URL must be an address like.*not “linkedin\.com\/nonsense”/,
        openPerson('search', [], { name: 'mine', params: { personUrl: 'linkedin.com/nonsense' } }),
      ],
      [
        'a number out of range',
        /“mine”.*: Limit must be at most 1000.*not 5000/,
        search({ term: 'x', limit: 5000 }, { name: 'mine' }),
      ],
      [
        'a number that is no whole one',
        /“mine”.*: Limit must be a whole number in digits alone, like 10, not 2.5/,
        search({ term: 'x', limit: 2.5 }, { name: 'mine' }),
      ],
      [
        'an enum value that does not exist',
        /“mine”.*: .*must be one of like.*not “smile”/,
        action('st.reactToPost', 'search', [], {
          name: 'mine',
          params: { postUrl: 'https://www.linkedin.com/posts/x_y', type: 'smile' },
        }),
      ],
      [
        'a required parameter that is missing',
        /“mine”.*: .*is missing\. Fill it in/,
        action('st.sendMessage', 'search', [], { name: 'mine', params: { personUrl: someone } }),
      ],
    ] as [string, RegExp, ...FlowNode[]][])
      it(what, () => refused('invalidWorkflow', says, [account(service.url), ...tab('t', run(['search']), ...nodes)]));

    it('one label on two nodes', () => {
      const one = skills('one', { label: 'same', name: 'first' });
      const other = action('st.retrievePersonEducation', 'other', [], { label: 'same', name: 'second' });
      const nodes = tab('t', run(['open']), openPerson('open', ['one', 'other']), one, other);
      return refused('invalidWorkflow', /“first”.*and “second”.*have the same label “same”/, [
        account(service.url),
        ...nodes,
      ]);
    });

    it('several things at once, each with its node', async () => {
      await deploy(run(['search', 'open']), search({ limit: 0 }), openPerson('open', [], { params: {} }));
      const { error } = await nr.fail();
      assert.match(error.message, /2 things are wrong.*\n1\. .*Limit.*\n2\. .*Person URL/);
      const { findings } = error.cause as { findings: { severity: string; rule: string; nodes: string[] }[] };
      assert.deepEqual(
        findings.map(({ severity, nodes }) => [severity, nodes]),
        [
          ['error', ['search']],
          ['error', ['open']],
        ],
      );
    });
  });

  describe('set to warn only', () => {
    it('sends all the same, warns of each finding once per deploy, and completes', async () => {
      const wrong = openPerson('open', ['bad'], { params: {} });
      await deploy(run(['open'], {}, { onFinding: 'warn' }), wrong, search({ limit: 5000 }, { id: 'bad' }));
      await nr.run();
      await nr.run();
      assert.equal(service.documents().length, 2);
      assert.deepEqual(service.documents()[0], {
        actionType: 'st.openPersonPage',
        then: { actionType: 'st.searchPeople', limit: 5000 },
      });
      assert.match(nr.warnings().join('\n'), /needs Person URL.*\n.*may not stand.*\n.*at most 1000/);
      assert.equal(new Set(nr.warnings()).size, nr.warnings().length);
    });

    it('hints once at siblings without labels, whatever the setting', async () => {
      const nodes = [search({ term: 'a' }), search({ term: 'b' }, { id: 'other' })];
      await deploy(run(['search', 'other']), ...nodes);
      await nr.run();
      await nr.run();
      assert.equal(nr.warnings().length, 1);
      assert.match(nr.warnings()[0]!, /side by side without labels/);
    });
  });

  it('without an action for a port’s label is no error: one warning, and the run completes', async () => {
    await deploy(run(['open'], { labels: { typo: ['out'] } }), openPerson('open', [], { label: 'page' }), probe('out'));
    await nr.run();
    await nr.run();
    assert.equal(nr.warnings().length, 1);
    assert.match(nr.warnings()[0]!, /port for the label “typo”.*no action/);
  });

  describe('is one Catch message, and no Complete message, with the code and the safe details, for', () => {
    const flow = (more: object = {}) => [
      run(['open'], { completion: ['done'], labels: { page: ['out'] } }, more),
      openPerson('open', ['tap'], { label: 'page' }),
      ...['done', 'out', 'tap'].map(probe),
    ];
    const nothingCameOut = () =>
      assert.deepEqual(
        ['done', 'out', 'tap'].flatMap((at) => nr.at(at)),
        [],
      );

    for (const [what, reply, code, says, cause] of [
      [
        'a refusal',
        failure('subscriptionRequired', 'Subscribe first.', 402),
        'subscriptionRequired',
        /Subscribe first\./,
        { method: 'POST', path: '/workflows', status: 402 },
      ],
      ['a refusal of a type nobody has heard of', failure('brandNew', 'Hm.'), 'brandNew', /Hm\./, { status: 400 }],
      [
        'a wrong token',
        failure('invalidLinkedApiToken', `No such token: ${canaries.linkedApiToken}`, 401),
        'invalidLinkedApiToken',
        /No such token: \*\*\*/,
        { status: 401 },
      ],
      [
        'a web page',
        html('<h1>Sign in</h1>'),
        'submissionUnknown',
        /web page instead of JSON/,
        { problem: 'notJson', code: 'httpError' },
      ],
      [
        'an answer cut short',
        truncated('{"success":true,'),
        'submissionUnknown',
        /broke off/,
        { problem: 'truncated', code: 'httpError' },
      ],
      [
        'a connection cut',
        reset(),
        'submissionUnknown',
        /closed before an answer came/,
        { problem: 'ECONNRESET', code: 'httpError' },
      ],
      [
        'a workflow that fails',
        telling({
          workflowStatus: 'failed',
          failure: { reason: 'linkedinAccountSignedOut', message: `Signed out, ${canaries.identificationToken}.` },
        }),
        'linkedinAccountSignedOut',
        /The workflow failed: Signed out/,
        { workflowId: 'wf-1' },
      ],
      [
        'a completed workflow without a completion',
        telling({ workflowStatus: 'completed' }),
        'httpError',
        /no completion/,
        { workflowId: 'wf-1' },
      ],
    ] as const)
      it(what, async () => {
        service.answer(reply);
        await deploy(...flow());
        const { error, payload } = await nr.fail({ payload: 'kept' });
        assert.deepEqual([error.code, payload], [code, 'kept']);
        assert.match(error.message, says);
        for (const [key, value] of Object.entries(cause)) assert.equal(error.cause[key], value, key);
        assert.equal(service.documents().length, 1);
        assert.deepEqual(JSON.parse(JSON.stringify(error.cause)), error.cause);
        nothingCameOut();
      });

    it('a server that cannot be reached', async () => {
      await nr.deploy([account('http://127.0.0.1:1'), ...tab('t', ...flow())]);
      const { error } = await nr.fail();
      assert.deepEqual([error.code, error.cause.problem], ['httpError', 'ECONNREFUSED']);
      assert.match(error.message, /Nothing accepts connections at 127\.0\.0\.1:1.*Check the base URL/);
      nothingCameOut();
    });

    it('a workflow that does not end in time', async () => {
      service.answer(telling({ workflowStatus: 'running' }));
      await deploy(...flow({ timeout: 1e-5 }));
      const { error } = await nr.fail();
      assert.deepEqual([error.code, error.cause.workflowId], ['workflowTimeout', 'wf-1']);
      assert.match(error.message, /wf-1 itself goes on/);
      nothingCameOut();
    });
  });

  it('lets the nodes run again', async () => {
    service.answer(failure('noLuck', 'Not now.'), completing());
    await deploy(run(['open'], { completion: ['done'] }), openPerson('open'), probe('done'));
    assert.equal((await nr.fail()).error.code, 'noLuck');
    await nr.run();
    assert.equal(nr.at('done').length, 1);
  });

  it('is not the same as a failed action: the run completes, with the error among the results', async () => {
    const gone = { type: 'personNotFound', message: 'Gone.' };
    service.answer(completing(() => ({ actionType: 'st.openPersonPage', success: false, error: gone })));
    await deploy(run(['open']), openPerson('open', ['tap']), probe('tap'));
    await nr.run();
    const { payload, linkedapi } = nr.at('tap')[0]!;
    assert.deepEqual([payload, linkedapi.success, linkedapi.error], [null, false, gone]);
  });
});

describe('An action that receives a message', () => {
  const nr = nodeRed();

  for (const [what, node, says] of [
    [
      'which may start a workflow',
      openPerson('mine', [], { name: 'mine' }),
      /“mine” \(open person page\).*do not run by themselves.*to a Linked API run node.*directly or further down/,
    ],
    ['which may not', skills('mine', { name: 'mine' }), /“mine”.*under the actions it belongs to/],
    [
      'which is a custom one',
      { id: 'mine', type: 'linkedapi-custom-action', actionType: 'st.new', params: {}, wires: [] },
      /“st\.new”.*directly or further down/,
    ],
  ] as const)
    it(`${what} says how to wire it, once`, async () => {
      await nr.deploy(tab('t', node));
      const { error } = await nr.fail({ payload: 1 }, 'mine');
      assert.equal(error.code, 'notARunNode');
      assert.match(error.message, says);
    });

  it('that looks like a result of another action, too', async () => {
    await nr.deploy(tab('t', openPerson('above', ['below']), skills('below'), skills('elsewhere')));
    for (const nodeId of ['below', 'elsewhere', 'gone', 1, undefined]) {
      assert.equal((await nr.fail({ linkedapi: { nodeId } }, 'below')).error.code, 'notARunNode');
    }
  });

  it('passes it on if it is a result of the action above, also through a junction', async () => {
    const through = { id: 'j', type: 'junction', wires: [['below']] };
    await nr.deploy(tab('t', openPerson('above', ['j']), through, skills('below')));
    nr.send({ linkedapi: { nodeId: 'above' } }, 'below');
    await settled();
    assert.deepEqual([nr.at('caught'), nr.at('completed'), nr.errors()], [[], [], []]);
  });

  it('says so behind a function that passes a result on', async () => {
    // The run node refuses such wires, but a message may still arrive through them.
    await nr.deploy(tab('t', openPerson('above', ['f']), func('f', 'return msg;', ['below']), skills('below')));
    nr.send({ linkedapi: { nodeId: 'above' } }, 'f');
    const [caught] = await nr.arrived('caught');
    assert.equal(caught!['error'].code, 'notARunNode');
  });
});
