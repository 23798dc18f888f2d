import assert from 'node:assert/strict';
import { z } from 'zod';
import { paramsSchema } from '../../../src/catalog/define';
import type { ActionFacts, FieldFacts, Rule } from '../../../src/catalog/facts/action-facts';
import { checker } from '../../../src/sandbox/engine/check';
import { check } from '../../../src/workflow/check/check';
import { compile } from '../../../src/workflow/compile';
import type { ActionNode, Finding } from '../../../src/workflow/tree';
import {
  at,
  catalog,
  facts,
  factsFor,
  fieldsOf,
  forAll,
  loaded,
  nodesOf,
  put,
  type Dice,
} from '../../support/flows/trees';

const sandboxCheck = checker(loaded.map(({ action }) => action));
/** What the sandbox, which checks by the schemas, finds wrong with the document as it is sent. */
const refusals = (roots: ActionNode[]) =>
  sandboxCheck(JSON.parse(JSON.stringify(compile(roots, catalog)))).problems ?? [];
const errorsOf = (roots: ActionNode[]) => check(roots, catalog).filter(({ severity }) => severity === 'error');

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

  it('compiles to the same bytes in whatever order its parameters were filled in', () => {
    return forAll((dice) => {
      const roots = dice.tree();
      const once = JSON.stringify(compile(roots, catalog));
      assert.equal(JSON.stringify(compile(roots, catalog)), once);
      for (const node of nodesOf(roots).keys()) node.params = shuffled(dice, node.params) as ActionNode['params'];
      assert.equal(JSON.stringify(compile(roots, catalog)), once);
    });
  });

  it('is the same document with a target left over below a parent, which is hinted at', () => {
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

  it('compiles to parameters that the schemas take', () => {
    return forAll((dice) => {
      for (const { actionType, params } of nodesOf(dice.tree()).keys()) {
        const { action } = loaded.find((one) => one.action.type === actionType)!;
        assert.deepEqual(paramsSchema(action).safeParse(params).error?.issues, undefined);
      }
    });
  });
});

const junk: unknown[] = [
  null, '', ' ', 'x', 'true', '7', 0, -1, 0.5, 7, 1e9, 2 ** 60, Number.NaN, Infinity, true, [], [''], ['x'], [['x']],
  [7], [null], {}, { unknown: 1 }, '2026-02-30', '2026-13-01', 'https://example.com/in/a', 'https://www.linkedin.com/in/',
  'https://www.linkedin.com.example.com/in/a', 'a@b', 'x'.repeat(5000),
]; // prettier-ignore

/** Values that a field does not take, one way each. */
function illegalValues(field: FieldFacts): unknown[] {
  const { min, max, softMax } = field;
  switch (field.kind) {
    case 'text':
      return [
        7,
        ['x'],
        null,
        ...(min ? [''] : []),
        ...(max === undefined ? [] : ['x'.repeat(max + 1)]),
        ...illegalTexts(field),
      ];
    case 'url':
      return ['amelie-hoffmann', 'ftp://www.linkedin.com/in/a', 7, ['https://www.linkedin.com/in/a'], ...(field.of === 'web' ? [] : ['https://www.linkedin.com/', 'https://example.com/in/a'])]; // prettier-ignore
    case 'email':
      return ['maria', 'maria@example', 'ma ria@example.com', 7];
    case 'time':
      return ['yesterday', '2026-13-01', '01.05.2026', 1777593600000, '2026-05-01T25:00:00Z'];
    case 'integer':
      return [min! - 1, 1.5, '10', true, Number.NaN, Infinity, ...(softMax ? [] : [max! + 1])];
    case 'boolean':
      return ['true', 1, null];
    case 'choice':
      return ['no such value', 7, [field.values![0]], ''];
    case 'texts':
      return ['x', ['x', ''], [7], { 0: 'x' }];
    case 'choices':
      return [field.values![0], ['no such value'], [field.values![0], 7]];
    case 'group':
      return ['x', 7, ['x'], true];
    case 'rows':
      return ['x', 7, { 0: {} }, [7], [['x']], [''], ...(field.shorthand ? [['x'.repeat(101)]] : [['x']])];
    case 'record':
      return ['x', ['x'], { x: 1 }, { x: '' }];
  }
}

function illegalTexts({ form }: FieldFacts): string[] {
  if (form === undefined) return [];
  return form === 'mentionKey'
    ? ['a b', '@[a]', 'Amélie', 'a.b', ' a']
    : ['Maria', '1', 'urn:li:', 'urn:li:member:', 'urn:li:member:1 ', 'https://www.linkedin.com/in/a'];
}

/** The schema of a field, inside groups too. */
function schemaAt(type: string, path: string): z.ZodType {
  const params = loaded.find(({ action }) => action.type === type)!.action.params;
  return path.split('.').reduce<z.ZodType>((schema, key) => {
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    if (!(inner instanceof z.ZodArray)) return (inner as z.ZodObject).shape[key] as z.ZodType;
    const row = inner.element as z.ZodType;
    return row instanceof z.ZodUnion ? (row.options[1] as z.ZodType) : row;
  }, z.object(params));
}

describe('check and schema agree about every value', () => {
  for (const { type, params } of facts.filter(({ params }) => params.length > 0)) {
    it(type, () => {
      return forAll((dice) => {
        for (const { path, field } of fieldsOf(params)) {
          for (const value of [dice.value(field), ...illegalValues(field), ...junk]) {
            const node = { ...dice.node(type, true), params: {} };
            put(node.params, path, value);
            const passes = !errorsOf([node]).some(({ rule }) => rule === 'field');
            // The check lets a parameter pass that a newer service may know.
            const unknown = field.kind === 'group' && typeof value === 'object' && value !== null && 'unknown' in value;
            assert.equal(passes, unknown || schemaAt(type, path).safeParse(value).success, `${path} ${String(value)}`);
          }
        }
      }, 3);
    });
  }
});

interface Mutant {
  roots: ActionNode[];
  node: ActionNode;
}

const withParam = (wanted: (field: FieldFacts) => boolean) =>
  facts.flatMap((action) =>
    fieldsOf(action.params)
      .filter(({ field }) => wanted(field))
      .map(({ path, field }) => ({ action, path, field })),
  );
const withRule = <R extends Rule['rule']>(name: R) =>
  facts.flatMap((action) =>
    action.rules
      .filter((rule): rule is Extract<Rule, { rule: R }> => rule.rule === name)
      .map((rule) => ({ action, rule })),
  );
/** The paths a rule looks at, as `fieldsOf` writes them. */
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
      // Of these nothing has to be there.
      return [];
    default:
      return rule.fields;
  }
}
const fieldAt = (action: ActionFacts, path: string) => fieldsOf(action.params).find((one) => one.path === path)!.field;

/** Of a node alone: in a document the parameter is that word itself. */
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
    // Keeps the properties above honest: each starts from `tree` or `treeWith`.
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
      const lastTarget = fieldAt(action, path).target && action.params.filter(({ name, target }) => target && at(node.params, name) !== undefined).length < 2; // prettier-ignore
      if (ruled || lastTarget) return;
      put(node.params, path, undefined);
      assert.deepEqual(errorsOf(roots), []);
    });
  });
});
