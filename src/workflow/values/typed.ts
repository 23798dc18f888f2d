import { isRecord } from '../../shared';

/** A value that is read when a message arrives, as a typed input stores it: `{ type: 'msg', value: 'payload.url' }`. */
export interface Typed {
  type: string;
  value: unknown;
}

/** Node-RED's names of the types a value may have. */
const valueTypes = ['str', 'num', 'bool', 'json', 'msg', 'flow', 'global', 'env', 'jsonata'];

export function isTyped(value: unknown): value is Typed & Record<string, unknown> {
  return (
    isRecord(value) &&
    Object.keys(value).length === 2 &&
    'value' in value &&
    valueTypes.includes(value['type'] as string)
  );
}
