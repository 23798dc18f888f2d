import { type FieldFacts, isEmail, isIsoTime, normalUrl, trimmed } from '../../catalog/facts';
import { isDate, isRecord } from '../../shared';
import { Placeholder } from '../tree';

/**
 * Converts a value from a message, a context, an expression or a dialog to the type of a field if its meaning is clear: "10" to
 * 10, "TRUE" to true, an address to its usual form, one text to a list, nested lists to a flat one. Other values stay as they
 * are, for the check to report. `undefined` means that there is nothing to send.
 */
export function coerce(fact: FieldFacts, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Placeholder) return value;
  if (fact.omitEmpty && typeof value === 'string' && trimmed(value) === '') return undefined;
  switch (fact.kind) {
    case 'integer':
      return typeof value === 'string' ? (wholeNumber(value) ?? value) : value;
    case 'boolean':
      return typeof value === 'string' ? (trueOrFalse(value) ?? value) : value;
    case 'choice':
      return chosen(fact, asText(value));
    case 'texts':
    case 'choices': {
      const items = [value]
        .flat(2)
        .filter((item) => item !== undefined && item !== null && item !== '')
        .map((item) => (typeof item === 'number' ? String(item) : item))
        .map((item) => (fact.kind === 'choices' ? chosen(fact, item) : item));
      return items.length > 0 ? items : undefined;
    }
    case 'group':
      return coerceGroup(fact, value);
    case 'rows': {
      const rows = [value]
        .flat(2)
        .map((row) => (row instanceof Placeholder ? row : coerceGroup(fact, row)))
        .filter((row) => row !== undefined && row !== null && row !== '');
      return rows.length > 0 ? rows : undefined;
    }
    case 'record':
      return value;
    case 'url':
      return typeof value === 'string' && fact.of ? (normalUrl(value, fact.of) ?? value) : value;
    case 'time':
      return isDate(value) && !Number.isNaN(value.getTime()) ? value.toISOString() : withoutBlanks(value, isIsoTime);
    case 'email':
      return withoutBlanks(value, isEmail);
    default:
      return asText(value);
  }
}

/**
 * A whole number in digits. Nothing else that JavaScript takes for a number (`0x10`, `1e3`, `Infinity`), and no separators:
 * `1,000` is a thousand in one country and one in another.
 */
export function wholeNumber(text: string): number | undefined {
  const bare = trimmed(text);
  return /^[+-]?\d+$/.test(bare) ? Number(bare) : undefined;
}

/** `TRUE`, `False` and the like, as spreadsheets write them. */
export function trueOrFalse(text: string): boolean | undefined {
  const bare = trimmed(text).toLowerCase();
  return bare === 'true' ? true : bare === 'false' ? false : undefined;
}

/** The matching value of the set, regardless of case. */
function chosen({ values = [] }: FieldFacts, value: unknown): unknown {
  if (typeof value !== 'string' || values.includes(value)) return value;
  const bare = trimmed(value).toLowerCase();
  return values.find((one) => one.toLowerCase() === bare) ?? value;
}

const withoutBlanks = (value: unknown, fits: (text: string) => boolean): unknown =>
  typeof value === 'string' && fits(trimmed(value)) ? trimmed(value) : value;

const asText = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;

function coerceGroup(fact: FieldFacts, value: unknown): unknown {
  if (!isRecord(value)) return value;
  const known = new Map((fact.fields ?? []).map((field) => [field.name, field]));
  const entries = Object.entries(value)
    .map(([name, inner]): [string, unknown] => {
      const field = known.get(name);
      return [name, field ? coerce(field, inner) : inner];
    })
    .filter(([, inner]) => inner !== undefined && inner !== '');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
