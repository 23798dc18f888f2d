import assert from 'node:assert/strict';
import { nodeSets } from '../../src/build/sets';
import { leanFacts } from '../../src/build/facts';
import { literal } from '../../src/build/html/text';
import { helpLine, limits, placeholderOf } from '../../src/build/html/words';
import { built, catalog } from './built';

const withSets = (...names: string[]) => ({
  'node-red': { nodes: Object.fromEntries(names.map((name) => [name, `dist/nodes/${name}.js`])) },
});

describe('node sets', () => {
  const actions = catalog.actions.filter(({ set }) => set === 'people' || set === 'posts');

  it('refuse a folder of actions that the manifest does not name', () => {
    assert.throws(() => nodeSets(withSets('linkedapi', 'people'), actions), /nodes\/posts holds actions.*add "posts"/);
  });

  it('refuse a set of the manifest without actions', () => {
    assert.throws(
      () => nodeSets(withSets('linkedapi', 'people', 'posts', 'jobs'), actions),
      /"jobs".*no action in nodes\/jobs/,
    );
  });

  it('hold the actions of their folder', () => {
    const [people, posts] = nodeSets(withSets('linkedapi', 'people', 'posts'), actions);
    assert.ok(people?.actions.every(({ set }) => set === 'people'));
    assert.equal(people!.actions.length + posts!.actions.length, actions.length);
  });
});

describe('facts for runtime and browser', () => {
  it('are those of the catalogue without the words that only dialogs show', () => {
    const facts = JSON.parse(built('src/catalog/facts/actions.json')) as unknown;
    assert.deepEqual(facts, JSON.parse(JSON.stringify(leanFacts(catalog.actions))));
    assert.doesNotMatch(JSON.stringify(facts), /"(help|placeholder)":/);
    assert.equal((facts as unknown[]).length, catalog.actions.length);
  });
});

describe('words', () => {
  const limit = {
    name: 'limit',
    kind: 'integer',
    label: 'Limit',
    help: 'How many.',
    unit: 'people',
    min: 1,
    max: 1000,
  } as const;

  it('contain the unit, the bounds and the meaning of an empty field', () => {
    assert.equal(helpLine({ ...limit, usual: 10 }), 'How many. 1 – 1,000 people, 10 if left empty.');
    assert.equal(
      limits({ name: 'note', kind: 'text', label: 'Note', max: 300, required: true }),
      'Up to 300 characters. Required.',
    );
    assert.equal(
      limits({ name: 'basicInfo', kind: 'boolean', label: 'Basic info', usual: false }),
      'No if left empty.',
    );
    assert.equal(limits({ name: 'term', kind: 'text', label: 'Term' }), '');
  });

  it('show the default of Linked API in an empty number', () => {
    assert.equal(placeholderOf({ ...limit, usual: 10 }), '10');
    assert.equal(placeholderOf(limit), undefined);
  });

  it('write values as JavaScript literals', () => {
    assert.equal(literal({ a: { b: "it’s 'so'" }, c: [true, 1] }), `{ a: { b: 'it’s \\'so\\'' }, c: [true, 1] }`);
  });
});
