import type { FieldFacts } from '../../catalog/facts';
import { coerce, Placeholder } from '../../workflow';
import { isTyped, unwrapped } from '../fields/values';
import { isRecord, isVariable } from '../../shared';

/**
 * The parameters of a node as far as they are known before a message arrives, without empty ones. Values that depend on the
 * message are placeholders.
 */
export function configured(params: unknown, fields: readonly FieldFacts[]): Record<string, unknown> {
  if (!isRecord(params) || isTyped(params)) return {};
  return Object.fromEntries(
    Object.entries(params)
      .map(([name, raw]): [string, unknown] => {
        const field = fields.find((one) => one.name === name);
        return [name, known(raw, field)];
      })
      .filter(([, value]) => value !== undefined && value !== ''),
  );
}

function known(raw: unknown, field: FieldFacts | undefined): unknown {
  const value = unwrapped(raw);
  if (isTyped(value)) return value.value === '' ? undefined : new Placeholder(`${value.type}.${value.value}`);
  if (isVariable(value)) return new Placeholder(String(value));
  if (!field) return value;
  if (field.kind === 'rows' && Array.isArray(value)) {
    const row = { ...field, kind: 'group' as const };
    return coerce(
      field,
      value.map((one: unknown) => known(one, row)),
    );
  }
  if (!field.fields || !isRecord(value)) return coerce(field, value);
  const group = configured(value, field.fields);
  return Object.keys(group).length > 0 ? group : undefined;
}
