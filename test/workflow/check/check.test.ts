import assert from 'node:assert/strict';
import type { Example } from '../../../src/catalog/define';
import { check } from '../../../src/workflow/check/check';
import type { ActionNode, Finding } from '../../../src/workflow/tree';
import { catalog, facts, nodesOf, treeOf } from '../../support/flows/trees';

const amelie = 'https://www.linkedin.com/in/amelie-hoffmann';
const helio = 'https://www.linkedin.com/company/helio-thermal';

const says = (document: Example | Example[]) => check(treeOf(document), catalog);
const errors = (document: Example | Example[]) =>
  says(document)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
const hints = (document: Example | Example[]) =>
  says(document)
    .filter(({ severity }) => severity === 'hint')
    .map(({ message }) => message);

const open = (params: Record<string, unknown> = {}): Example => ({
  actionType: 'st.openPersonPage',
  personUrl: amelie,
  ...params,
});
const search = (params: Record<string, unknown>): Example => ({
  actionType: 'st.searchPeople',
  term: 'engineer',
  ...params,
});

describe('what the check says', () => {
  const sentences: [string, Example, string][] = [
    [
      'an action that may not start a workflow',
      { actionType: 'st.retrievePersonSkills' },
      '“retrieve person skills” may not start a workflow. Wire it under “open person page”.',
    ],
    [
      'an action under the wrong parent, with a way between them',
      search({ then: { actionType: 'st.retrievePersonSkills' } }),
      '“retrieve person skills” may not stand under “search people”. Put “do for people” and “open person page” between them.',
    ],
    [
      'an action under another of its kind',
      open({ then: { actionType: 'st.openPersonPage' } }),
      '“open person page” may not stand under “open person page”. Wire it under “do for people” or “open person page (navigator)”, or to the run node.',
    ],
    [
      'an action that can only start a workflow',
      open({ then: { actionType: 'st.searchPeople', term: 'x' } }),
      '“search people” may not stand under “open person page”. It can only start a workflow: wire it to the run node.',
    ],
    [
      'an action under one that takes none',
      { actionType: 'st.retrieveSSI', then: { actionType: 'st.retrievePersonSkills' } },
      '“retrieve person skills” may not stand under “retrieve SSI”. Wire it under “open person page”.',
    ],
    [
      'no target at the root',
      { actionType: 'st.sendMessage', text: 'Hello' },
      '“send message” starts the workflow, so it needs Person URL or Thread ID. Fill it in.',
    ],
    [
      'a loop without anything to repeat',
      search({ then: { actionType: 'st.doForPeople' } }),
      '“do for people” has nothing to repeat. Wire “open person page” under it.',
    ],
    [
      'a row that lacks something',
      { actionType: 'st.createPost', text: 'x', mentions: [{ key: 'a', name: 'A' }, { key: 'b' }] },
      '“create post”: Mentions 2 → Name is missing. Fill it in.',
    ],
    [
      'a list of something else',
      { actionType: 'st.createPost', text: 'x', mentions: 'Amélie' },
      '“create post”: Mentions must be a list of objects with key, name, urn, personHashedUrl, companyHashedUrl, not “Amélie”.',
    ],
    [
      'rows that do not go together',
      {
        actionType: 'st.createPost',
        text: 'x',
        attachments: [
          { url: 'https://example.com/a', type: 'image' },
          { url: 'https://example.com/b', type: 'video' },
        ],
      },
      '“create post”: Attachments do not go together: a post shows up to 9 images, or 1 video, or 1 document. Take some away.',
    ],
    [
      'a row that lacks what its kind needs',
      { actionType: 'st.createPost', text: 'x', attachments: [{ url: 'https://example.com/a', type: 'document' }] },
      '“create post”: Attachments 1 → Title is missing: LinkedIn shows the title above a document. Fill it in.',
    ],
    [
      'a limit that is too high with something below',
      {
        actionType: 'st.searchPosts',
        term: 'x',
        limit: 21,
        then: { actionType: 'st.doForPosts', then: { actionType: 'st.openPost' } },
      },
      '“search posts”: Limit may be at most 20: something hangs below this search, and Linked API then takes no more. Lower it.',
    ],
    [
      'a required parameter',
      { actionType: 'st.sendMessage', personUrl: amelie },
      '“send message”: Text is missing. Fill it in.',
    ],
    ['no text', search({ term: 7 }), '“search people”: Term must be text, not 7.'],
    [
      'a text too long',
      { actionType: 'st.sendConnectionRequest', personUrl: amelie, note: 'x'.repeat(301) },
      '“send connection request”: Note must have at most 300 characters, not 301.',
    ],
    [
      'a text too short',
      { actionType: 'st.sendMessage', personUrl: amelie, text: '' },
      '“send message”: Text must have at least 1 character.',
    ],
    [
      'an address of something else',
      open({ personUrl: helio }),
      `“open person page”: Person URL must be an address like https://www.linkedin.com/in/…, not “${helio}”.`,
    ],
    [
      'an e-mail address',
      { actionType: 'st.sendConnectionRequest', personUrl: amelie, email: 'maria' },
      '“send connection request”: E-mail must be an e-mail address, not “maria”.',
    ],
    [
      'a date',
      { actionType: 'st.retrieveConnections', since: 'last week' },
      '“retrieve connections”: Since must be a date like 2026-05-01 or a time like 2026-05-01T09:00:00Z, not “last week”.',
    ],
    [
      'no number',
      search({ limit: 'ten' }),
      '“search people”: Limit must be a whole number in digits alone, like 10, not “ten”.',
    ],
    ['a number too high', search({ limit: 1001 }), '“search people”: Limit must be at most 1000 people, not 1001.'],
    ['a number too low', search({ limit: 0 }), '“search people”: Limit must be at least 1, not 0.'],
    ['no flag', open({ basicInfo: 'yes' }), '“open person page”: Basic info must be true or false, not “yes”.'],
    [
      'a value that is not offered',
      { actionType: 'st.reactToPost', postUrn: 'urn:li:activity:1', type: 'clap' },
      '“react to post”: Reaction must be one of like, celebrate, support, love, insightful, funny, not “clap”.',
    ],
    [
      'no list of texts, in a group',
      search({ filter: { locations: 'Berlin' } }),
      '“search people”: Filter → Locations must be a list of texts, not “Berlin”.',
    ],
    [
      'no list of values',
      search({ filter: { connectionDegrees: '1st' } }),
      '“search people”: Filter → Connection degrees must be a list out of 1st, 2nd, 3rd+, not “1st”.',
    ],
    [
      'a list with a stranger in it',
      search({ filter: { connectionDegrees: ['1st', '4th'] } }),
      '“search people”: Filter → Connection degrees knows no “4th”; choose from 1st, 2nd, 3rd+.',
    ],
    [
      'no group',
      { actionType: 'nv.searchCompanies', term: 'x', filter: { annualRevenue: 5 } },
      '“search companies (navigator)”: Filter → Annual revenue must be an object with min, max, not 5.',
    ],
    [
      'parameters that exclude each other',
      { actionType: 'st.retrieveConnections', since: '2026-05-01', filter: { firstName: 'Maria' } },
      '“retrieve connections”: Since and Filter exclude each other: the date of a connection only counts in the unfiltered list. Clear one.',
    ],
    [
      'parameters that belong together',
      { actionType: 'nv.searchCompanies', filter: { annualRevenue: { min: '1' } } },
      '“search companies (navigator)”: Filter → Annual revenue → To is missing: an annual revenue has a lower and an upper bound. Fill in all or none.',
    ],
    [
      'bounds the wrong way round',
      { actionType: 'nv.searchCompanies', filter: { annualRevenue: { min: '100', max: '2.5' } } },
      '“search companies (navigator)”: Filter → Annual revenue → From is above Filter → Annual revenue → To: the lower bound of the annual revenue comes first. Swap them.',
    ],
    [
      'a parameter needed without another',
      { actionType: 'nv.sendMessage', personUrl: amelie, text: 'Hello' },
      '“send message (navigator)”: Subject is missing: a new conversation in Sales Navigator needs a subject. Fill it in.',
    ],
  ];
  for (const [name, document, sentence] of sentences) {
    it(name, () => {
      const [first, ...others] = errors(document);
      assert.equal(first, sentence);
      assert.deepEqual(others, []);
    });
  }

  it('a word of the document among the parameters', () => {
    const [root] = treeOf(open()) as [ActionNode];
    root.params = { ...root.params, then: [], label: 'x' };
    assert.deepEqual(
      check([root], catalog).map(({ message }) => message),
      [
        '“open person page”: “label” cannot be among the parameters; it has a field of its own.',
        '“open person page”: “then” cannot be among the parameters; wire the actions below it instead.',
      ],
    );
  });

  it('one label on two nodes', () => {
    const document = [open({ label: 'same' }), search({ label: 'same' })];
    assert.deepEqual(says(document), [
      {
        severity: 'error',
        rule: 'label',
        nodes: ['n2', 'n1'],
        message: '“open person page” and “search people” have the same label “same”. Give each its own.',
      },
    ] satisfies Finding[]);
  });

  it('a hint at a target that a parent makes useless, whatever its value', () => {
    for (const personUrl of [amelie, 'nonsense', { type: 'msg', value: 'url' }]) {
      assert.deepEqual(says(open({ then: { actionType: 'st.checkConnectionStatus', personUrl } })), [
        {
          severity: 'hint',
          rule: 'target',
          nodes: ['n2'],
          message:
            '“check connection status”: Person URL is not used under “open person page”, which says already whom or what it is about.',
        },
      ] satisfies Finding[]);
    }
  });

  it('what a target under a parent does not replace', () => {
    const message = { actionType: 'nv.sendMessage', text: 'Hello', threadId: '1' };
    assert.match(
      errors({
        actionType: 'nv.openPersonPage',
        personHashedUrl: 'https://www.linkedin.com/in/ACo1',
        then: message,
      })[0]!,
      /Subject is missing/,
    );
  });

  it('a target that is used in one of two places', () => {
    const [page, status] = treeOf([open(), { actionType: 'st.checkConnectionStatus', personUrl: 'nonsense' }]) as [
      ActionNode,
      ActionNode,
    ];
    page.then.push(status);
    const found = check([page, status], catalog).filter(({ nodes }) => nodes[0] === status.id);
    assert.deepEqual(
      found.map(({ rule, severity }) => [rule, severity]),
      [
        ['target', 'hint'],
        ['field', 'error'],
      ],
    );
  });

  it('a hint at a search without any criterion', () => {
    assert.deepEqual(says({ actionType: 'st.searchPeople' }), [
      {
        severity: 'hint',
        rule: 'rule',
        nodes: ['n1'],
        message:
          '“search people”: none of Term, Filter, Search URL is given; a search without any criterion returns whatever LinkedIn likes.',
      },
    ] satisfies Finding[]);
  });

  it('a hint at a limit that sources disagree about', () => {
    assert.deepEqual(hints({ actionType: 'st.retrieveConnections', limit: 2000 }), [
      '“retrieve connections”: Limit is above 1000, which Linked API may refuse.',
    ]);
  });

  it('a hint at siblings of one kind without labels', () => {
    const document = [open(), open(), open({ label: 'told apart' })];
    assert.deepEqual(hints(document), [
      '“open person page” and “open person page” stand side by side without labels. Give each a label, so that their results can be told apart.',
    ]);
    assert.deepEqual(hints([open({ label: 'a' }), open({ label: 'b' }), open()]), []);
  });
});

