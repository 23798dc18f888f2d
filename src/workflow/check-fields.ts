import type { FieldFacts } from '../catalog/facts';
import { isEmail, isIsoTime, isLinkedInUrl, urlForms } from '../catalog/urls';
import { tellInEnglish, type Tell } from '../catalog/sentences';

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
 * (“must be at most 1000 people, not 5000”); undefined when it is fine. Groups are checked field by field by the caller.
 */
export function fieldProblem(fact: FieldFacts, value: unknown, tell: Tell = tellInEnglish): string | undefined {
  const unless = (fine: boolean, problem: Parameters<Tell>[0], blanks: Record<string, string> = {}) =>
    fine ? undefined : tell(problem, { value: show(value), ...blanks });
  const values = list(fact.values ?? []);
  switch (fact.kind) {
    case 'text':
      return typeof value === 'string' ? lengthProblem(fact, value, tell) : unless(false, 'text');
    case 'url': {
      const example = fact.of ? urlForms[fact.of].says : 'https://www.linkedin.com/…';
      const fine = typeof value === 'string' && fact.of !== undefined && isLinkedInUrl(value, fact.of);
      return unless(fine, 'url', { example });
    }
    case 'email':
      return unless(typeof value === 'string' && isEmail(value), 'email');
    case 'time':
      return unless(typeof value === 'string' && isIsoTime(value), 'time');
    case 'integer':
      return integerProblem(fact, value, tell);
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
    case 'group': {
      const fine = typeof value === 'object' && value !== null && !Array.isArray(value);
      return unless(fine, 'group', { names: list((fact.fields ?? []).map((inner) => inner.name)) });
    }
    case 'rows':
      return rowsProblem(fact, value, tell);
    case 'record': {
      const fine = isObject(value) && Object.values(value).every((item) => typeof item === 'string' && item !== '');
      return unless(fine, 'record');
    }
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The first mistake in a list of objects. */
function rowsProblem({ fields = [] }: FieldFacts, value: unknown, tell: Tell): string | undefined {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isObject)) {
    return tell('rows', { names: list(fields.map(({ name }) => name)), value: show(value) });
  }
  for (const [index, row] of value.entries()) {
    const strange = Object.keys(row).find((name) => !fields.some((field) => field.name === name));
    if (strange !== undefined) {
      return tell('rows', { names: list(fields.map(({ name }) => name)), value: show(row) });
    }
    for (const field of fields) {
      const inner = row[field.name];
      const problem = inner === undefined ? field.required && tell('missing') : fieldProblem(field, inner, tell);
      if (problem) return tell('inRow', { row: index + 1, field: field.name, problem });
    }
  }
  return undefined;
}

function lengthProblem({ min = 0, max }: FieldFacts, value: string, tell: Tell): string | undefined {
  if (max !== undefined && value.length > max) return tell('long', { max, length: value.length });
  return value.length < min ? tell(min === 1 ? 'empty' : 'short', { min }) : undefined;
}

function integerProblem({ min = -Infinity, max = Infinity, softMax, unit }: FieldFacts, value: unknown, tell: Tell) {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return tell('integer', { value: show(value) });
  if (value < min) return tell('least', { min, value });
  return value > max && !softMax ? tell('most', { max: `${max}${unit ? ` ${unit}` : ''}`, value }) : undefined;
}

/** A doubt about a legal value: a limit that some versions of the service refuse. */
export function fieldDoubt(
  { kind, max, softMax }: FieldFacts,
  value: unknown,
  tell: Tell = tellInEnglish,
): string | undefined {
  return kind === 'integer' && softMax && max !== undefined && typeof value === 'number' && value > max
    ? tell('perhapsTooMuch', { max })
    : undefined;
}
