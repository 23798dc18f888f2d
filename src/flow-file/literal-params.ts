import type { FieldFacts, Translate } from '../catalog/facts';
import { coerce, isTyped } from '../workflow';
import { isRecord, isVariable } from '../shared';

/** Parameters in the configuration of a node. */
export interface LiteralParams {
  params: unknown;
  /** Whether the dialog of the action can show them; otherwise the one of the custom action can. */
  plain: boolean;
  /** Values that will be sent differently from the document. */
  changes: { path: string; sentence: Parameters<Translate> }[];
}

/**
 * Writes literal parameters into a configuration, where some have another meaning: `${NAME}` is replaced from the environment,
 * `{ type: 'msg', value: 'x' }` is read from a message, and the editor loses an own `__proto__`. Such values are written as
 * JSON: `{ type: 'json', value: '"${NAME}"' }`.
 */
export function literalParams(params: Record<string, unknown>, fields: readonly FieldFacts[]): LiteralParams {
  const kept: LiteralParams = { params, plain: isPlain(params), changes: [] };
  const values = keepObject(params, fields, '', kept);
  kept.params = isPlain(params) ? values : json(values);
  return kept;
}

function keepObject(
  values: Record<string, unknown>,
  fields: readonly FieldFacts[],
  prefix: string,
  kept: LiteralParams,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      return [name, keep(value, field, prefix + name, kept)];
    }),
  );
}

function keep(value: unknown, field: FieldFacts | undefined, path: string, kept: LiteralParams): unknown {
  if (field?.kind === 'group' && field.fields && isRecord(value) && Object.keys(value).length > 0) {
    const inner = keepObject(value, field.fields, `${path}.`, kept);
    if (isPlain(value)) return inner;
    kept.plain = false;
    return json(value);
  }
  const sent = field ? coerce(field, value) : value;
  if (sent === undefined || sent === '') {
    kept.changes.push({ path, sentence: ['emptyNotSent'] });
  } else if (JSON.stringify(sent) !== JSON.stringify(value)) {
    kept.changes.push({ path, sentence: ['sentOtherwise', { value: short(value), sent: short(sent) }] });
  }
  return isSafe(value, false) ? value : json(value);
}

const json = (value: unknown) => ({ type: 'json', value: JSON.stringify(value) });

/** Keys that Node-RED loses in a configuration. */
const lostKeys = ['__proto__', 'hasOwnProperty'];

const isPlain = (values: Record<string, unknown>) =>
  !isTyped(values) && !lostKeys.some((key) => Object.hasOwn(values, key));

/** Whether the value keeps its meaning in a configuration. */
function isSafe(value: unknown, inList: boolean): boolean {
  if (typeof value === 'string') return !isVariable(value) && !(inList && value === '');
  if (Array.isArray(value)) return value.every((item) => isSafe(item, true));
  return !isRecord(value) || (isPlain(value) && Object.values(value).every((inner) => isSafe(inner, false)));
}

function short(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
