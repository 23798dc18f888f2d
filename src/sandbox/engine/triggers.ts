import { type Action, type ActionError, fieldFacts, searchedFor } from '../../catalog';
import type { FieldFacts } from '../../catalog/facts';
import { commentKeyOf, keyOf, type Kind } from '../world/addresses';

/** Every trigger word of these actions. */
export function triggerWords(actions: readonly Action[]): Set<string> {
  return new Set(actions.flatMap(({ errors }) => errors.flatMap(({ trigger }) => trigger ?? [])));
}

/** Errors of addresses that do not exist, and of the account's own address. */
export const notFound: Record<Kind, string> = {
  person: 'personNotFound',
  company: 'companyNotFound',
  post: 'postNotFound',
  comment: 'commentNotFound',
  job: 'jobNotFound',
};
export const selfError = 'selfProfileNotAllowed';

/** A token that is a trigger word (for every action) or `word:action`, such as `limit-exceeded:st.searchPeople`. */
export function tokenTrigger(token: string, words: ReadonlySet<string>): { word: string; only?: string } | undefined {
  const [word = '', only] = token.split(':', 2);
  if (!words.has(word)) return undefined;
  return only === undefined ? { word } : { word, only };
}

/** The error that the action must end with, by the words in its parameters, its page and the account. */
export function triggered(
  action: Action,
  params: Record<string, unknown>,
  page: string | undefined,
  token: { word: string; only?: string } | undefined,
): ActionError | undefined {
  if (token && (token.only === undefined || token.only === action.type)) {
    const error = action.errors.find(({ trigger }) => trigger === token.word);
    if (error) return error;
  }
  const { targets, others } = said(fieldsOf(action), params);
  if (page !== undefined) targets.push(page);
  const leadsNowhere = Object.values(notFound);
  return action.errors.find(
    ({ type, trigger }) =>
      trigger !== undefined &&
      (targets.includes(trigger) || (others.includes(trigger) && !leadsNowhere.includes(type))) &&
      (!leadsNowhere.includes(type) || action.on === undefined || type === notFound[action.on]),
  );
}

const fields = new WeakMap<Action, FieldFacts[]>();

export function fieldsOf(action: Action): FieldFacts[] {
  let known = fields.get(action);
  if (!known) fields.set(action, (known = fieldFacts(action.params)));
  return known;
}

/** The words in parameters: the last part of each address, and each short text. Texts written to people do not count. */
function said(fields: FieldFacts[], params: Record<string, unknown>): { targets: string[]; others: string[] } {
  const targets: string[] = [];
  const others: string[] = [];
  for (const field of fields) {
    const value = params[field.name];
    if (value === undefined) continue;
    if (field.kind === 'group') others.push(...said(field.fields ?? [], value as Record<string, unknown>).others);
    else if (field.kind === 'rows') others.push(...(value as unknown[]).flatMap((row) => rowWords(field, row)));
    else if (field.kind === 'url') {
      const word = wordOf(field, value as string);
      if (word !== undefined) (field.target ? targets : others).push(word);
    } else if (field.kind === 'texts') others.push(...(value as string[]).map(asWord));
    // Text with a maximum length is written to people, except for search terms.
    else if (field.kind === 'text' && (field.max === undefined || field.name === 'term'))
      (field.target ? targets : others).push(asWord(value as string));
  }
  return { targets, others };
}

const rowWords = (field: FieldFacts, row: unknown) =>
  typeof row === 'string' ? [asWord(row)] : said(field.fields ?? [], row as Record<string, unknown>).others;

function wordOf(field: FieldFacts, address: string): string | undefined {
  const key = field.of === 'comment' ? commentKeyOf(address) : keyOf(address)?.key;
  const term = key === undefined ? searchedFor({ customSearchUrl: address }) : undefined;
  return term ? asWord(term) : key;
}

function asWord(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

/** A row of the table in the docs that says how to trigger an error. */
interface TriggerRow {
  type: string;
  when: string;
  trigger: string;
  actions: string[];
  /** An address, or a search term. */
  use: string;
}

/** The documented errors that can be triggered, by type. */
export function triggerTable(actions: readonly Action[]): TriggerRow[] {
  const table = new Map<string, TriggerRow>();
  for (const action of actions) {
    for (const { type, when, trigger } of action.errors) {
      if (trigger === undefined) continue;
      const row = table.get(type);
      if (row) row.actions.push(action.type);
      else table.set(type, { type, when, trigger, actions: [action.type], use: useOf(type, trigger, actions) });
    }
  }
  return [...table.values()].sort((a, b) => a.type.localeCompare(b.type));
}

function useOf(type: string, trigger: string, actions: readonly Action[]): string {
  const knowing = actions.filter(({ errors }) => errors.some((error) => error.type === type));
  const pages = [...new Set(knowing.flatMap(({ on }) => on ?? []))];
  const uses = pages.map((page) => `https://www.linkedin.com/${paths[page]}${trigger}`);
  if (knowing.some(({ on, params }) => on === undefined && 'term' in params)) uses.push(`the search term ${trigger}`);
  // An action without a page and a search term can only be triggered by the account.
  if (knowing.some(({ on, params, loop }) => on === undefined && !('term' in params) && !loop))
    uses.push(`the identification token ${trigger}`);
  return uses.join(', ');
}

const paths: Record<Kind, string> = {
  person: 'in/',
  company: 'company/',
  post: 'posts/',
  comment: 'feed/update/?commentUrn=',
  job: 'jobs/view/',
};
