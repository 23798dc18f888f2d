import assert from 'node:assert/strict';
import { isNewer, migrated, migrations, removedSettings, versionOf, type Migration } from '../../../src/catalog/facts';

const type = 'linkedapi-run';
const added: Migration[] = [
  { types: /^linkedapi-run$/, removed: ['timeout'], change: ({ timeout }) => ({ hours: Number(timeout) }) },
  { types: /^linkedapi-/, removed: [], change: () => ({ touched: true }) },
  { types: /^linkedapi-run$/, removed: ['hours'], change: ({ hours }) => ({ minutes: Number(hours) * 60 }) },
];

describe('a change of the shape in which nodes are saved', () => {
  const table = migrations as Migration[];
  before(() => void table.push(...added));
  after(() => void table.splice(-added.length));

  it('brings a node that has no version from the first shape to the current one, and leaves the saved node alone', () => {
    const saved = Object.freeze({ id: 'run', type, timeout: 24, name: 'mine' });
    assert.deepEqual(migrated(saved), { id: 'run', type, name: 'mine', touched: true, minutes: 1440, version: 4 });
  });

  it('begins with the version that the node has', () => {
    assert.deepEqual(migrated({ type, version: 3, hours: 2 }), { type, minutes: 120, version: 4 });
  });

  it('concerns the types it is for', () => {
    assert.deepEqual(migrated({ type: 'linkedapi-inbox' }), { type: 'linkedapi-inbox', touched: true, version: 2 });
    assert.deepEqual([type, 'linkedapi-inbox', 'inject'].map(versionOf), [4, 2, 1]);
    assert.deepEqual(removedSettings(type), ['timeout', 'hours']);
  });

  it('leaves alone what is current, what is newer, and what is not of this package', () => {
    for (const node of [
      { type, version: 4 },
      { type, version: 5 },
      { type: 'inject', version: 7 },
      { type: 'inject' },
    ]) {
      assert.equal(migrated(node), node);
    }
  });

  it('is not guessed: any version but a known one is that of a newer package', () => {
    for (const version of [5, 0, -1, 1.5, '2', null, {}])
      assert.ok(isNewer({ type, version }), JSON.stringify(version));
    for (const version of [undefined, 1, 4]) assert.ok(!isNewer({ type, version }));
    assert.ok(!isNewer({ type: 'inject', version: 5 }));
  });
});
