import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { paramsSchema, type Example } from '../../src/catalog/define';
import type { Rule } from '../../src/catalog/facts/action-facts';
import { resultFacts, type ResultFacts } from '../../src/catalog/result';
import { translateToEnglish } from '../../src/catalog/facts/sentences';
import { check } from '../../src/workflow/check/check';
import { fieldProblem } from '../../src/workflow/check/check-fields';
import { asArray, catalog, facts, factsFor, fieldsOf, loaded, treeOf } from '../support/flows/trees';

const reserved = ['actionType', 'label', 'then'];
const icons = join(__dirname, '..', '..', 'icons');

function proper(words: string | undefined, what: string): void {
  assert.ok(words, `${what} has no words`);
  assert.equal(words, words.trim(), `${what} begins or ends with a space`);
  assert.doesNotMatch(words, /\.\.$|\s\s|\n/, `${what} has two full stops or spaces in a row`);
}

function pathsOf(rule: Rule): string[] {
  const inRows = (field: string, names: readonly string[]) => names.map((name) => `${field}.0.${name}`);
  switch (rule.rule) {
    case 'requiredUnless':
      return [rule.field, rule.unless];
    case 'mostAbove':
      return [rule.field];
    case 'alike':
      return inRows(rule.field, [rule.by]);
    case 'requiredWhere':
      return inRows(rule.field, [rule.name, rule.where]);
    case 'atMostOne':
      return inRows(rule.field, rule.names);
    case 'marked':
      return [...inRows(rule.field, [rule.by]), rule.text];
    case 'ignored':
      return [...rule.fields, rule.beside];
    default:
      return rule.fields;
  }
}

const actionsIn = (example: Example): Example[] => [example, ...asArray(example.then).flatMap(actionsIn)];

const resultFieldsOf = (fields: readonly ResultFacts[], prefix = ''): { path: string; field: ResultFacts }[] =>
  fields.flatMap((field) => [
    { path: prefix + field.name, field },
    ...resultFieldsOf(field.fields ?? [], `${prefix}${field.name}.`),
  ]);

describe('the catalogue, action by action', () => {
  for (const { action } of loaded) {
    it(action.type, () => {
      const its = factsFor(action.type);

      assert.match(action.name, /^[a-z]+( ([a-z]+|[A-Z]+))*( \(navigator\))?$/);
      assert.equal(
        action.name.endsWith(' (navigator)'),
        action.type.startsWith('nv.'),
        'only a navigator twin says so',
      );
      proper(action.summary, 'summary');
      assert.match(action.summary, /\.$/);
      for (const paragraph of action.details ?? []) {
        proper(paragraph, 'details');
        assert.match(paragraph, /\.$/);
      }
      if (action.docs) assert.match(action.docs, /^https:\/\/linkedapi\.io\/docs\/[a-z-]+$/);
      assert.ok(existsSync(join(icons, `${action.icon}.svg`)), `icons/${action.icon}.svg is missing`);

      for (const { path, field } of fieldsOf(its.params)) {
        assert.ok(!reserved.includes(field.name), `${path} is a word of the document itself`);
        proper(field.label, `label of ${path}`);
        proper(field.help, `help of ${path}`);
        assert.match(field.help!, /[.!?]$/, `help of ${path} is no sentence`);
        assert.ok((field.min ?? 0) <= (field.max ?? Infinity), `bounds of ${path}`);
        if (field.formerly !== undefined) {
          // The sandbox reads it from a field of a group.
          assert.match(field.formerly, /^\w+\.\w+$/);
          assert.ok(!fieldsOf(its.params).some((one) => one.path === field.formerly), `${field.formerly} is there`);
          assert.ok(its.params.includes(field), `${path} used to be elsewhere`);
        }
        if (field.values) assert.equal(new Set(field.values).size, field.values.length, `values of ${path}`);
        for (const value of [field.usual, field.preset]) {
          if (value !== undefined)
            assert.equal(fieldProblem(field, value, translateToEnglish), undefined, `default of ${path}`);
        }
      }
      for (const { path, field } of fieldsOf(its.params)) {
        // Every part of a filter counts; nothing may be sent without a target or a required field.
        const guarded =
          field.required ?? field.target ?? its.params.find(({ name }) => name === path.split('.')[0])?.filter;
        assert.ok(!field.omitEmpty || !guarded, `${path} may not be left out`);
        if (field.kind === 'group' && !path.includes('.')) assert.ok(field.filter, `${path} narrows what is found`);
      }
      for (const rule of its.rules.filter((one) => one.rule === 'anyOf')) {
        for (const name of rule.fields)
          assert.ok(its.params.find((one) => one.name === name)?.filter, `${name} is a filter`);
      }
      const targets = its.params.filter(({ target }) => target);
      assert.equal(targets.length > 0, action.on !== undefined && action.root, 'whom it is about, at the root');
      assert.ok(!targets.some(({ required }) => required), 'a target is asked for by the place, not by the field');
      const paths = fieldsOf(its.params).map(({ path }) => path);
      for (const rule of its.rules) {
        for (const path of pathsOf(rule)) assert.ok(paths.includes(path), `a rule names ${path}`);
        proper(rule.because, `reason of ${rule.rule}`);
        assert.doesNotMatch(rule.because, /\.$/);
      }

      const results = resultFieldsOf(resultFacts(action.result.shape));
      assert.equal(action.result.kind === 'none', results.length === 0, 'what comes back');
      for (const { path, field } of results) {
        assert.ok(![...reserved, 'success'].includes(field.name), `${path} is a word of the completion itself`);
        proper(field.help, `help of the result’s ${path}`);
      }
      const { asIn } = action.result;
      const there = asIn ? resultFacts(loaded.find((one) => one.action.type === asIn.action)!.action.result.shape) : [];
      for (const name of asIn?.fields ?? []) {
        const isSame = ({ name: other }: ResultFacts) => other === name;
        assert.deepEqual(resultFacts(action.result.shape).find(isSame), there.find(isSame), `${name} is not as there`);
      }
      if (action.result.note) proper(action.result.note, 'note on the result');

      assert.equal(action.simulate === undefined, action.loop === true, 'every action but a loop is simulated');
      if (action.loop) assert.ok(its.children.length > 0, 'a loop needs something to repeat');
      if (!action.root) assert.ok(its.parents.length > 0, 'it must be able to stand somewhere');

      const types = action.errors.map(({ type }) => type);
      assert.equal(new Set(types).size, types.length, 'an error is listed twice');
      for (const { type, when, trigger } of action.errors) {
        assert.match(type, /^[a-z]+([A-Z][a-z]+)*$/);
        proper(when, `words of ${type}`);
        if (trigger !== undefined) assert.match(trigger, /^[a-z]+(-[a-z]+)*$/);
      }
    });
  }
});

