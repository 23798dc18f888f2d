import assert from 'node:assert/strict';
import { readCompletion, type Reading, type Result } from '../../src/workflow/results';
import { counts, failed, loop, ok, open, read, search, skills, url, type Json } from '../support/service/completions';
import { catalog, treeOf } from '../support/flows/trees';

describe('a completion of one action', () => {
  it('is one result', () => {
    const { results, summary, outcomes } = read(
      open({ label: 'page', personUrl: url }),
      ok('st.openPersonPage', { name: 'A' }, { label: 'page' }),
    );
    assert.equal(results.length, 1);
    const [{ node, actionType, label, success, payload, error, path }] = results as [Result];
    assert.deepEqual(
      [node?.id, actionType, label, success, payload, error],
      ['n1', 'st.openPersonPage', 'page', true, { name: 'A' }, undefined],
    );
    assert.deepEqual(path, [{ actionType: 'st.openPersonPage', label: 'page' }]);
    assert.deepEqual(summary, {
      succeeded: 1,
      failed: 0,
      skipped: 0,
      labels: { page: { succeeded: 1, failed: 0, skipped: 0 } },
    });
    assert.deepEqual([...outcomes], [['n1', { succeeded: 1, failed: 0, skipped: 0 }]]);
  });

  it('has an empty object for a payload when it has no data', () => {
    assert.deepEqual(read(open(), ok('st.openPersonPage')).rows, [['n1', undefined, {}]]);
    assert.deepEqual(read(open(), ok('st.openPersonPage', null)).rows, [['n1', undefined, {}]]);
  });

  it('has null for a payload when it failed, and says why', () => {
    const { results, rows, outcomes, summary } = read(
      open({ label: 'page' }),
      failed('st.openPersonPage', 'newError', { label: 'page', data: { left: 'over' } }),
    );
    assert.deepEqual(rows, [['n1', 'page', null]]);
    assert.equal(results[0]!.success, false);
    const error = { type: 'newError', message: 'It is newError.' };
    assert.deepEqual(results[0]!.error, error);
    assert.deepEqual(outcomes.get('n1'), { succeeded: 0, failed: 1, skipped: 0, firstError: error });
    assert.deepEqual(summary.labels['page']?.failed, 1);
  });

  it('describes a failure without a reason, and keeps other data', () => {
    const errorIn = (error: unknown) =>
      read(open(), { actionType: 'st.openPersonPage', success: false, error }).results[0]!.error;
    const silent = { type: 'unexpectedError', message: 'The action failed without saying why.' };
    for (const error of [undefined, null, '', 7, {}, { type: 7 }, { message: '' }])
      assert.deepEqual(errorIn(error)?.message, silent.message);
    assert.equal(errorIn(undefined)?.type, silent.type);
    assert.deepEqual(errorIn('Profile is private'), { ...silent, message: 'Profile is private' });
    assert.deepEqual(errorIn({ type: 'a', message: 'b', limit: 5 }), { type: 'a', message: 'b', limit: 5 });
  });

  it('has a list for a payload', () => {
    const rows = [{ name: 'A' }, { name: 'B' }];
    assert.deepEqual(read(search(), ok('st.searchPeople', rows)).rows, [['n1', undefined, rows]]);
    assert.deepEqual(read(search(), ok('st.searchPeople', [])).rows, [['n1', undefined, []]]);
    assert.deepEqual(read(search(), failed('st.searchPeople', 'x', { data: [] })).rows, [['n1', undefined, null]]);
  });

  it('is not split further: data may contain anything', () => {
    const data = { actionType: 'x', list: [{ success: true }], then: 'later', deep: { then: { a: 1 } } };
    assert.deepEqual(read(open(), ok('st.openPersonPage', data)).rows, [['n1', undefined, data]]);
  });
});

