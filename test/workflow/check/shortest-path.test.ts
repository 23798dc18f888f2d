import assert from 'node:assert/strict';
import { check } from '../../../src/workflow/check/check';
import { shortestPathBetween } from '../../../src/workflow/check/shortest-path';
import { catalog, Dice, facts, factsFor, forAll } from '../../support/flows/trees';

const names = (above: string, below: string) => shortestPathBetween(above, below, catalog)?.map(({ type }) => type);

describe('the path between two actions', () => {
  it('is the shortest one', () => {
    assert.deepEqual(names('st.searchPeople', 'st.retrievePersonSkills'), ['st.doForPeople', 'st.openPersonPage']);
    assert.deepEqual(names('st.searchPeople', 'nv.sendMessage'), [
      'st.doForPeople',
      'st.openPersonPage',
      'nv.openPersonPage',
    ]);
  });

  it('is empty if one may be directly under the other, or never below it', () => {
    assert.equal(names('st.openPersonPage', 'st.retrievePersonSkills'), undefined);
    assert.equal(names('st.openPersonPage', 'st.searchPeople'), undefined);
    assert.equal(names('st.retrieveSSI', 'st.openPersonPage'), undefined);
    assert.equal(names('st.unknown', 'st.openPersonPage'), undefined);
  });

  it('handles two pages that open each other', () => {
    assert.deepEqual(names('st.openPersonPage', 'st.openPersonPage'), ['nv.openPersonPage']);
  });

  it('passes the check, between any two actions', () => {
    return forAll((dice: Dice) => {
      const above = dice.pick(facts);
      for (const below of facts) {
        const way = shortestPathBetween(above.type, below.type, catalog);
        if (!way) continue;
        const types = [above.type, ...way.map(({ type }) => type), below.type];
        types.slice(1).forEach((type, index) => assert.ok(factsFor(types[index]!).children.includes(type)));
        const nodes = types.map((type, index) => dice.node(type, index === 0));
        nodes.slice(1).forEach((node, index) => nodes[index]!.then.push(node));
        if (above.root && !below.loop)
          assert.deepEqual(
            check([nodes[0]!], catalog).filter(({ severity }) => severity === 'error'),
            [],
          );
      }
    }, 20);
  });
});
