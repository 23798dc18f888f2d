import {
  type FieldFacts,
  isEmail,
  isIsoTime,
  normalUrl,
  type Translate,
  textForms,
  urlFlaw,
  type UrlForm,
  urlForms,
} from '../../catalog/facts';
import { isKnownRecord } from '../tree';
import { coerce } from '../values/coerce';
import { characterName } from '../values/character-names';

function show(value: unknown): string {
  const text = inWords(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function inWords(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return `“${value}”`;
    case 'object':
      return json(value);
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    default:
      return `a ${typeof value}`;
  }
}

function json(value: object | null): string {
  try {
    return JSON.stringify(value);
  } catch {
    // A message may hold anything: a request that refers to itself, a bigint.
    return 'an object that JSON cannot say';
  }
}

const list = (values: readonly string[]) => values.join(', ');

/**
 * What is wrong with a value of a field, as the end of a sentence that begins with the field's label
 * (“must be at most 1000 people, not 5000”); undefined when it is fine. What is in `objectsIn` is left to the caller.
 */
export function fieldProblem(fact: FieldFacts, value: unknown, translate: Translate): string | undefined {
  const unless = (fine: boolean, problem: Parameters<Translate>[0], blanks: Record<string, string> = {}) =>
    fine ? undefined : translate(problem, { value: show(value), ...blanks });
  const values = list(fact.values ?? []);
  switch (fact.kind) {
    case 'text':
      return typeof value === 'string'
        ? (lengthProblem(fact, value, translate) ?? formProblem(fact, value, translate))
        : unless(false, 'text');
    case 'url':
      return typeof value === 'string' && fact.of
        ? addressProblem(fact.of, value, translate)
        : unless(false, 'url', { example: 'https://www.linkedin.com/…' });
    case 'email':
      return unless(typeof value === 'string' && isEmail(value), 'email');
    case 'time':
      return unless(typeof value === 'string' && isIsoTime(value), 'time');
    case 'integer':
      return integerProblem(fact, value, translate);
    case 'boolean':
      return unless(typeof value === 'boolean', 'boolean');
    case 'choice':
      return unless(fact.values?.includes(value as string) ?? false, 'choice', { values });
    case 'texts':
      return unless(Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== ''), 'texts');
    case 'choices': {
      if (!Array.isArray(value)) return unless(false, 'choices', { values });
      const stranger: unknown = value.find((item) => !fact.values?.includes(item as string));
      return unless(stranger === undefined, 'unknown', { value: show(stranger), values });
    }
    case 'group':
      return unless(isKnownRecord(value), 'group', { names: namesIn(fact) });
    case 'rows': {
      if (!Array.isArray(value)) return unless(false, 'rows', { names: namesIn(fact) });
      const isRow = (row: unknown) =>
        isKnownRecord(row) || (fact.shorthand !== undefined && typeof row === 'string' && row !== '');
      const stranger: unknown = value.find((row) => !isRow(row));
      if (stranger !== undefined) return unless(false, 'rows', { names: namesIn(fact), value: show(stranger) });
      const { max = Infinity } = fact;
      return value.length > max ? translate('rowsMost', { max, length: value.length }) : undefined;
    }
    case 'record': {
      const fine =
        isKnownRecord(value) && Object.values(value).every((item) => typeof item === 'string' && item !== '');
      return unless(fine, 'record');
    }
  }
}

const namesIn = ({ fields = [] }: FieldFacts) => list(fields.map((inner) => inner.name));

/**
 * The objects in a value that has passed the check above, whose fields are to be checked one by one, each with the heading
 * of what is said about them: one for a group, one for each row.
 */
export function objectsIn(fact: FieldFacts, value: unknown, name: string): [Record<string, unknown>, string][] {
  if (fact.kind === 'group' && isKnownRecord(value)) return [[value, `${name} → `]];
  if (fact.kind !== 'rows' || !Array.isArray(value)) return [];
  const fields = (row: unknown) =>
    fact.shorthand !== undefined && typeof row === 'string' ? { [fact.shorthand]: row } : row;
  return value.map(fields).flatMap((row, at) => (isKnownRecord(row) ? [[row, `${name} ${at + 1} → `]] : []));
}

function addressProblem(form: UrlForm, value: string, translate: Translate): string | undefined {
  if (normalUrl(value, form) !== undefined) return undefined;
  const flaw = urlFlaw(value, form);
  if (flaw === undefined) return translate('url', { example: urlForms[form].says, value: show(value) });
  return flaw === 'several'
    ? translate('urlSeveral')
    : translate('urlSign', { sign: characterName(flaw.sign, translate), place: flaw.place });
}

function lengthProblem({ min = 0, max }: FieldFacts, value: string, translate: Translate): string | undefined {
  if (max !== undefined && value.length > max) return translate('long', { max, length: value.length });
  return value.length < min ? translate(min === 1 ? 'empty' : 'short', { min }) : undefined;
}

function formProblem({ form }: FieldFacts, value: string, translate: Translate): string | undefined {
  if (form === undefined || textForms[form].pattern.test(value)) return undefined;
  const { sentence, examples } = textForms[form];
  return translate(sentence, { example: examples.join(translate('or')), value: show(value) });
}

function integerProblem(
  { min = -Infinity, max = Infinity, softMax, unit }: FieldFacts,
  value: unknown,
  translate: Translate,
) {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return translate('integer', { value: show(value) });
  if (value < min) return translate('least', { min, value });
  return value > max && !softMax ? translate('most', { max: `${max}${unit ? ` ${unit}` : ''}`, value }) : undefined;
}

/**
 * A doubt about a legal value: a limit that some versions of the service refuse, a URN of a kind that no source names, an
 * address that is not sent as it is.
 */
export function fieldHint(fact: FieldFacts, value: unknown, translate: Translate): string | undefined {
  const { kind, max, softMax, form } = fact;
  if (kind === 'integer' && softMax && max !== undefined && typeof value === 'number' && value > max) {
    return translate('perhapsTooMuch', { max });
  }
  if (form !== undefined && typeof value === 'string' && textForms[form].known?.test(value) === false) {
    return translate('urnPerhaps', { example: textForms[form].examples.join(translate('or')) });
  }
  const sent = kind === 'url' ? coerce(fact, value) : value;
  return sent === value ? undefined : translate('sentAs', { sent: show(sent) });
}
