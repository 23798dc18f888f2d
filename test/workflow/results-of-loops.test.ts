import assert from 'node:assert/strict';
import type { Reading } from '../../src/workflow/results';
import { counts, failed, loop, ok, open, read, search, skills } from '../support/service/completions';
import { treeOf } from '../support/flows/trees';

describe('a loop over a list', () => {
  const tree = search(loop(open({ label: 'page', then: skills({ label: 'skills' }) })), { label: 'people' });
  const page = (name: string) =>
    ok(
      'st.openPersonPage',
      { name, then: ok('st.retrievePersonSkills', [{ name: `skill of ${name}` }], { label: 'skills' }) },
      { label: 'page' },
    );
  const envelope = (then: unknown) => ok('st.doForPeople', { then });
  const cards = [
    { id: 1, place: { city: 'Ulm' } },
    { id: 2, place: { city: 'Graz' } },
  ];
  const names = ['A', 'B'];
  const withThen = (then: (name: string) => unknown) =>
    cards.map((card, index) => ({ ...card, then: then(names[index]!) }));

  const shapes: Record<string, unknown> = {
    'with an envelope of its own': ok(
      'st.searchPeople',
      withThen((name) => envelope(page(name))),
      { label: 'people' },
    ),
    'with an envelope of its own, lists throughout': ok(
      'st.searchPeople',
      withThen((name) => [envelope([page(name)])]),
      { label: 'people' },
    ),
    'with an envelope whose `then` is beside its data': ok(
      'st.searchPeople',
      withThen((name) => ok('st.doForPeople', {}, { then: page(name) })),
      { label: 'people' },
    ),
    'without one': ok('st.searchPeople', withThen(page), { label: 'people' }),
    'without one, in lists': ok(
      'st.searchPeople',
      withThen((name) => [page(name)]),
      { label: 'people' },
    ),
  };
  for (const [name, completion] of Object.entries(shapes)) {
    it(`is read ${name}`, () => {
      const { results, summary, outcomes } = read(tree, completion, (id) => id !== 'n2');
      assert.deepEqual(
        results.map(({ node, label, payload }) => [node?.id, label, payload]),
        [
          ['n1', 'people', cards],
          ['n3', 'page', { name: 'A' }],
          ['n4', 'skills', [{ name: 'skill of A' }]],
          ['n3', 'page', { name: 'B' }],
          ['n4', 'skills', [{ name: 'skill of B' }]],
        ],
      );
      assert.deepEqual(counts({ summary } as Reading), [5, 0, 0]);
      assert.equal(outcomes.get('n2'), undefined);
      assert.equal(outcomes.get('n4')?.succeeded, 2);
      results.slice(1).forEach(({ path }, index) => {
        const from = path.find(({ item }) => item);
        assert.deepEqual(from, {
          actionType: 'st.searchPeople',
          label: 'people',
          index: index >> 1,
          item: cards[index >> 1],
        });
        assert.ok(path.every((step) => step === from || step.index === undefined));
      });
    });
  }

  for (const [name, completion] of Object.entries({
    'in one envelope in `then` beside the list': ok('st.searchPeople', cards, {
      label: 'people',
      then: envelope(names.map(page)),
    }),
    'in `then` beside the list, without an envelope': ok('st.searchPeople', cards, {
      label: 'people',
      then: names.map(page),
    }),
    'in an envelope with a list of envelopes for data': ok('st.searchPeople', cards, {
      label: 'people',
      then: ok('st.doForPeople', names.map(page)),
    }),
    'in an envelope with a list of turns': ok('st.searchPeople', cards, {
      label: 'people',
      then: ok(
        'st.doForPeople',
        names.map((one) => ({ then: page(one) })),
      ),
    }),
  })) {
    it(`reaches its nodes ${name}, although the results carry no label`, () => {
      const { results, summary } = read(tree, completion, (id) => id !== 'n2');
      assert.deepEqual(results.map(({ node, payload }) => [node?.id, payload]).slice(1), [
        ['n3', { name: 'A' }],
        ['n4', [{ name: 'skill of A' }]],
        ['n3', { name: 'B' }],
        ['n4', [{ name: 'skill of B' }]],
      ]);
      assert.deepEqual(counts({ summary } as Reading), [5, 0, 0]);
    });
  }

  it('is a result itself if needed, without parts of another', () => {
    const { rows } = read(tree, shapes['with an envelope of its own'], (id) => id === 'n2');
    assert.deepEqual(rows, [
      ['n2', undefined, {}],
      ['n2', undefined, {}],
    ]);
    const listed = ok('st.searchPeople', [{ then: ok('st.doForPeople', [page('A'), { turn: 1 }]) }]);
    assert.deepEqual(read(tree, listed, (id) => id === 'n2' || id === 'n3').rows, [
      ['n2', undefined, [{ turn: 1 }]],
      ['n3', 'page', { name: 'A' }],
    ]);
  });

  it('over an empty list counts one skip for each action below', () => {
    const { rows, summary, outcomes } = read(tree, ok('st.searchPeople', [], { label: 'people' }));
    assert.deepEqual(rows, [['n1', 'people', []]]);
    assert.deepEqual(summary, {
      succeeded: 1,
      failed: 0,
      skipped: 2,
      labels: {
        people: { succeeded: 1, failed: 0, skipped: 0 },
        page: { succeeded: 0, failed: 0, skipped: 1, skippedBecause: { emptyList: 1 } },
        skills: { succeeded: 0, failed: 0, skipped: 1, skippedBecause: { emptyList: 1 } },
      },
    });
    assert.deepEqual([...outcomes.keys()], ['n1', 'n3', 'n4']);
  });

  it('over a failed list differs from one over an empty list', () => {
    for (const more of [{}, { data: [] }, { data: null }]) {
      const { outcomes } = read(tree, failed('st.searchPeople', 'searchingNotAllowed', { label: 'people', ...more }));
      assert.deepEqual(outcomes.get('n3')?.skippedBecause, { parentFailed: 1 });
    }
  });

  for (const loopIs of ['with an envelope', 'without one']) {
    it(`fails for one item and continues with the others, ${loopIs}`, () => {
      const wrap = (one: unknown) => (loopIs === 'with an envelope' ? envelope(one) : one);
      const data = [page('A'), failed('st.openPersonPage', 'personNotFound', { label: 'page' }), page('C')];
      const { results, summary } = read(
        tree,
        ok(
          'st.searchPeople',
          data.map((one) => ({ then: wrap(one) })),
          { label: 'people' },
        ),
      );
      assert.deepEqual(
        results.filter(({ node }) => node?.id === 'n3').map(({ success, payload }) => [success, payload]),
        [
          [true, { name: 'A' }],
          [false, null],
          [true, { name: 'C' }],
        ],
      );
      assert.deepEqual(summary, {
        succeeded: 5,
        failed: 1,
        skipped: 1,
        labels: {
          people: { succeeded: 1, failed: 0, skipped: 0 },
          page: { succeeded: 2, failed: 1, skipped: 0 },
          skills: { succeeded: 2, failed: 0, skipped: 1, skippedBecause: { parentFailed: 1 } },
        },
      });
    });
  }

  it('without a result for an item counts the item', () => {
    const data = [{ id: 1, then: page('A') }, { id: 2, then: [] }, { id: 3 }, null, 'x'];
    const { rows, summary, outcomes } = read(tree, ok('st.searchPeople', data, { label: 'people' }));
    assert.deepEqual(rows[0], ['n1', 'people', [{ id: 1 }, { id: 2 }, { id: 3 }, null, 'x']]);
    assert.deepEqual(counts({ summary } as Reading), [3, 0, 8]);
    assert.deepEqual(outcomes.get('n4'), { succeeded: 1, failed: 0, skipped: 4, skippedBecause: { notReported: 4 } });
  });

  it('next to another shares no results with it', () => {
    const two = search([
      loop([open({ label: 'a' }), open()]),
      loop([open(), open({ label: 'b' })], { label: 'second' }),
    ]);
    const is = (name: string, label?: string) => ok('st.openPersonPage', { name }, label ? { label } : {});
    const expected = [
      ['n3', 'a', { name: '1' }],
      ['n4', undefined, { name: '2' }],
      ['n6', undefined, { name: '3' }],
      ['n7', 'b', { name: '4' }],
    ];
    const first = [is('1', 'a'), is('2')];
    const second = [is('3'), is('4', 'b')];
    const wantsPages = (id?: string) => ['n3', 'n4', 'n6', 'n7'].includes(id!);
    for (const then of [
      [...first, ...second],
      [envelope(first), ok('st.doForPeople', { then: second }, { label: 'second' })],
    ]) {
      assert.deepEqual(read(two, ok('st.searchPeople', [{ then }]), wantsPages).rows, expected);
    }
  });

  it('may share its actions with another', () => {
    const roots = treeOf(search([loop(open({ label: 'page' })), loop(open())]));
    roots[0]!.then[1]!.then = roots[0]!.then[0]!.then;
    const is = (name: string) => ok('st.openPersonPage', { name }, { label: 'page' });
    for (const then of [
      [is('1'), is('2')],
      [envelope(is('1')), envelope(is('2'))],
    ]) {
      const { rows, summary } = read(roots, ok('st.searchPeople', [{ then }]), (id) => id === 'n3');
      assert.deepEqual(rows, [
        ['n3', 'page', { name: '1' }],
        ['n3', 'page', { name: '2' }],
      ]);
      assert.deepEqual(counts({ summary } as Reading), [3, 0, 0]);
    }
  });

  it('gives an envelope without a label to the sibling without one', () => {
    const twins = search(loop([open({ label: 'a' }), open()]));
    const { rows, summary } = read(
      twins,
      ok('st.searchPeople', [{ then: ok('st.openPersonPage', { name: '1' }) }]),
      (id) => id === 'n4',
    );
    assert.deepEqual(rows, [['n4', undefined, { name: '1' }]]);
    assert.deepEqual(summary.labels['a']?.skippedBecause, { notReported: 1 });
  });
});
