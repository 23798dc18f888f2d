import type { Typed } from './values';

/** Asks Node-RED whether a typed value can be read. */
export function readTyped({ type, value }: Typed): true | string {
  return type === 'msg' || type === 'flow' || type === 'global'
    ? RED.utils.validatePropertyExpression(value.replace(/^#:\([^)]*\)::/, ''), {})
    : RED.utils.validateTypedProperty(value, type, {});
}
