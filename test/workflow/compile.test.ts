import assert from 'node:assert/strict';
import { compile } from '../../src/workflow/compile';
import type { ActionNode } from '../../src/workflow/tree';
import { catalog, loaded, treeOf } from '../support/flows/trees';

const node = (actionType: string, more: Partial<ActionNode> = {}): ActionNode => ({
  id: actionType,
  title: actionType,
  actionType,
  params: {},
  then: [],
  ...more,
});
const text = (...roots: ActionNode[]) => JSON.stringify(compile(roots, catalog));

describe('compile', () => {
  it('makes one root an object and several an array, and the same for `then`', () => {
    const leaf = node('st.retrievePersonSkills');
    assert.deepEqual(compile([leaf], catalog), { actionType: 'st.retrievePersonSkills' });
    assert.deepEqual(compile([leaf, node('st.retrieveSSI')], catalog), [
      { actionType: 'st.retrievePersonSkills' },
      { actionType: 'st.retrieveSSI' },
    ]);
    assert.deepEqual(compile([node('st.openPersonPage', { then: [leaf] })], catalog), {
      actionType: 'st.openPersonPage',
      then: { actionType: 'st.retrievePersonSkills' },
    });
    assert.deepEqual(compile([node('st.openPersonPage', { then: [leaf, leaf] })], catalog), {
      actionType: 'st.openPersonPage',
      then: [{ actionType: 'st.retrievePersonSkills' }, { actionType: 'st.retrievePersonSkills' }],
    });
    assert.deepEqual(compile([], catalog), []);
  });

  it('puts the label first, then the parameters as the catalogue has them, then unknown ones as they come', () => {
    const params = {
      zebra: 1,
      filter: { newer: 1, schools: ['x'], firstName: 'Maria' },
      apple: 2,
      limit: 3,
      term: 'x',
    };
    assert.equal(
      text(node('st.searchPeople', { label: 'people', params, then: [node('st.doForPeople')] })),
      '{"actionType":"st.searchPeople","label":"people","term":"x","limit":3,"filter":{"firstName":"Maria","schools":["x"],"newer":1},"zebra":1,"apple":2,"then":{"actionType":"st.doForPeople"}}',
    );
  });

  it('sends exactly what the node contains', () => {
    assert.equal(text(node('st.openPersonPage')), '{"actionType":"st.openPersonPage"}');
    assert.equal(
      text(node('x', { label: '', params: { a: null, b: [], c: {} } })),
      '{"actionType":"x","label":"","a":null,"b":[],"c":{}}',
    );
  });

  it('keeps a parameter whatever it is called', () => {
    const params = JSON.parse('{"__proto__":{"a":1},"constructor":2,"toString":3,"filter":{"__proto__":4}}') as Record<
      string,
      unknown
    >;
    assert.equal(
      text(node('st.searchPeople', { params })),
      '{"actionType":"st.searchPeople","filter":{"__proto__":4},"__proto__":{"a":1},"constructor":2,"toString":3}',
    );
    assert.ok(!('a' in {}), 'and no other object is changed by it');
  });

  it('leaves a group unchanged that is not an object', () => {
    for (const filter of ['x', null, ['a'], 7]) {
      assert.equal(
        text(node('st.searchPeople', { params: { filter } })),
        `{"actionType":"st.searchPeople","filter":${JSON.stringify(filter)}}`,
      );
    }
  });

  it('repeats an action that is wired twice', () => {
    const shared = node('st.retrievePersonSkills', { label: 'skills' });
    const roots = [node('st.openPersonPage', { then: [shared] }), node('st.openPersonPage', { then: [shared] })];
    const skills = { actionType: 'st.retrievePersonSkills', label: 'skills' };
    const page = { actionType: 'st.openPersonPage', then: skills };
    assert.deepEqual(compile(roots, catalog), [page, page]);
  });

  it('leaves out the target of an action if its parent gives it, and only then', () => {
    const personUrl = 'https://www.linkedin.com/in/a';
    const status = node('st.checkConnectionStatus', { params: { personUrl, newer: 1 } });
    const newer = { actionType: 'st.checkConnectionStatus', newer: 1 };
    assert.deepEqual(compile([node('st.openPersonPage', { then: [status] }), status], catalog), [
      { actionType: 'st.openPersonPage', then: newer },
      { ...newer, personUrl },
    ]);
    // An unknown parent counts as one that does not give the target.
    const stranger = compile([node('st.newer', { then: [status] })], catalog);
    assert.deepEqual(stranger, { actionType: 'st.newer', then: { ...newer, personUrl } });
  });

  for (const { action } of loaded) {
    it(`gives the example of ${action.type} back`, () => {
      assert.deepEqual(compile(treeOf(action.example), catalog), action.example);
    });
  }
});
