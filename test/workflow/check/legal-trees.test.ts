import assert from 'node:assert/strict';
import { paramsSchema } from '../../../src/catalog/define';
import { check } from '../../../src/workflow/check/check';
import { compile } from '../../../src/workflow/compile';
import type { ActionNode } from '../../../src/workflow/tree';
import { errorsOf, refusals, withParam } from '../../support/flows/checks';
import { catalog, facts, forAll, loaded, nodesOf, type Dice } from '../../support/flows/trees';

function shuffled(dice: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const rest = Object.entries(value);
  const entries: [string, unknown][] = [];
  while (rest.length > 0) entries.push(...rest.splice(dice.integer(0, rest.length - 1), 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, shuffled(dice, inner)]));
}

describe('any legal tree', () => {
  it('passes the check', () => {
    return forAll((dice) => assert.deepEqual(errorsOf(dice.tree()), []), 300);
  });

  it('passes the check of the sandbox', () => {
    return forAll((dice) => assert.deepEqual(refusals(dice.tree()), []), 300);
  });

  for (const { type } of facts) {
    it(`passes the check with ${type} in it`, () => {
      return forAll((dice) => assert.deepEqual(errorsOf(dice.treeWith(type).roots), []), 10);
    });
  }

  it('compiles to the same bytes in any order of its parameters', () => {
    return forAll((dice) => {
      const roots = dice.tree();
      const once = JSON.stringify(compile(roots, catalog));
      assert.equal(JSON.stringify(compile(roots, catalog)), once);
      for (const node of nodesOf(roots).keys()) node.params = shuffled(dice, node.params) as ActionNode['params'];
      assert.equal(JSON.stringify(compile(roots, catalog)), once);
    });
  });

  it('is the same document with a leftover target below a parent, with a hint', () => {
    return forAll((dice) => {
      const { action, field } = dice.pick(
        withParam(({ target }) => target === true).filter(({ action: { parents } }) => parents.length > 0),
      );
      const { roots, node } = dice.treeWith(action.type, 'below');
      const before = JSON.stringify(compile(roots, catalog));
      node.params[field.name] = dice.pick([dice.value(field), 'nonsense', { type: 'msg', value: 'url' }]);
      assert.equal(JSON.stringify(compile(roots, catalog)), before);
      assert.deepEqual(errorsOf(roots), []);
      assert.ok(check(roots, catalog).some(({ rule, nodes }) => rule === 'target' && nodes.includes(node.id)));
    });
  });

  it('compiles to parameters that the schemas accept', () => {
    return forAll((dice) => {
      for (const { actionType, params } of nodesOf(dice.tree()).keys()) {
        const { action } = loaded.find((one) => one.action.type === actionType)!;
        assert.deepEqual(paramsSchema(action).safeParse(params).error?.issues, undefined);
      }
    });
  });
});
