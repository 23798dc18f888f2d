import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { german } from './phrases/de';
import { english } from './phrases/en-US';
import type { ActionFacts } from '../../catalog/facts';
import type { Phrases } from './phrases/phrases';

/** What a set needs to speak one language. */
export interface Language {
  phrases: Phrases;
  /** The texts of the catalogue in this language, or in English without a translation. */
  say: (english: string) => string;
  /** The words of an action in the palette, which cuts words that are too long. */
  palette: (action: Pick<ActionFacts, 'name' | 'palette'>) => string;
  /** Further words by which the searches of the editor find an action. */
  search: (action: Pick<ActionFacts, 'name' | 'search'>) => string;
}

/** English needs no translation: its words are in the actions' files. */
export const inEnglish: Language = {
  phrases: english,
  say: (words) => words,
  palette: ({ name, palette }) => palette ?? name,
  search: ({ search = '' }) => search,
};

const tables: Record<string, Phrases> = { 'en-US': english, de: german };

/** The languages of the package: those with a folder in `nodes/locales`, named as Node-RED names them. */
export function languages(root: string): string[] {
  return readdirSync(join(root, 'nodes/locales')).sort();
}

/** How a set's words are said in a language. */
export function languageOf(root: string, code: string, set: string): Language {
  const phrases = tables[code];
  if (!phrases) throw new Error(`nodes/locales/${code} has no phrases: add src/build/phrases/${code}.ts`);
  if (phrases === english) return inEnglish;
  const words = { ...translations(root, code, 'shared'), ...translations(root, code, set) };
  const say = (text: string) => words[text] ?? text;
  // By the names of actions whose translation has a word that is too long for the palette.
  const short = translations(root, code, 'palette');
  const found = translations(root, code, 'search');
  return {
    phrases,
    say,
    palette: ({ name }) => short[name] ?? say(name),
    // Many users search in English, whatever language the editor has.
    search: ({ name, search = '' }) => [found[name], name, search].filter(Boolean).join(', '),
  };
}

/**
 * A file of translations. Its keys are the texts of the action files, so that changing a text there reveals that
 * the translation is out of date. Words of several sets are in `shared`.
 */
export function translations(root: string, code: string, name: string): Record<string, string> {
  const file = join(root, `nodes/locales/${code}/${name}.json`);
  return code !== 'en-US' && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
}
