import assert from 'node:assert/strict';
import { actionHelp } from '../../../src/build/html/help';
import { inEnglish, languageOf, languages, translations } from '../../../src/build/html/language';
import { setTexts as textsOf } from '../../../src/build/html/locales';
import { contextOf } from '../../../src/build/main';
import { specialTexts, writtenTexts } from '../../../src/build/html/special';
import { repoRoot } from '../../support/node-red/hosts';
import { built, elements, sets, setTexts, textAt } from '../built';

/** What stays the same in another language: names and shared words. */
const same: Record<string, string[]> = {
  de: [
    ...[
      'Maria',
      'Keller',
      'Maria Keller',
      'maria',
      'maria@example.com',
      'Berlin',
      'Rotterdam',
      'Siemens',
      'Bosch',
      'ETH Zürich',
      'Linked API',
      'Linked API Sales Navigator',
    ],
    // Linked API uses the English names of industries.
    ...['Software Development', 'Robotics Engineering', 'Engineering', 'Python'],
    ...[
      'Filter',
      'Label',
      'Labels',
      'label',
      'Limits',
      'Logo',
      'Name',
      'Parameter',
      'Position',
      'Text',
      'Website',
      'Details',
    ],
    ...['__message__ (__type__)', '__from__, __seconds__ s', '__node__: __field__ __problem__.', 'null'],
    // Linked API's own names.
    ...['core', 'plus', 'fat', 'thin', 'Header'],
  ],
};

/** Not words: addresses, URNs, numbers, dates, and names or JSON used as examples. */
const areWords = (texts: Iterable<string>) =>
  [...texts].filter((text) => !/^(https?:|urn:)\S+$|^[^a-z]+$|^[[{].*[\]}]$|^\w+-…$|^\w+\.\*$/.test(text));

const { sets: actionSets, actions: definitions, catalog } = contextOf(repoRoot, repoRoot);

/** The words that palette, dialogs and help of each set need, in English. */
const asked = new Map(
  actionSets.map(({ name, actions }) => {
    const words = new Set<string>();
    const listening = { ...inEnglish, say: (text: string) => (words.add(text), text) };
    textsOf(actions, listening);
    for (const facts of actions) actionHelp(definitions.get(facts.type)!, facts, catalog, listening);
    return [name, areWords(words)];
  }),
);

// The words of the sandbox's accounts and of the admin node's operations.
const ofSpecialNodes = { sandbox: new Set<string>(), operations: new Set<string>() };
const listeningTo = (words: Set<string>) => ({ ...inEnglish, say: (text: string) => (words.add(text), text) });
specialTexts(repoRoot, 'en-US', [...definitions.values()], {
  sandbox: listeningTo(ofSpecialNodes.sandbox),
  operations: listeningTo(ofSpecialNodes.operations),
});
for (const [name, words] of Object.entries(ofSpecialNodes)) asked.set(name, areWords(words));

/** Every text of a locale file with its dotted key. */
function texts(of: unknown, prefix = ''): [string, string][] {
  return Object.entries(of as Record<string, unknown>).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + name, value]] : texts(value, `${prefix}${name}.`),
  );
}

const tags = (html: string) => [...html.matchAll(/<\/?(\w+)/g)].map(([tag]) => tag);

