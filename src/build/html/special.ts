import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../../catalog';
import { tokenTable } from '../../sandbox';
import { sentences, specialNodes, textKeyOf, type SpecialType } from '../../catalog/facts';
import type { Language } from './language';
import { operationHelp, operationTexts } from './operations';

/** Name of the file with a language's words for the sandbox's accounts. */
export const sandboxWords = 'sandbox';

/** Name of the file with the words of the sidebar, the suggestions and what else is no single node's. */
const editorWords = 'editor';

/** A hand-written node: its type, what the palette calls it, and its help’s first sentence. */
export interface SpecialRow {
  type: SpecialType;
  name: string;
  says: string;
}

/** `linkedapi-run` → `run`: the name of the node's folder. */
export const folderOf = (type: SpecialType): string => type.replace('linkedapi-', '');

const read = (root: string, path: string) => readFileSync(join(root, 'nodes', path), 'utf8');
const readJson = (root: string, path: string): unknown => JSON.parse(read(root, path));
const wordsOf = (root: string, code: string, type: SpecialType) =>
  readJson(root, `special/${folderOf(type)}/words.${code}.json`) as Record<string, string>;
const helpOf = (root: string, code: string, type: SpecialType) =>
  read(root, `special/${folderOf(type)}/help.${code}.html`);

/** The panels of the hand-written nodes, with the rows that several of them share. */
export const specialPanels = (root: string): string[] =>
  specialNodes.map(({ type }) =>
    read(root, `special/${folderOf(type)}/panel.html`).replace(/<!-- part: (\w+) -->\n/g, (_, name: string) =>
      read(root, `parts/${name}.html`),
    ),
  );

/** The help of all hand-written nodes in one language. */
export const specialHelp = (root: string, code: string): string =>
  specialNodes
    .map(({ type }) => helpOf(root, code, type))
    .join('')
    .replace('<!-- operations -->', () => operationHelp());

/** The hand-written nodes as their words and their English help present them. */
export function specialRows(root: string): SpecialRow[] {
  return specialNodes.map(({ type }) => {
    const name = wordsOf(root, 'en-US', type)['node'] ?? folderOf(type);
    const [, first = ''] = /<p>([^<]*)/.exec(helpOf(root, 'en-US', type)) ?? [];
    return { type, name, says: first.trim().replace(/\s+/g, ' ') };
  });
}

const says = (actions: readonly Action[]) => [
  ...new Set(tokenTable(actions).map((row) => row.says.replaceAll('`', ''))),
];

/** The words of the editor and of the hand-written nodes that stand in the language's own files. */
export const writtenTexts = (root: string, code: string): Record<string, Record<string, string>> => ({
  ...(readJson(root, `locales/${code}/${editorWords}.json`) as Record<string, Record<string, string>>),
  ...Object.fromEntries(specialNodes.map(({ type }) => [textKeyOf(type), wordsOf(root, code, type)])),
});

/** The texts of the hand-written nodes and of the editor: those of the language's own files, and what the code says itself. */
export function specialTexts(
  root: string,
  code: string,
  actions: readonly Action[],
  { sandbox, operations }: { sandbox: Language; operations: Language },
): object {
  const written = writtenTexts(root, code);
  return {
    sentence: sentences,
    ...written,
    admin: { ...written['admin'], ...operationTexts(operations) },
    sandboxAccounts: says(actions).map((text) => sandbox.say(text)),
  };
}

/** The sandbox's accounts, each with the key of its text. */
export function sandboxAccounts(actions: readonly Action[]): { token: string; key: string; errors?: string }[] {
  const texts = says(actions);
  return tokenTable(actions).map((row) => ({
    token: row.token,
    key: `sandboxAccounts.${texts.indexOf(row.says.replaceAll('`', ''))}`,
    ...(row.errors ? { errors: row.errors } : {}),
  }));
}
