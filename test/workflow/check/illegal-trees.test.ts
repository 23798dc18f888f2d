import assert from 'node:assert/strict';
import type { ActionFacts, Rule } from '../../../src/catalog/facts/action-facts';
import type { ActionNode, Finding } from '../../../src/workflow/tree';
import { errorsOf, refusals, withParam } from '../../support/flows/checks';
import { illegalValues } from '../../support/flows/illegal-values';
import { at, facts, factsFor, fieldsOf, forAll, nodesOf, put, type Dice } from '../../support/flows/trees';

interface Mutant {
  roots: ActionNode[];
  node: ActionNode;
}

const withRule = <R extends Rule['rule']>(name: R) =>
  facts.flatMap((action) =>
    action.rules
      .filter((rule): rule is Extract<Rule, { rule: R }> => rule.rule === name)
      .map((rule) => ({ action, rule })),
  );
/** The paths a rule reads, as `fieldsOf` writes them. */
function rulePaths(rule: Rule): string[] {
  switch (rule.rule) {
    case 'requiredUnless':
      return [rule.field, rule.unless];
    case 'mostAbove':
      return [rule.field];
    case 'alike':
      return [`${rule.field}.0.${rule.by}`];
    case 'requiredWhere':
      return [`${rule.field}.0.${rule.name}`, `${rule.field}.0.${rule.where}`];
    case 'atMostOne':
    case 'marked':
      // None of these is required.
      return [];
    default:
      return rule.fields;
  }
}
const fieldAt = (action: ActionFacts, path: string) => fieldsOf(action.params).find((one) => one.path === path)!.field;

/** For a node only: in a document the parameter is that word itself. */
const reservedWord = 'a parameter that is a word of the document';

/** One way each to make a legal tree illegal. */
const mutations: Record<string, (dice: Dice) => Mutant> = {
  'an action under a parent that does not take it'(dice) {
    const roots = dice.tree();
    const parent = dice.pick([...nodesOf(roots).keys()]);
    const strangers = facts.filter(({ type }) => !factsFor(parent.actionType).children.includes(type));
    const node = dice.grow(dice.node(dice.pick(strangers).type, false), 1);
    parent.then.splice(dice.integer(0, parent.then.length), 0, node);
    return { roots, node };
  },
  'an action at the root that may not start a workflow'(dice) {
    const roots = dice.tree();
    const node = dice.grow(dice.node(dice.pick(facts.filter(({ root }) => !root)).type, false), 1);
    roots.splice(dice.integer(0, roots.length), 0, node);
    return { roots, node };
  },
  'a root that does not say whom it is about'(dice) {
    const { action } = dice.pick(withParam(({ target }) => target === true).filter(({ action: { root } }) => root));
    const mutant = dice.treeWith(action.type, 'root');
    for (const { name, target } of action.params) if (target) delete mutant.node.params[name];
    return mutant;
  },
  'a required parameter left out'(dice) {
    const { action, path } = dice.pick(withParam(({ required }) => required === true));
    const mutant = dice.treeWith(action.type);
    const [rows, inner] = path.split('.0.');
    if (inner) put(mutant.node.params, rows!, [dice.row(fieldAt(action, rows!))]);
    put(mutant.node.params, path, undefined);
    return mutant;
  },
  'a value that its field does not take'(dice) {
    const { action, path, field } = dice.pick(withParam(() => true));
    const mutant = dice.treeWith(action.type, action.root ? 'root' : 'below');
    put(mutant.node.params, path, dice.pick(illegalValues(field)));
    return mutant;
  },
  'a loop without anything to repeat'(dice) {
    const mutant = dice.treeWith(dice.pick(facts.filter(({ loop }) => loop)).type);
    mutant.node.then = [];
    return mutant;
  },
  [reservedWord](dice) {
    const roots = dice.tree();
    const node = dice.pick([...nodesOf(roots).keys()]);
    node.params[dice.pick(['actionType', 'label', 'then'])] = 'x';
    return { roots, node };
  },
  'two parameters that exclude each other'(dice) {
    const { action, rule } = dice.pick(withRule('notTogether'));
    const mutant = dice.treeWith(action.type);
    for (const path of rule.fields) put(mutant.node.params, path, dice.value(fieldAt(action, path)));
    return mutant;
  },
  'one of several parameters that belong together'(dice) {
    const { action, rule } = dice.pick(withRule('together'));
    const mutant = dice.treeWith(action.type);
    const missing = dice.pick(rule.fields);
    for (const path of rule.fields) {
      put(mutant.node.params, path, path === missing ? undefined : dice.value(fieldAt(action, path)));
    }
    return mutant;
  },
  'neither a parameter nor what makes it dispensable'(dice) {
    const { action, rule } = dice.pick(withRule('requiredUnless'));
    const mutant = dice.treeWith(action.type);
    put(mutant.node.params, rule.field, undefined);
    put(mutant.node.params, rule.unless, undefined);
    return mutant;
  },
  'more than may come where something hangs below'(dice) {
    const { action, rule } = dice.pick(withRule('mostAbove'));
    const mutant = dice.treeWith(action.type);
    put(mutant.node.params, rule.field, rule.most + 1);
    mutant.node.then = [dice.grow(dice.node(dice.pick(action.children), false), 1)];
    return mutant;
  },
  'rows that do not go together'(dice) {
    const { action, rule } = dice.pick(withRule('alike'));
    const mutant = dice.treeWith(action.type);
    const field = fieldAt(action, rule.field);
    const [one, other] = dice.some(Object.keys(rule.most), 2);
    const rows = dice.chance(50)
      ? [one, other]
      : Array<string>(Math.min(...Object.values(rule.most)) + 1).fill('video');
    put(
      mutant.node.params,
      rule.field,
      rows.map((kind) => ({ ...dice.row(field), name: 'x', [rule.by]: kind })),
    );
    return mutant;
  },
  'a row that lacks what its kind needs'(dice) {
    const { action, rule } = dice.pick(withRule('requiredWhere'));
    const mutant = dice.treeWith(action.type);
    const row = { ...dice.row(fieldAt(action, rule.field)), [rule.where]: rule.is };
    put(mutant.node.params, rule.field, [row]);
    put(mutant.node.params, `${rule.field}.0.${rule.name}`, undefined);
    return mutant;
  },
  'a row with two fields that say the same'(dice) {
    const { action, rule } = dice.pick(withRule('atMostOne'));
    const mutant = dice.treeWith(action.type);
    const field = fieldAt(action, rule.field);
    const row = dice.row(field);
    for (const name of dice.some(rule.names, 2))
      row[name] = dice.value(field.fields!.find((one) => one.name === name)!);
    put(mutant.node.params, rule.field, [...(field.shorthand ? ['Maria'] : []), row]);
    return mutant;
  },
  'a mark in a text that belongs to no row'(dice) {
    const { action, rule } = dice.pick(withRule('marked'));
    const mutant = dice.treeWith(action.type);
    put(mutant.node.params, rule.field, [{ ...dice.row(fieldAt(action, rule.field)), [rule.by]: 'known' }]);
    put(mutant.node.params, rule.text, 'Thanks, @[known] and @[unknown]');
    return mutant;
  },
  'a parameter that another one’s value asks for left out'(dice) {
    const { action, rule } = dice.pick(withRule('goesWith'));
    const mutant = dice.treeWith(action.type);
    const [field, other] = rule.fields;
    if (at(mutant.node.params, other) === rule.value) put(mutant.node.params, field, undefined);
    else put(mutant.node.params, field, dice.value(fieldAt(action, field)));
    return mutant;
  },
  'bounds the wrong way round'(dice) {
    const { action, rule } = dice.pick(withRule('ascending'));
    const mutant = dice.treeWith(action.type);
    const [low, high] = rule.fields;
    put(mutant.node.params, low, fieldAt(action, low).values!.at(-1));
    put(mutant.node.params, high, fieldAt(action, high).values![0]);
    return mutant;
  },
};