describe('a completion that is empty or something else', () => {
  for (const completion of [undefined, null, '', 7, {}, [], { success: true }, [{ actionType: 'st.openPersonPage' }]]) {
    it(JSON.stringify(completion) ?? 'undefined', () => {
      const { rows, summary, outcomes } = read(open({ label: 'page', then: skills() }), completion);
      assert.deepEqual(rows, []);
      assert.deepEqual(summary, {
        succeeded: 0,
        failed: 0,
        skipped: 2,
        labels: { page: { succeeded: 0, failed: 0, skipped: 1, skippedBecause: { notReported: 1 } } },
      });
      assert.deepEqual(outcomes.get('n2')?.skippedBecause, { notReported: 1 });
    });
  }
});

describe('several roots', () => {
  it('are matched by type and order, each succeeding or failing alone', () => {
    const tree = [open(), { actionType: 'st.retrieveSSI' }, open()];
    const completion = [
      failed('st.openPersonPage'),
      ok('st.retrieveSSI', { ssi: 5 }),
      ok('st.openPersonPage', { name: 'B' }),
    ];
    assert.deepEqual(read(tree, completion).rows, [
      ['n1', undefined, null],
      ['n2', undefined, { ssi: 5 }],
      ['n3', undefined, { name: 'B' }],
    ]);
  });

  it('are matched by label, whatever their order', () => {
    const tree = [open({ label: 'a' }), open({ label: 'b' }), open()];
    const completion = [
      ok('st.openPersonPage', { is: 'none' }),
      ok('st.openPersonPage', { is: 'b' }, { label: 'b' }),
      ok('st.openPersonPage', { is: 'a' }, { label: 'a' }),
    ];
    assert.deepEqual(read(tree, completion).rows, [
      ['n3', undefined, { is: 'none' }],
      ['n2', 'b', { is: 'b' }],
      ['n1', 'a', { is: 'a' }],
    ]);
  });

  it('are matched by type and order where labels did not come back', () => {
    const tree = [open({ label: 'a' }), open({ label: 'b' })];
    const completion = [ok('st.openPersonPage', { is: 1 }), ok('st.openPersonPage', { is: 2 }, { label: null })];
    assert.deepEqual(read(tree, completion).rows, [
      ['n1', 'a', { is: 1 }],
      ['n2', 'b', { is: 2 }],
    ]);
  });

  it('skip one whose envelope is missing, and count it', () => {
    const tree = [open({ label: 'a' }), open({ label: 'b', then: skills() })];
    const { rows, summary } = read(tree, [ok('st.openPersonPage', {}, { label: 'a' })]);
    assert.deepEqual(rows, [['n1', 'a', {}]]);
    assert.deepEqual(counts({ summary } as Reading), [1, 0, 2]);
    assert.deepEqual(summary.labels['b'], { succeeded: 0, failed: 0, skipped: 1, skippedBecause: { notReported: 1 } });
  });

  it('do not take an envelope with another’s label', () => {
    const { rows } = read(
      [open({ label: 'a' }), open({ label: 'b' })],
      [ok('st.openPersonPage', {}, { label: 'c' }), ok('st.openPersonPage', {}, { label: 'b' })],
    );
    assert.deepEqual(rows, [
      [undefined, 'c', {}],
      ['n2', 'b', {}],
    ]);
  });
});

