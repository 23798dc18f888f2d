import type { FieldFacts } from '../catalog/facts';
import { normalUrl } from '../catalog/urls';
import { isDate } from './realms';
import { Placeholder } from './tree';

/**
 * Brings a value that came out of a message, a context or an expression into the form a field takes, where the meaning is
 * plain: "10" is 10, an address is put in order, one text is a list of one, a list inside a list is flat. What cannot be read
 * this way stays as it is and is left to the check. `undefined` means: nothing to send.
 */
export function coerce(fact: FieldFacts, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  if (value instanceof Placeholder) return value;
  switch (fact.kind) {
    case 'integer':
      return typeof value === 'string' && value.trim() !== '' && !Number.isNaN(Number(value)) ? Number(value) : value;
    case 'boolean':
      return value === 'true' ? true : value === 'false' ? false : value;
    case 'texts':
    case 'choices': {
      const items = [value]
        .flat(2)
        .filter((item) => item !== undefined && item !== null && item !== '')
        .map((item) => (typeof item === 'number' ? String(item) : item));
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
      return typeof value === 'string' ? (normalUrl(value, fact.of!) ?? value) : value;
    case 'time':
      return isDate(value) && !Number.isNaN(value.getTime()) ? value.toISOString() : value;
    default:
      return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  }
}

function coerceGroup(fact: FieldFacts, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const known = new Map((fact.fields ?? []).map((field) => [field.name, field]));
  const entries = Object.entries(value)
    .map(([name, inner]): [string, unknown] => {
      const field = known.get(name);
      return [name, field ? coerce(field, inner) : inner];
    })
    .filter(([, inner]) => inner !== undefined && inner !== '');
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
