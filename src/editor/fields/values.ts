import type { FieldFacts } from '../../catalog/facts';
import { isTyped as isTypedValue, trueOrFalse, wholeNumber } from '../../workflow';
import { isRecord } from '../../shared';

/** A value that is looked up when a message arrives, with Node-RED's names of types. */
export interface Typed {
  type: string;
  value: string;
}

/** What a TypedInput shows: one of its types and the text in it. */
export type Shown = Typed;

/** Node-RED's types whose values are known only at run time. */
export const sources = ['msg', 'flow', 'global', 'env', 'jsonata'] as const;
const lookedUp: readonly string[] = [...sources, 'json'];

export function isTyped(value: unknown): value is Typed {
  return isTypedValue(value) && lookedUp.includes(value.type) && typeof value.value === 'string';
}

/** The type under which a field's plain value is entered. */
export function plainType({ kind }: FieldFacts): string {
  switch (kind) {
    case 'integer':
      return 'num';
    case 'boolean':
      return 'bool';
    case 'choice':
    case 'choices':
      return kind;
    case 'texts':
    case 'rows':
      return 'list';
    case 'record':
      return 'json';
    default:
      return 'str';
  }
}

/** `{ type: 'str', value: 'x' }` stands for a plain value. The dialogs never write it, but read it. */
export function unwrapped(value: unknown): unknown {
  const { type, value: inner } = (typeof value === 'object' && value !== null ? value : {}) as Partial<Typed>;
  return inner !== undefined && (type === 'str' || type === 'num' || type === 'bool') ? inner : value;
}

/** How a stored value is shown. A value that does not fit the field is shown as text, so that it can be corrected. */
export function shown(field: FieldFacts, raw: unknown): Shown {
  const value = unwrapped(raw);
  if (isTyped(value)) return value;
  const type = plainType(field);
  if (value === undefined || value === null) return { type, value: '' };
  if (field.kind === 'choices') return { type, value: [value].flat().map(asText).join(',') };
  return { type, value: asText(value) };
}

const asText = (raw: unknown) => {
  const value = unwrapped(raw);
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** What is stored for an input; undefined for an empty one. Text that is not a number stays text. */
export function stored({ type, value }: Shown): unknown {
  if (value.trim() === '') return undefined;
  if (lookedUp.includes(type)) return { type, value };
  switch (type) {
    case 'num':
      return wholeNumber(value) ?? value;
    case 'bool':
      return trueOrFalse(value) ?? value;
    case 'choices':
      return value.split(',').filter(Boolean);
    default:
      return value;
  }
}

export const valueAt = (params: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), params);

export const isObject = (value: unknown): value is Record<string, unknown> => isRecord(value) && !isTyped(value);

/**
 * The parameters with some values changed (`undefined` removes one): known fields in the order of the catalogue, then
 * all others. Groups that have become empty are removed.
 */
export function changed(
  fields: readonly FieldFacts[],
  params: unknown,
  changes: ReadonlyMap<string, unknown>,
  prefix = '',
): Record<string, unknown> {
  const before = isObject(params) ? params : {};
  const known = fields.flatMap((field): [string, unknown][] => {
    const path = prefix + field.name;
    const inside = field.fields && [...changes.keys()].some((key) => key.startsWith(`${path}.`));
    if (inside) {
      const group = changed(field.fields ?? [], before[field.name], changes, `${path}.`);
      return Object.keys(group).length > 0 ? [[field.name, group]] : [];
    }
    const value = changes.has(path) ? changes.get(path) : before[field.name];
    return value === undefined ? [] : [[field.name, value]];
  });
  const names = new Set(fields.map(({ name }) => name));
  const others = Object.entries(before).filter(([name]) => !names.has(name));
  return Object.fromEntries([...known, ...others]);
}

/** `threeToFive` → `three to five`; `1st`, `51-200`, `3rd+` stay. */
export function spacedWords(value: string): string {
  return /^[a-z]+([A-Z][a-z]*)*$/.test(value) ? value.replace(/[A-Z]+/g, (sign) => ` ${sign.toLowerCase()}`) : value;
}
