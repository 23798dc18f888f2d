import assert from 'node:assert/strict';
import type { FieldFacts } from '../../src/catalog/facts/action-facts';
import { translateToEnglish } from '../../src/catalog/facts/sentences';
import { portMap } from '../../src/editor/fields/ports';
import { problems, type ReadTyped } from '../../src/editor/fields/validate';
import { changed, shown, spacedWords, stored } from '../../src/editor/fields/values';
import { catalog } from './built';

const field = (kind: FieldFacts['kind'], more: Partial<FieldFacts> = {}): FieldFacts => ({
  name: 'x',
  kind,
  label: 'X',
  ...more,
});

describe('values in a dialog', () => {
  const cases: [string, FieldFacts, unknown][] = [
    ['a text', field('text'), 'Hello\nthere'],
    ['a number', field('integer'), 10],
    ['a number that is none', field('integer'), 'abc'],
    ['a number in another form than digits', field('integer'), '0x10'],
    ['true', field('boolean'), true],
    ['false', field('boolean'), false],
    ['a choice', field('choice', { values: ['like', 'love'] }), 'love'],
    ['a choice nobody knows', field('choice', { values: ['like'] }), 'adore'],
    ['several choices', field('choices', { values: ['1st', '2nd'] }), ['1st', '2nd']],
    ['a message’s property', field('integer'), { type: 'msg', value: 'payload.limit' }],
    ['an expression', field('texts'), { type: 'jsonata', value: '[1..3]' }],
    ['a list as JSON', field('texts'), { type: 'json', value: '["a"]' }],
  ];
  for (const [name, facts, value] of cases) {
    it(`keep ${name}`, () => assert.deepEqual(stored(shown(facts, value)), value));
  }

  it('are absent when the input is empty, whatever its type', () => {
    for (const type of ['str', 'num', 'bool', 'choice', 'choices', 'msg', 'jsonata']) {
      assert.equal(stored({ type, value: '' }), undefined, type);
    }
  });

  it('show values of known sets as words', () => {
    assert.equal(spacedWords('threeToFive'), 'three to five');
    assert.deepEqual(['1st', '51-200', '3rd+', '0.5', 'like'].map(spacedWords), [
      '1st',
      '51-200',
      '3rd+',
      '0.5',
      'like',
    ]);
  });
});

describe('parameters after an edit', () => {
  const fields = [
    field('text', { name: 'term' }),
    field('integer', { name: 'limit' }),
    field('group', {
      name: 'filter',
      fields: [field('texts', { name: 'locations' }), field('text', { name: 'position' })],
    }),
  ];
  const after = (params: unknown, changes: Record<string, unknown>) =>
    changed(fields, params, new Map(Object.entries(changes)));

  it('keep what the catalogue does not know, at every depth', () => {
    const params = { mystery: 1, filter: { position: 'CEO', riddle: 2 } };
    assert.deepEqual(after(params, { 'filter.position': 'CTO' }), {
      filter: { position: 'CTO', riddle: 2 },
      mystery: 1,
    });
  });

  it('are in the order of the catalogue', () => {
    assert.equal(JSON.stringify(after({ limit: 5 }, { term: 'x' })), '{"term":"x","limit":5}');
  });

  it('lose a value that was cleared, and the group it left empty', () => {
    assert.deepEqual(after({ term: 'x', filter: { position: 'CEO' } }, { 'filter.position': undefined }), {
      term: 'x',
    });
  });

  it('do not change the object they come from', () => {
    const params = { filter: { position: 'CEO' } };
    after(params, { 'filter.position': 'CTO' });
    assert.deepEqual(params, { filter: { position: 'CEO' } });
  });
});

describe('the check in a dialog', () => {
  const readable: ReadTyped = ({ value }) => (value === '1 +' ? 'unexpected end' : true);
  const search = catalog.action('st.searchPeople')!;
  const message = catalog.action('st.sendMessage')!;

  it('finds nothing in an optional field of a new node, or in what is evaluated at run time', () => {
    assert.deepEqual(problems(search, {}, readable, translateToEnglish), []);
    assert.deepEqual(
      problems(search, { limit: { type: 'msg', value: 'payload' }, term: '${TERM}' }, readable, translateToEnglish),
      [],
    );
  });

  it('names the field of each wrong value and the reason, also within a group', () => {
    const found = problems(
      search,
      { limit: 5000, customSearchUrl: 'x', filter: { locations: { city: 'Berlin' } } },
      readable,
      translateToEnglish,
    );
    assert.equal(found.length, 3);
    assert.match(found[0]!, /^Limit must be at most 1000 people/);
    assert.match(found[1]!, /^Search URL must be an address/);
    assert.match(found[2]!, /^Filter → Locations must be a list/);
  });

  it('reads and refuses values as a run does', () => {
    const connections = catalog.action('st.retrieveConnections')!;
    const fine = { limit: ' 10 ', since: ' 2026-05-01', filter: { locations: 'Berlin' } };
    assert.deepEqual(problems(connections, fine, readable, translateToEnglish), []);
    for (const limit of ['0x10', '1e3', '1,000', 'Infinity', ' ', { type: 'num', value: '0x10' }]) {
      const text = typeof limit === 'string' ? limit : limit.value;
      assert.deepEqual(problems(connections, { limit }, readable, translateToEnglish), [
        `Limit must be a whole number in digits alone, like 10, not “${text}”`,
      ]);
    }
    const open = catalog.action('st.openPersonPage')!;
    assert.deepEqual(problems(open, { basicInfo: 'TRUE' }, readable, translateToEnglish), []);
    assert.match(problems(open, { basicInfo: 'yes' }, readable, translateToEnglish).join(), /must be true or false/);
  });

  it('accepts a list whose items are evaluated at run time', () => {
    assert.deepEqual(
      problems(
        search,
        { filter: { locations: ['Berlin', { type: 'msg', value: 'city' }] } },
        readable,
        translateToEnglish,
      ),
      [],
    );
  });

  it('names an expression that cannot be read, alone or in a list', () => {
    const broken = { type: 'jsonata', value: '1 +' };
    assert.match(
      problems(search, { term: broken }, readable, translateToEnglish)[0]!,
      /^Term cannot be read: unexpected end/,
    );
    assert.match(
      problems(search, { filter: { locations: ['a', broken] } }, readable, translateToEnglish)[0]!,
      /Locations cannot be read/,
    );
  });

  it('says what is wrong with an entry of a list, and skips what is evaluated at run time', () => {
    const publish = catalog.action('st.createPost')!;
    const entry = (more: object) =>
      problems(publish, { text: '@[a]', mentions: [{ key: 'a', name: 'Ada', ...more }] }, readable, translateToEnglish);
    assert.deepEqual(entry({ urn: { type: 'msg', value: 'urn' }, key: '${KEY}' }), []);
    assert.match(entry({ key: 'a b' })[0]!, /^Mentions 1 → Key may only have letters/);
    assert.match(entry({ urn: '7' })[0]!, /^Mentions 1 → URN must be a URN like urn:li:member:/);
  });

  it('reports what the action requires', () => {
    assert.deepEqual(problems(message, {}, readable, translateToEnglish), ['Text is missing']);
  });
});

describe('ports of a run', () => {
  it('stay in place without a change', () => {
    assert.deepEqual(portMap(2, [0, 1]), { 0: 0, 1: 1, 2: 2, 3: 3 });
  });

  it('move with their label, are removed with it, and are added with a new one', () => {
    assert.deepEqual(portMap(3, [2, 0, undefined]), { 0: 0, 1: 1, 2: 3, 3: -1, 4: 2, new2: 4 });
  });
});