describe('children of one page', () => {
  const tree = open({ then: [skills({ label: 'skills' }), { actionType: 'st.retrievePersonPosts' }] });
  const children = [
    ok('st.retrievePersonSkills', [{ name: 'TIG' }], { label: 'skills' }),
    failed('st.retrievePersonPosts'),
  ];
  const expected = [
    ['n1', undefined, { name: 'A' }],
    ['n2', 'skills', [{ name: 'TIG' }]],
    ['n3', undefined, null],
  ];

  for (const [where, completion] of Object.entries({
    'in `data.then`': ok('st.openPersonPage', { name: 'A', then: children }),
    'in `then` beside `data`': ok('st.openPersonPage', { name: 'A' }, { then: children }),
    'in both': ok('st.openPersonPage', { name: 'A', then: children[1] }, { then: children[0] }),
    'under another name': ok('st.openPersonPage', { name: 'A', results: children }),
    'under names of their own': ok('st.openPersonPage', { name: 'A', skills: children[0], posts: children[1] }),
  })) {
    it(`are found ${where}`, () => {
      const { rows, summary, results } = read(tree, completion);
      assert.deepEqual(rows, expected);
      assert.deepEqual(counts({ summary } as Reading), [2, 1, 0]);
      assert.deepEqual(results[1]!.path, [
        { actionType: 'st.openPersonPage' },
        { actionType: 'st.retrievePersonSkills', label: 'skills' },
      ]);
    });
  }

  it('may be one object instead of a list', () => {
    const one = open({ then: skills() });
    for (const then of [ok('st.retrievePersonSkills', []), [ok('st.retrievePersonSkills', [])]]) {
      assert.deepEqual(read(one, ok('st.openPersonPage', { then })).rows, [
        ['n1', undefined, {}],
        ['n2', undefined, []],
      ]);
    }
  });

  it('leave no `then` behind', () => {
    for (const then of [[], null, children]) {
      assert.deepEqual(read(tree, ok('st.openPersonPage', { name: 'A', then })).rows[0], [
        'n1',
        undefined,
        { name: 'A' },
      ]);
    }
  });

  it('did not run when their page failed, nor did theirs', () => {
    const { rows, summary, outcomes } = read(
      open({
        then: { actionType: 'nv.openPersonPage', label: 'nv', then: open({ then: skills({ label: 'skills' }) }) },
      }),
      failed('st.openPersonPage'),
    );
    assert.deepEqual(rows, [['n1', undefined, null]]);
    assert.deepEqual(counts({ summary } as Reading), [0, 1, 3]);
    for (const id of ['n2', 'n3', 'n4']) assert.deepEqual(outcomes.get(id)?.skippedBecause, { parentFailed: 1 });
    assert.deepEqual(Object.keys(summary.labels), ['nv', 'skills']);
  });

  it('may have run although their page failed', () => {
    const { rows } = read(
      open({ then: skills() }),
      failed('st.openPersonPage', 'x', { data: { then: ok('st.retrievePersonSkills', []) } }),
    );
    assert.deepEqual(rows, [
      ['n1', undefined, null],
      ['n2', undefined, []],
    ]);
  });

  it('that were not in the document are results without a node, counted in the total', () => {
    const { results, summary, outcomes } = read(
      open(),
      ok('st.openPersonPage', {
        then: ok('st.somethingNewer', { a: 1, then: ok('st.retrievePersonSkills', [], { label: 'x' }) }),
      }),
    );
    assert.deepEqual(
      results.map(({ node, actionType, label, payload }) => [node?.id, actionType, label, payload]),
      [
        ['n1', 'st.openPersonPage', undefined, {}],
        [undefined, 'st.somethingNewer', undefined, { a: 1 }],
        [undefined, 'st.retrievePersonSkills', 'x', []],
      ],
    );
    assert.deepEqual(results[2]!.path, [
      { actionType: 'st.openPersonPage' },
      { actionType: 'st.somethingNewer' },
      { actionType: 'st.retrievePersonSkills', label: 'x' },
    ]);
    assert.deepEqual(counts({ summary } as Reading), [3, 0, 0]);
    assert.deepEqual(summary.labels, { x: { succeeded: 1, failed: 0, skipped: 0 } });
    assert.deepEqual([...outcomes.keys()], ['n1']);
  });
});