const blames = (node: ActionNode) => (finding: Finding) =>
  finding.nodes.includes(node.id) && finding.message.includes(node.title);

describe('a legal tree with one thing made illegal', () => {
  for (const [name, mutate] of Object.entries(mutations)) {
    it(`${name} is found and named`, () => {
      return forAll((dice) => {
        const { roots, node } = mutate(dice);
        const errors = errorsOf(roots);
        assert.ok(errors.some(blames(node)), `${JSON.stringify(node)}: ${JSON.stringify(errors)}`);
        assert.ok(errors.every(blames(node)), `somebody else is blamed: ${JSON.stringify(errors)}`);
        if (name !== reservedWord) assert.ok(refusals(roots).length > 0, `the sandbox takes ${JSON.stringify(node)}`);
      });
    });
  }

  it('two nodes with one label are found and both named', () => {
    return forAll((dice) => {
      const roots = [...dice.tree(), ...dice.tree()];
      const [one, other] = dice.some([...nodesOf(roots).keys()], 2);
      one!.label = other!.label = 'the same';
      for (const node of [one!, other!]) assert.ok(errorsOf(roots).some(blames(node)));
    });
  });

  it('without the mutation nothing was wrong', () => {
    // Makes sure that the properties above test something: each starts from `tree` or `treeWith`.
    return forAll((dice) => {
      const { type, root, parents } = dice.pick(facts);
      if (root) assert.deepEqual(errorsOf(dice.treeWith(type, 'root').roots), []);
      if (parents.length > 0) assert.deepEqual(errorsOf(dice.treeWith(type, 'below').roots), []);
    }, 200);
  });

  it('a group that lacks one of its values is no error', () => {
    return forAll((dice) => {
      const { action, path } = dice.pick(withParam((field) => !field.required));
      const { roots, node } = dice.treeWith(action.type, action.root ? 'root' : 'below');
      const mustStay = action.rules.filter((rule) => !('hint' in rule)).flatMap(rulePaths);
      const ruled = mustStay.some((one) => `${one}.`.startsWith(`${path}.`));
      const lastTarget =
        fieldAt(action, path).target &&
        action.params.filter(({ name, target }) => target && at(node.params, name) !== undefined).length < 2;
      if (ruled || lastTarget) return;
      put(node.params, path, undefined);
      assert.deepEqual(errorsOf(roots), []);
    });
  });
});