describe('the check', () => {
  it('finds everything at once, in the order of the tree', () => {
    const document = search({
      limit: 0,
      then: [
        { actionType: 'st.doForPeople' },
        { actionType: 'st.retrieveSSI' },
        { actionType: 'st.doForPeople', label: 'other', then: open({ basicInfo: 1 }) },
      ],
    });
    assert.deepEqual(
      says(document).map(({ rule, nodes }) => [rule, ...nodes]),
      [
        ['field', 'n1'],
        ['loop', 'n2'],
        ['parent', 'n3', 'n1'],
        ['target', 'n5'],
        ['field', 'n5'],
      ],
    );
  });

  it('accepts an unknown action, and the actions above and below it', () => {
    const unknown = { actionType: 'st.somethingNewer', speed: 'high', then: { actionType: 'st.retrievePersonSkills' } };
    assert.deepEqual(says([unknown, open({ then: unknown })]), []);
  });

  it('accepts an unknown parameter', () => {
    assert.deepEqual(errors(open({ something: 'newer' })), []);
  });

  it('checks a shared node once for itself and once for each parent', () => {
    const roots = treeOf([open({ then: [] }), search({}), open({ label: 'other' })]);
    const [shared] = treeOf({ actionType: 'st.retrievePersonPosts', limit: 0 }) as [ActionNode];
    shared.id = 'shared';
    for (const root of roots) root.then = [shared];
    assert.deepEqual(
      check(roots, catalog).map(({ rule, nodes }) => [rule, ...nodes]),
      [
        ['field', 'shared'],
        ['parent', 'shared', 'n2'],
      ],
    );
  });

  it('does not report a shared node as a duplicate of itself', () => {
    const roots = treeOf([open(), open({ label: 'other' })]);
    const [shared] = treeOf({ actionType: 'st.retrievePersonPosts', label: 'posts' });
    for (const root of roots) root.then = [shared!];
    assert.deepEqual(check(roots, catalog), []);
  });

  it('refuses a tree that is huge through sharing, without walking it', () => {
    const [start] = treeOf(open()) as [ActionNode];
    let level = [start];
    for (let depth = 0; depth < 60; depth++) {
      const above = treeOf([open({ label: `a${depth}` }), open({ label: `b${depth}` })]);
      for (const node of above) node.then = level;
      level = above;
    }
    const findings = check(level, catalog);
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      ['size'],
    );
    assert.match(findings[0]!.message, /more than 50000 actions/);
  });

  it('shows any value in its sentence, shortened', () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const bare = Object.assign(Object.create(null) as object, circular);
    const ends = (value: unknown) => /, not (.*)\.$/s.exec(errors(search({ term: value }))[0]!)?.[1];
    assert.equal(ends({ a: [1] }), '{"a":[1]}');
    assert.equal(ends(null), 'null');
    assert.equal(ends(10n), '10');
    assert.equal(ends(circular), 'an object that JSON cannot say');
    assert.equal(ends(bare), 'an object that JSON cannot say');
    assert.equal(ends(Symbol('x')), 'a symbol');
    assert.equal(ends(Number.NaN), 'NaN');
    assert.equal(
      ends(() => 1),
      'a function',
    );
    assert.equal(ends(Array.from({ length: 100 }, (_, index) => index))!.length, 58);
  });

  it('leaves the tree as it is', () => {
    const roots = treeOf(search({ filter: { locations: [] }, then: { actionType: 'st.doForPeople', then: open() } }));
    const freeze = (value: unknown): void => {
      if (typeof value !== 'object' || value === null) return;
      Object.values(Object.freeze(value)).forEach(freeze);
    };
    for (const node of nodesOf(roots).keys()) freeze(node);
    assert.doesNotThrow(() => check(roots, catalog));
  });
});

describe('a value that cannot be turned into text', () => {
  it('is reported anywhere, and stops no check', () => {
    const value = { toString: null } as never;
    for (const { type, params } of facts) {
      for (const { name, kind } of params) {
        const document: Example = { actionType: type, [name]: value, then: { actionType: 'st.openPersonPage' } };
        const about = says(document).filter(({ severity }) => severity === 'error');
        assert.ok(about.length > 0 || kind === 'record', `${type}, ${name}`);
      }
    }
  });
});