describe('a node under two parents', () => {
  const roots = treeOf([open({ label: 'a', then: skills({ label: 'skills' }) }), open({ label: 'b' })]);
  roots[1]!.then = roots[0]!.then;

  it('gets the results of both, each with its own path', () => {
    const { results, outcomes } = read(
      roots,
      ['a', 'b'].map((label) =>
        ok(
          'st.openPersonPage',
          { then: ok('st.retrievePersonSkills', [{ name: label }], { label: 'skills' }) },
          { label },
        ),
      ),
      (id) => id === 'n2',
    );
    assert.deepEqual(
      results.map(({ payload, path }) => [payload, path.map(({ label }) => label)]),
      [
        [[{ name: 'a' }], ['a', 'skills']],
        [[{ name: 'b' }], ['b', 'skills']],
      ],
    );
    assert.equal(outcomes.get('n2')?.succeeded, 2);
  });

  it('is counted at each', () => {
    const { outcomes } = read(roots, [
      failed('st.openPersonPage', 'x', { label: 'a' }),
      ok('st.openPersonPage', {}, { label: 'b' }),
    ]);
    assert.deepEqual(outcomes.get('n2'), {
      succeeded: 0,
      failed: 0,
      skipped: 2,
      skippedBecause: { parentFailed: 1, notReported: 1 },
    });
  });
});

describe('what is returned', () => {
  const tree = search(loop(open({ then: skills() })));
  const completion = () =>
    ok('st.searchPeople', [
      {
        id: 1,
        place: { city: 'Ulm' },
        tags: [{ a: 1 }],
        then: ok('st.openPersonPage', { name: 'A', then: ok('st.retrievePersonSkills', [{ name: 'TIG' }]) }),
      },
    ]);

  const deepFrozen = (value: unknown): boolean =>
    typeof value !== 'object' || value === null || (Object.isFrozen(value) && Object.values(value).every(deepFrozen));

  it('has paths that cannot be changed', () => {
    for (const wanted of [() => true, (id?: string) => id === 'n4']) {
      const { results } = read(tree, completion(), wanted);
      for (const { path } of results) assert.ok(deepFrozen(path));
    }
  });

  it('has payloads that a receiver may change without affecting others', () => {
    const { results } = read(tree, completion());
    const [people, , skillsOf] = results as [Result, Result, Result];
    const before = JSON.stringify(skillsOf);
    const card = (people.payload as { place: { city: string }; tags: { a: number }[] }[])[0]!;
    card.place.city = 'Graz';
    card.tags[0]!.a = 2;
    Object.assign(results[1]!.payload as object, { name: 'changed' });
    assert.equal(JSON.stringify(skillsOf), before);
    assert.deepEqual(skillsOf.path[0]?.item, { id: 1, place: { city: 'Ulm' }, tags: [{ a: 1 }] });
  });

  it('is only what is needed, although everything is counted', () => {
    const { rows, summary } = read(tree, completion(), (id) => id === 'n3');
    assert.deepEqual(rows, [['n3', undefined, { name: 'A' }]]);
    assert.deepEqual(counts({ summary } as Reading), [3, 0, 0]);
    const none = read(tree, completion(), () => false);
    assert.deepEqual([none.rows.length, none.summary], [0, summary]);
  });

  it('returns those without a node by their label', () => {
    const asked: unknown[] = [];
    readCompletion(
      [ok('st.newer', {}, { label: 'x' })],
      [],
      catalog,
      (node, label) => (asked.push([node, label]), false),
      () => assert.fail('nobody waits for it'),
    );
    assert.deepEqual(asked, [[undefined, 'x']]);
  });

  it('keeps labels and facts whatever they are called', () => {
    const named = search(loop(open({ label: '__proto__' })));
    const row = JSON.parse('{"__proto__":{"a":1}}') as Json;
    row['then'] = ok('st.openPersonPage', {}, { label: '__proto__' });
    const { summary, results } = read(named, ok('st.searchPeople', [row]));
    assert.ok(Object.hasOwn(summary.labels, '__proto__'));
    const item = results.at(-1)!.path[0]!.item!;
    assert.ok(Object.hasOwn(item, '__proto__') && deepFrozen(item));
  });
});
