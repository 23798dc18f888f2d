import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../catalog/define';
import { tokenTable } from '../sandbox/accounts';
import { sentences } from '../catalog/sentences';
import type { Language } from './language';
import { specialSet } from './sets';

/** Name of the file with a language's words for the sandbox's accounts. */
export const sandboxWords = 'sandbox';

const says = (actions: readonly Action[]) => [
  ...new Set(tokenTable(actions).map((row) => row.says.replaceAll('`', ''))),
];

/** The texts of the hand-written nodes: those of the language's own file, and what the code says itself. */
export function specialTexts(root: string, code: string, actions: readonly Action[], language: Language): object {
  const written = readFileSync(join(root, 'nodes/locales', code, `${specialSet}.json`), 'utf8');
  return {
    sentence: sentences,
    ...(JSON.parse(written) as object),
    sandboxAccounts: says(actions).map((text) => language.say(text)),
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
