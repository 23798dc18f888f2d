import assert from 'node:assert/strict';
import { company, person, post, Served } from '../support/service/served';

const openPerson = { actionType: 'st.openPersonPage', personUrl: person('amelie-hoffmann') };
const skills = { actionType: 'st.retrievePersonSkills' };
const ada = { key: 'ada', name: 'Ada' };
const publish = (params: object) => ({ actionType: 'st.createPost', text: '@[ada]', ...params });

describe('sandbox: check of workflows', () => {
  let served: Served;
  before(async () => {
    served = await Served.start();
  });
  after(() => served.close());

  const problems = async (document: unknown): Promise<string[]> => {
    const { type, message } = await served.refused('POST', '/workflows', { body: document });
    assert.equal(type, 'invalidWorkflow');
    return message.split('\n').slice(1);
  };

  const cases: [what: string, document: unknown, ...expected: RegExp[]][] = [
    ['an empty workflow', [], /^workflow: holds no action$/],
    ['a member that is no action', [openPerson, 7], /^\[1\]: is not an action$/],
    ['an array within an array', [[openPerson]], /^\[0\]: is not an action$/],
    ['no action type', { personUrl: person('x') }, /^workflow: actionType is missing$/],
    ['an unknown action', { actionType: 'st.fly' }, /^workflow: "st\.fly" is no action$/],
    ['a name every object has', { actionType: 'constructor' }, /^workflow: "constructor" is no action$/],
    [
      'a child at the root',
      skills,
      /^workflow \(st\.retrievePersonSkills\): cannot start a workflow.*st\.openPersonPage/,
    ],
    ['a child at the root of an array', [openPerson, skills], /^\[1\] \(st\.retrievePersonSkills\): cannot start/],
    [
      'a loop with nothing to repeat',
      { actionType: 'st.searchPeople', then: { actionType: 'st.doForPeople', then: [] } },
      /^then \(st\.doForPeople\): then is missing, so there is nothing to repeat$/,
    ],
    [
      'a child under the wrong parent',
      { actionType: 'st.searchPeople', then: skills },
      /^then \(st\.retrievePersonSkills\): cannot stand under st\.searchPeople/,
    ],
    [
      'a root action as a child',
      { ...openPerson, then: [{ actionType: 'st.searchPeople' }] },
      /^then\[0\] \(st\.searchPeople\): cannot stand under st\.openPersonPage, only at the root$/,
    ],
    [
      'no target at the root',
      { actionType: 'st.openPersonPage' },
      /^workflow \(st\.openPersonPage\): personUrl is missing$/,
    ],
    ['neither of two targets', { actionType: 'st.openPost' }, /postUrl or postUrn is missing$/],
    [
      'a target under a parent',
      { ...openPerson, then: { actionType: 'st.checkConnectionStatus', personUrl: person('x') } },
      /^then \(st\.checkConnectionStatus\): personUrl is not allowed here, since st\.openPersonPage/,
    ],
    ['an address of something else', { ...openPerson, personUrl: company('x') }, /personUrl: must be like/],
    ['an address elsewhere', { ...openPerson, personUrl: 'https://example.com/in/x' }, /personUrl: must be like/],
    ['a label that is no text', { ...openPerson, label: 7 }, /label is not a string/],
    ['an unknown parameter', { ...openPerson, colour: 'red' }, /colour/],
    ['an unknown field of a filter', { actionType: 'st.searchPeople', filter: { colour: ['red'] } }, /colour/],
    ['a number out of range', { actionType: 'st.searchPeople', limit: 1001 }, /limit/],
    ['a number that is not whole', { actionType: 'st.searchPeople', limit: 1.5 }, /limit/],
    ['a text for a flag', { ...openPerson, basicInfo: 'true' }, /basicInfo/],
    ['null for a parameter', { ...openPerson, basicInfo: null }, /basicInfo/],
    ['a text for a list', { actionType: 'st.searchPeople', filter: { locations: 'Berlin' } }, /filter\.locations/],
    ['a value that does not exist', { actionType: 'st.reactToPost', postUrl: post('x'), type: 'adore' }, /type/],
    ['a required parameter left out', { actionType: 'st.sendMessage', personUrl: person('x') }, /text is missing$/],
    [
      'a text too long',
      { actionType: 'st.sendConnectionRequest', personUrl: person('x'), note: 'x'.repeat(301) },
      /note/,
    ],
    ['a then that is no action', { ...openPerson, then: 'skills' }, /^then: is not an action$/],
    ['a then that is null', { ...openPerson, then: null }, /^then: is not an action$/],
    [
      'a rule: one identifier at most',
      publish({ mentions: [{ ...ada, urn: 'urn:li:member:1', personHashedUrl: person('ACo1') }] }),
      /mentions: urn and personHashedUrl exclude each other: /,
    ],
    [
      'a rule: one identifier at most, in a filter',
      {
        actionType: 'st.searchPosts',
        term: 'x',
        filter: { fromCompanies: ['x', { name: 'x', urn: 'urn:li:organization:1', companyHashedUrl: company('1') }] },
      },
      /filter\.fromCompanies: urn and companyHashedUrl exclude each other: /,
    ],
    [
      'a rule: every mark in a text is that of a mention',
      publish({ text: '@[ada] @[grace]', mentions: [ada] }),
      /text: @\[grace\] is in none of mentions: /,
    ],
    ['a key with a space', publish({ mentions: [{ ...ada, key: 'a b' }] }), /mentions\.0\.key: must be like maria/],
    ['a URN that is none', { actionType: 'st.openPost', postUrn: '1' }, /postUrn: must be like urn:li:activity:/],
    [
      'a rule: required unless',
      { actionType: 'nv.sendMessage', personUrl: person('x'), text: 'Hello' },
      /subject is missing: /,
    ],
  ];
  for (const [what, document, ...expected] of cases) {
    it(`finds ${what}`, async () => {
      const found = await problems(document);
      assert.equal(found.length, expected.length, found.join('\n'));
      expected.forEach((pattern, at) => assert.match(found[at]!, pattern));
    });
  }

  it('finds everything at once, each with its path', async () => {
    const found = await problems([
      openPerson,
      {
        actionType: 'st.searchPeople',
        limit: 0,
        then: [
          {
            actionType: 'st.doForPeople',
            then: { ...openPerson, then: [skills, { actionType: 'st.fly' }, { actionType: 'st.openPost', label: 1 }] },
          },
        ],
      },
    ]);
    assert.equal(found.length, 5, found.join('\n'));
    assert.match(found[0]!, /^\[1\] \(st\.searchPeople\): limit/);
    assert.match(found[1]!, /^\[1\]\.then\[0\]\.then \(st\.openPersonPage\): personUrl is not allowed/);
    assert.match(found[2]!, /^\[1\]\.then\[0\]\.then\.then\[1\]: "st\.fly"/);
    for (const line of found.slice(3)) assert.match(line, /^\[1\]\.then\[0\]\.then\.then\[2\] \(st\.openPost\)/);
  });

  it('reads bounds of a range in order', async () => {
    const revenue = (min: string, max: string) => ({
      actionType: 'nv.searchCompanies',
      filter: { annualRevenue: { min, max } },
    });
    assert.match(
      (await problems(revenue('50', '10'))).join(),
      /annualRevenue\.min is above filter\.annualRevenue\.max/,
    );
    await served.complete(revenue('10', '1000+'));
  });

  it('refuses a workflow that is far too deep, and survives it', async () => {
    const depth = 20_000;
    const pages = Array.from(
      { length: depth },
      (_, at) => `{"actionType":"${at % 2 ? 'nv' : 'st'}.openPersonPage","then":`,
    );
    pages[0] = pages[0]!.replace('{', `{"personUrl":"${person('amelie-hoffmann')}",`);
    const raw = `${pages.join('')}[]${'}'.repeat(depth)}`;
    const { type, message } = await served.refused('POST', '/workflows', { raw });
    assert.equal(type, 'invalidWorkflow');
    assert.match(message, /deeper than 100 actions/);
  });

  it('accepts then as an object, an array, an empty array, or not at all', async () => {
    for (const then of [skills, [skills], [], undefined]) {
      await served.complete({ ...openPerson, then });
      await served.complete({
        actionType: 'st.searchPeople',
        limit: 1,
        then: { actionType: 'st.doForPeople', then: { actionType: 'st.openPersonPage', then } },
      });
    }
    for (const then of [[], undefined]) await served.complete({ actionType: 'st.searchPeople', limit: 1, then });
  });

  it('a refused workflow has no effect', async () => {
    const before = await served.result<unknown[]>('GET', `/stats/actions?start=${day(-1)}&end=${day(1)}`);
    await problems([
      { actionType: 'st.sendConnectionRequest', personUrl: person('amelie-hoffmann') },
      { actionType: 'st.fly' },
    ]);
    const status = await served.complete<{ data: unknown }>({
      actionType: 'st.checkConnectionStatus',
      personUrl: person('amelie-hoffmann'),
    });
    assert.deepEqual(status.data, { connectionStatus: 'notConnected' });
    const after = await served.result<unknown[]>('GET', `/stats/actions?start=${day(-1)}&end=${day(1)}`);
    assert.equal(after.length, before.length + 1);
  });
});

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString();