describe('the catalogue’s examples', () => {
  for (const { action } of loaded) {
    it(action.type, () => {
      const parts = actionsIn(action.example);
      const own = parts.find(({ actionType }) => actionType === action.type);
      assert.ok(own, 'the example shows another action');
      assert.ok(
        parts.some(({ label }) => label !== undefined),
        'nothing in it has a label',
      );
      if (!action.loop) assert.ok(own.label, 'the action itself has no label');
      for (const { actionType, label: _label, then: _then, ...params } of parts) {
        const part = loaded.find((one) => one.action.type === actionType)!.action;
        assert.deepEqual(paramsSchema(part).safeParse(params).error?.issues, undefined);
      }
      assert.deepEqual(check(treeOf(action.example), catalog), []);
    });
  }
});

describe('the catalogue as a whole', () => {
  const edges = loaded.flatMap(({ action: { type, parents = [], children = [] } }) => [
    ...parents.map((parent) => `${parent} > ${type}`),
    ...children.map((child) => `${type} > ${child}`),
  ]);

  it('has actions, each with a Node-RED type and a name of its own', () => {
    assert.ok(facts.length > 0);
    for (const key of ['type', 'node', 'name'] as const) {
      assert.equal(new Set(facts.map((action) => action[key])).size, facts.length, key);
    }
    for (const { type, node } of facts) {
      assert.match(node, /^linkedapi-(st|nv)(-[a-z]+)+$/);
      assert.equal(node.replaceAll('-', ''), `linkedapi${type.replace('.', '').toLowerCase()}`);
      assert.equal(catalog.ofNode(node)?.type, type);
    }
  });

  it('names only parents and children that exist, and each pair once', () => {
    for (const type of edges.flatMap((edge) => edge.split(' > '))) assert.ok(catalog.action(type), type);
    const twice = edges.filter((edge, index) => edges.indexOf(edge) !== index);
    assert.deepEqual(twice, []);
  });

  it('has symmetric constraints, and loses none that a file states', () => {
    const fromChildren = facts.flatMap(({ type, parents }) => parents.map((parent) => `${parent} > ${type}`));
    const fromParents = facts.flatMap(({ type, children }) => children.map((child) => `${type} > ${child}`));
    assert.deepEqual(fromChildren.sort(), [...edges].sort());
    assert.deepEqual(fromParents.sort(), [...edges].sort());
  });

  it('can reach every action from one that may start a workflow', () => {
    const reached = new Set(facts.filter(({ root }) => root).map(({ type }) => type));
    for (const type of reached) for (const child of factsFor(type).children) reached.add(child);
    assert.deepEqual(
      facts.map(({ type }) => type).filter((type) => !reached.has(type)),
      [],
    );
  });

  it('repeats pages only, and below lists only', () => {
    for (const { type, parents, children, params } of facts.filter(({ loop }) => loop)) {
      for (const parent of parents) assert.equal(factsFor(parent).result, 'list', `${parent} > ${type}`);
      for (const child of children) assert.ok(!factsFor(child).loop, `${type} > ${child}`);
      assert.deepEqual(params, []);
    }
    for (const { type } of facts) assert.equal(catalog.isLoop(type), factsFor(type).loop);
  });

  it('triggers an error with one word, the same for all actions on the same kind of page', () => {
    const meanings = new Map<string, string>();
    const triggers = new Map<string, string>();
    for (const { action } of loaded) {
      for (const { type, trigger } of action.errors) {
        if (trigger === undefined) continue;
        const place = `${action.on ?? 'no page'}: ${trigger}`;
        assert.equal(meanings.get(place) ?? type, type, place);
        assert.equal(triggers.get(type) ?? trigger, trigger, type);
        meanings.set(place, type);
        triggers.set(type, trigger);
      }
    }
  });
});
