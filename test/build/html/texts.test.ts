import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../../support/node-red/hosts';
import { built, catalog, elements, scripts, setHtml, sets, setTexts, specialTypes, textAt } from '../built';

/** Dotted keys of every text in a locale file. */
function keysOf(texts: unknown, prefix = ''): string[] {
  return Object.entries(texts as Record<string, unknown>).flatMap(([name, value]) =>
    typeof value === 'string' ? [prefix + name] : keysOf(value, `${prefix}${name}.`),
  );
}

const listed = (names: string[]) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;

describe('texts', () => {
  it('exist for every key in the dialogs', () => {
    for (const set of sets) {
      const texts = setTexts(set);
      const named = [...setHtml(set).matchAll(/data-i18n="(?:\[\w+\])?([^"]+)"/g)].map(([, key = '']) => key);
      const missing = named.filter((key) => !key.startsWith('node-red:') && typeof textAt(texts, key) !== 'string');
      assert.deepEqual(missing, [], set);
    }
  });

  it('exist for every key in the browser code, and none is unused', () => {
    const sources = readdirSync(join(repoRoot, 'src/editor'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(join(repoRoot, 'src/editor', file), 'utf8'));
    const html = setHtml('linkedapi');
    const own = scripts(html).slice(1);
    // These names are built when requested.
    const known = keysOf(setTexts('linkedapi')).filter(
      (key) => !/^(sandboxAccounts|sentence|admin\.\w+\.\w+)\.|\.search$/.test(key),
    );
    const quoted = (text: string) => [...text.matchAll(/'(\w+\.\w+)'/g)].map(([, key = '']) => key);
    const said = sources.flatMap((source) =>
      [...source.matchAll(/\bsay\(([^;]*)/g)].flatMap(([, call = '']) => quoted(call)),
    );
    const asked = own.flatMap((script) =>
      [...script.matchAll(/this\._\(['"]([^'"]+)['"]\)/g)].map(([, key = '']) => key),
    );
    const inHtml = [...html.matchAll(/data-i18n="(?:\[\w+\])?([^"]+)"/g)].map(([, key = '']) => key);
    assert.ok(said.length > 10 && asked.length > 0);
    assert.deepEqual(
      [...said, ...asked].filter((key) => !known.includes(key)),
      [],
    );
    assert.deepEqual(
      known.filter((key) => ![...said, ...asked, ...inHtml].includes(key)),
      [],
    );
  });

  it('are the same in every language', () => {
    const languages = readdirSync(join(repoRoot, 'nodes/locales'));
    // Values have names only in languages that define some.
    const keys = (texts: unknown) => keysOf(texts).filter((key) => !/\.values\.\d+$/.test(key));
    const english = keys(setTexts('linkedapi'));
    for (const language of languages) {
      assert.deepEqual(keys(JSON.parse(built(`nodes/locales/${language}/linkedapi.json`))), english, language);
    }
  });

  it('help with every node, beginning with a sentence for the palette', () => {
    const helps = new Map(
      sets.flatMap((set) => [...elements(built(`nodes/locales/en-US/${set}.html`), 'data-help-name')]),
    );
    assert.deepEqual([...helps.keys()].sort(), [...catalog.actions.map(({ node }) => node), ...specialTypes].sort());
    for (const [type, help] of helps) assert.match(help, /^\s*<p>\s*[A-Z][^<]{20,}/, type);
  });

  it('help with every parameter, result, error and place of an action', () => {
    const action = catalog.action('st.openPersonPage')!;
    const help = elements(built('nodes/locales/en-US/people.html'), 'data-help-name').get(action.node) ?? '';
    for (const words of ['Person URL', 'Basic info', 'followersCount', 'personNotFound', 'limitExceeded']) {
      assert.ok(help.includes(words), words);
    }
    assert.match(help, /It starts a workflow, or stands below do for people/);
    assert.match(help, /Below it may stand [^.]*retrieve person skills/);
  });

  it('have summaries for lists and loops that say what may be below, without repetition', () => {
    for (const action of catalog.actions) {
      const help = elements(built(`nodes/locales/en-US/${action.set}.html`), 'data-help-name').get(action.node) ?? '';
      const [summary = ''] = help.trim().split('\n');
      const names = action.children.map((type) => catalog.action(type)!.name);
      const lists = action.loop || action.result === 'list';
      const said = names.length > 0 ? `Below it may stand ${listed(names)}.` : 'Nothing may stand below it.';
      assert.equal(summary.endsWith(` ${said}`), lists, `${action.type}: ${summary}`);
      assert.equal(help.split(said).length - 1, lists || names.length > 0 ? 1 : 0, action.type);
    }
  });

  it('help that says which words a message may lack', () => {
    const help = elements(built('nodes/locales/en-US/network.html'), 'data-help-name');
    const invite = help.get('linkedapi-st-send-connection-request') ?? '';
    assert.equal(invite.split('Left out when the message has none.').length - 1, 2);
  });

  it('are not in the html of a set, where Node-RED would no longer read the translations', () => {
    for (const set of sets) assert.doesNotMatch(setHtml(set), /data-help-name/, set);
  });
});
