import type { FieldFacts } from '../catalog/facts';
import { coerce } from '../workflow/coerce';
import { isEnvironment, isTyped, unwrapped } from './values';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The parameters of a node as far as they are known before a message arrives, nothing empty: what is looked up then stands
 * there as it is configured.
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
  if (isTyped(value)) return value.value === '' ? undefined : value;
  if (!field || isEnvironment(value)) return value;
  if (!field.fields || !isRecord(value)) return coerce(field, value);
  const group = configured(value, field.fields);
  return Object.keys(group).length > 0 ? group : undefined;
}
