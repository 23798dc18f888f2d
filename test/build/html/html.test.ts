import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { panel, registration } from '../../../src/build/html/html';
import { languages } from '../../../src/build/html/language';
import { folderOf } from '../../../src/build/html/special';
import { categoryOf } from '../../../src/build/sets';
import { eachField } from '../../../src/build/html/words';
import { specialNodes } from '../../../src/catalog/facts/special-nodes';
import { repoRoot } from '../../support/node-red/hosts';
import type { ObjectExpression, Property } from 'acorn';
import {
  built,
  catalog,
  elements,
  literalOf,
  properties,
  registrations,
  scripts,
  setHtml,
  sets,
  setTexts,
  specialTypes,
  textAt,
} from '../built';

describe('generated html', () => {
  let registered: [set: string, Map<string, ObjectExpression>][];
  let definitions: Map<string, ObjectExpression>;

  before(() => {
    registered = sets.map((set) => [set, registrations(setHtml(set))]);
    definitions = new Map(registered.flatMap(([, types]) => [...types]));
  });

  it('registers every action and the hand-written nodes, each once, readable without running it', () => {
    const types = registered.flatMap(([, ofSet]) => [...ofSet.keys()]);
    assert.deepEqual(types.sort(), [...catalog.actions.map(({ node }) => node), ...specialTypes].sort());
  });

  it('has a panel, a name in the palette and help in every language for each hand-written node, and no other folder', () => {
    assert.deepEqual(
      readdirSync(join(repoRoot, 'nodes/special')),
      specialNodes.map(({ type }) => folderOf(type)).sort(),
    );
    const templates = elements(setHtml('linkedapi'), 'data-template-name');
    for (const language of languages(repoRoot)) {
      const texts: unknown = JSON.parse(built(`nodes/locales/${language}/linkedapi.json`));
      const helps = elements(built(`nodes/locales/${language}/linkedapi.html`), 'data-help-name');
      for (const type of specialTypes) {
        const definition = properties(definitions.get(type));
        assert.match(templates.get(type) ?? '', /id="?node-(config-)?input-name/, type);
        assert.match(helps.get(type) ?? '', /<p>/, `${language}: ${type}`);
        // A configuration node is not in the palette.
        if (literalOf(definition.get('category')) === 'config') continue;
        assert.match(String(textAt(texts, paletteKey(definition.get('paletteLabel')))), /^\S/, `${language}: ${type}`);
      }
    }
  });

  it('gives Node-RED the same types in the files it requires', () => {
    for (const set of sets.filter((name) => name !== 'linkedapi')) {
      const module = { exports: {} as unknown as (RED: unknown) => void };
      const required: unknown[] = [];
      const require = () => ({ registerActions: (_RED: unknown, pairs: unknown[]) => required.push(...pairs) });
      new Function('module', 'require', built(`nodes/${set}.js`))(module, require);
      module.exports({});
      const expected = catalog.actions.filter((action) => action.set === set).map(({ node, type }) => [node, type]);
      // The palette has its own order.
      assert.deepEqual(required.sort(), expected.sort(), set);
    }
  });

  it('says literally what the palette shows', () => {
    for (const action of catalog.actions) {
      const definition = properties(definitions.get(action.node));
      assert.equal(literalOf(definition.get('category')), categoryOf(action.set));
      assert.match(String(literalOf(definition.get('color'))), /^#[0-9A-F]{6}$/);
      assert.equal(literalOf(definition.get('icon')), `${action.icon}.svg`);
      assert.equal(literalOf(definition.get('inputs')), 1);
      assert.equal(literalOf(definition.get('outputs')), 1);
      assert.equal(
        textAt(setTexts(action.set), paletteKey(definition.get('paletteLabel'))),
        action.palette ?? action.name,
      );
      assert.deepEqual([...properties(definition.get('defaults')).keys()], ['name', 'label', 'params']);
    }
  });

  it('has one colour for a subject and another for each', () => {
    const colors = registered.map(([, ofSet]) => {
      const types = [...ofSet.values()].map(properties).filter((words) => words.has('color'));
      return new Set(types.map((words) => literalOf(words.get('color'))));
    });
    assert.ok(colors.every((ofSet) => ofSet.size === 1));
    assert.equal(new Set(colors.flatMap((ofSet) => [...ofSet])).size, sets.length);
  });

  it('ships the icon of every node', () => {
    for (const [type, definition] of definitions) {
      const icon = properties(definition).get('icon');
      if (icon)
        assert.match(built(`nodes/icons/${String(literalOf(icon))}`), /^<svg [^>]*width="40" height="60"/, type);
    }
  });

  it('has texts for every field of every action', () => {
    for (const set of sets) {
      const texts = setTexts(set);
      for (const action of catalog.actions.filter((one) => one.set === set)) {
        for (const { path, field } of eachField(action.params)) {
          const key = `${action.type}.${path}`;
          assert.equal(textAt(texts, `${key}.label`), field.label);
          assert.ok(String(textAt(texts, `${key}.help`)).startsWith(field.help ?? '?'), `${key} has no help`);
        }
      }
    }
  });

  it('has inputs for every setting of every node', () => {
    for (const action of catalog.actions) {
      const template = elements(setHtml(action.set), 'data-template-name').get(action.node) ?? '';
      assert.match(template, /id="node-input-name"/);
      assert.match(template, /id="node-input-label"/);
    }
  });

  it('looks like the golden file (UPDATE_GOLDEN=1 npx mocha test/build/html/html.test.ts updates it)', () => {
    const action = catalog.action('st.openPersonPage')!;
    const color = String(literalOf(properties(definitions.get(action.node)).get('color')));
    const now = `${registration(action, color)}\n${panel(action)}\n`;
    const golden = join(repoRoot, 'test/golden/people-open-person-page.html');
    if (process.env['UPDATE_GOLDEN']) writeFileSync(golden, now);
    assert.ok(existsSync(golden), 'the golden file is missing');
    assert.equal(now, readFileSync(golden, 'utf8'));
  });

  it('has at most 3 KB per node type in any language, and a shared bundle of 180 KB, 56 KB compressed', () => {
    const [bundle = ''] = scripts(setHtml('linkedapi'));
    // Node-RED serves the help in the one language that the editor requests.
    for (const language of languages(repoRoot)) {
      const all = sets.map((set) => setHtml(set) + built(`nodes/locales/${language}/${set}.html`)).join('');
      const perType = (Buffer.byteLength(all) - Buffer.byteLength(bundle)) / definitions.size;
      assert.ok(perType <= 3 * 1024, `${language}: ${Math.round(perType)} bytes per type`);
    }
    assert.ok(bundle.includes('window.LinkedAPI'), 'the first script is not the bundle');
    assert.ok(Buffer.byteLength(bundle) <= 180 * 1024, `the bundle has ${Buffer.byteLength(bundle)} bytes`);
    assert.ok(gzipSync(bundle).length <= 56 * 1024, `the bundle has ${gzipSync(bundle).length} bytes gzipped`);
  });
});

/** The key of the text that `paletteLabel() {return this._('…')}` looks up. */
function paletteKey(label: Property['value'] | undefined): string {
  if (label?.type !== 'FunctionExpression') throw new Error(`Not a function but ${label?.type}`);
  const [body] = label.body.body;
  if (body?.type !== 'ReturnStatement' || body.argument?.type !== 'CallExpression') throw new Error('Not one text');
  return String(literalOf(body.argument.arguments[0] as Property['value']));
}
