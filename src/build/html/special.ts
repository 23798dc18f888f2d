import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Action } from '../../catalog';
import { tokenTable } from '../../sandbox';
import { sentences, specialNodes, type SpecialType } from '../../catalog/facts';
import type { Language } from './language';
import { operationTexts } from './operations';
import { specialSet } from '../sets';

/** Name of the file with a language's words for the sandbox's accounts. */
export const sandboxWords = 'sandbox';

/** A hand-written node: its type, what the palette calls it, and its help’s first sentence. */
export interface SpecialRow {
  type: SpecialType;
  name: string;
  says: string;
}

/** `linkedapi-run` → `run`: the name of the panel in `nodes`. */
export const panelOf = (type: SpecialType): string => type.replace('linkedapi-', '');

/** The hand-written nodes as their panels and their English help present them. */
export function specialRows(root: string): SpecialRow[] {
  const read = (path: string) => readFileSync(join(root, 'nodes', path), 'utf8');
  const texts = JSON.parse(read(`locales/en-US/${specialSet}.json`)) as Record<string, Record<string, string>>;
  const help = read(`locales/en-US/${specialSet}.html`);
  return specialNodes.map(({ type }) => {
    const panel = panelOf(type);
    const [, key = ''] = /this\._\('(\w+)\.node'\)/.exec(read(`${panel}.html`)) ?? [];
    const [, first = ''] = new RegExp(`data-help-name="${type}">\\s*<p>([^<]*)`).exec(help) ?? [];
    return { type, name: texts[key]?.['node'] ?? panel, says: first.trim().replace(/\s+/g, ' ') };
  });
}

const says = (actions: readonly Action[]) => [
  ...new Set(tokenTable(actions).map((row) => row.says.replaceAll('`', ''))),
];

/** The texts of the hand-written nodes: those of the language's own file, and what the code says itself. */
export function specialTexts(
  root: string,
  code: string,
  actions: readonly Action[],
  { sandbox, operations }: { sandbox: Language; operations: Language },
): object {
  const written = JSON.parse(readFileSync(join(root, 'nodes/locales', code, `${specialSet}.json`), 'utf8')) as Written;
  return {
    sentence: sentences,
    ...written,
    admin: { ...written.admin, ...operationTexts(operations) },
    sandboxAccounts: says(actions).map((text) => sandbox.say(text)),
  };
}

interface Written {
  admin: object;
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