for (const code of languages(repoRoot).filter((language) => language !== 'en-US')) {
  describe(`the language ${code}`, () => {
    const files = ['shared', ...asked.keys()];
    const known = new Map(files.map((name) => [name, translations(repoRoot, code, name)]));
    const all = [...known.values()].flatMap((words) => Object.entries(words));

    it('has every word of every action', () => {
      const missing = [...asked].flatMap(([set, words]) => {
        const own = { ...known.get('shared'), ...known.get(set) };
        return words.filter((text) => !own[text]?.trim()).map((text) => `${set}.json: ${text}`);
      });
      assert.deepEqual(missing, [], `nodes/locales/${code} lacks these, as the actions' files have them`);
    });

    it('has no unused words, and none twice', () => {
      const used = (name: string) => [...asked].filter(([set]) => name === 'shared' || name === set);
      const idle = [...known].flatMap(([name, words]) =>
        Object.keys(words)
          .filter((text) => used(name).filter(([, list]) => list.includes(text)).length < (name === 'shared' ? 2 : 1))
          .map((text) => `${name}.json: ${text}`),
      );
      assert.deepEqual(idle, [], 'shared.json is for words of several sets');
      assert.deepEqual(
        all.map(([text]) => text).filter((text, index, list) => list.indexOf(text) !== index),
        [],
      );
    });

    it('leaves nothing in English', () => {
      const english = new Map(texts(setTexts('linkedapi')));
      const special = texts(writtenTexts(repoRoot, code)).map(([key, text]) => [english.get(key) ?? '', text]);
      const left = [...all, ...special].filter(([text, translated]) => text === translated).map(([text]) => text);
      assert.deepEqual(
        left.filter((text) => !same[code]?.includes(text ?? '')),
        [],
      );
    });

    it('keeps the placeholders', () => {
      const blanks = (text: string) => [...text.matchAll(/__\w+__|\$\{\w+\}/g)].map(([blank]) => blank).sort();
      for (const [key, text] of texts(JSON.parse(built(`nodes/locales/${code}/linkedapi.json`)))) {
        assert.deepEqual(blanks(text), blanks(String(textAt(setTexts('linkedapi'), key))), key);
      }
    });

    it('quotes nodes and fields by the names it gives them', () => {
      const names = new Map(all.map(([text, translated]) => [text.toLowerCase(), translated]));
      let quotes = 0;
      for (const [text, translated] of all) {
        for (const [, quoted = ''] of text.matchAll(/“([^”]+)”/g)) {
          const name = names.get(quoted);
          if (!name) continue;
          quotes++;
          assert.ok(translated.includes(name), `${translated} does not name ${name}`);
        }
      }
      assert.ok(quotes > 5);
    });

    it('has help for the same nodes as English, with the same elements', () => {
      for (const set of sets) {
        const [english, other] = ['en-US', code].map((one) =>
          elements(built(`nodes/locales/${one}/${set}.html`), 'data-help-name'),
        );
        assert.deepEqual([...other!.keys()], [...english!.keys()], set);
        for (const [type, help] of other!) assert.deepEqual(tags(help), tags(english!.get(type)!), type);
      }
    });

    it('has no English line in its help', () => {
      const plain = (html: string) => html.split('\n').map((line) => line.replace(/<[^>]*>/g, ' ').trim());
      const allowed = new Set([...(same[code] ?? []), ...all.map(([, translated]) => translated)]);
      for (const set of actionSets) {
        const english = plain(built(`nodes/locales/en-US/${set.name}.html`));
        plain(built(`nodes/locales/${code}/${set.name}.html`)).forEach((line, index) => {
          // The text of a result field starts with its name in the API.
          const words = line.replace(/^[a-zA-Z]+ +/, '');
          if (line === english[index] && /[a-z]/.test(line))
            assert.ok(allowed.has(words) || /^urn:\S+$/.test(words), line);
        });
      }
    });

    it('has names that the palette and dialogs can wrap', () => {
      // A longer word without a break is cut in the palette and covers the input in a dialog.
      const longest = 13;
      const names = sets.flatMap((set) =>
        texts(JSON.parse(built(`nodes/locales/${code}/${set}.json`))).filter(([key]) => /\.(node|label)$/.test(key)),
      );
      assert.ok(names.length > 100);
      assert.deepEqual(
        names.filter(([, name]) => name.split(/[\s-]/).some((word) => word.length > longest)),
        [],
      );
    });

    it('has dialogs of the same form as English', () => {
      const keys = (of: unknown) =>
        texts(of)
          .map(([key]) => key)
          .filter((key) => !/\.values\.\d+$/.test(key));
      for (const set of sets) {
        assert.deepEqual(keys(JSON.parse(built(`nodes/locales/${code}/${set}.json`))), keys(setTexts(set)), set);
      }
    });
  });
}

describe('a language', () => {
  it('falls back to English, word by word', () => {
    const { say } = languageOf(repoRoot, 'de', 'people');
    assert.equal(say('search people'), 'Personen suchen');
    assert.equal(say('a word of a new action'), 'a word of a new action');
  });

  it('without phrases is refused', () => {
    assert.throws(() => languageOf(repoRoot, 'tlh', 'people'), /add src\/build\/phrases\/tlh\.ts/);
  });
});
