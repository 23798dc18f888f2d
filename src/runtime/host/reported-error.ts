import { inspect } from 'node:util';

/**
 * What is passed to `done` in place of an Error. Node-RED's debug sidebar prints an Error as an object with a stack, and this as
 * its message. Catch nodes receive the same message, code, cause and stack from both.
 */
export function reportedError(error: Error & { code?: unknown }): Error {
  const { message, code, cause, stack } = error;
  const shown = { ...(code === undefined ? {} : { code }), ...(cause === undefined ? {} : { cause }) };
  const asText = { value: () => message };
  return Object.defineProperties(shown, {
    message: { value: message },
    stack: { value: stack },
    toString: asText,
    toJSON: asText,
    [inspect.custom]: asText,
  }) as Error;
}
