import type { FieldFacts } from '../catalog/facts';
import { isEmail, isIsoTime, isLinkedInUrl, urlForms } from '../catalog/urls';

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
export function fieldProblem(fact: FieldFacts, value: unknown): string | undefined {
  switch (fact.kind) {
    case 'text':
      return typeof value === 'string' ? lengthProblem(fact, value) : `must be text, not ${show(value)}`;
    case 'url':
      return typeof value === 'string' && fact.of && isLinkedInUrl(value, fact.of)
        ? undefined
        : `must be an address like ${fact.of ? urlForms[fact.of].says : 'https://www.linkedin.com/…'}, not ${show(value)}`;
    case 'email':
      return typeof value === 'string' && isEmail(value) ? undefined : `must be an e-mail address, not ${show(value)}`;
    case 'time':
      return typeof value === 'string' && isIsoTime(value)
        ? undefined
        : `must be a date like 2026-05-01 or a time like 2026-05-01T09:00:00Z, not ${show(value)}`;
    case 'integer':
      return integerProblem(fact, value);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : `must be true or false, not ${show(value)}`;
    case 'choice':
      return fact.values?.includes(value as string)
        ? undefined
        : `must be one of ${list(fact.values ?? [])}, not ${show(value)}`;
    case 'texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== '')
        ? undefined
        : `must be a list of texts, not ${show(value)}`;
    case 'choices': {
      if (!Array.isArray(value)) return `must be a list out of ${list(fact.values ?? [])}, not ${show(value)}`;
      const stranger: unknown = value.find((item) => !fact.values?.includes(item as string));
      return stranger === undefined ? undefined : `knows no ${show(stranger)}; choose from ${list(fact.values ?? [])}`;
    }
    case 'group':
      return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? undefined
        : `must be an object with ${list((fact.fields ?? []).map((inner) => inner.name))}, not ${show(value)}`;
  }
}

function lengthProblem({ min = 0, max }: FieldFacts, value: string): string | undefined {
  if (max !== undefined && value.length > max) return `must have at most ${max} characters, not ${value.length}`;
  return value.length < min ? `must have at least ${min} character${min === 1 ? '' : 's'}` : undefined;
}

function integerProblem({ min = -Infinity, max = Infinity, softMax, unit }: FieldFacts, value: unknown) {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return `must be a whole number, not ${show(value)}`;
  if (value < min) return `must be at least ${min}, not ${value}`;
  return value > max && !softMax ? `must be at most ${max}${unit ? ` ${unit}` : ''}, not ${value}` : undefined;
}

/** A doubt about a legal value: a limit that some versions of the service refuse. */
export function fieldDoubt({ kind, max, softMax }: FieldFacts, value: unknown): string | undefined {
  return kind === 'integer' && softMax && max !== undefined && typeof value === 'number' && value > max
    ? `is above ${max}, which Linked API may refuse`
    : undefined;
}
