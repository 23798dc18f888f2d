/**
 * What is passed to `done` in place of an Error. Node-RED's debug sidebar prints an Error as an object with a stack, and this as
 * its message. Catch nodes receive the same message, code, cause and stack from both.
 */
export function reportedError(error: Error & { code?: unknown }): Error {
  const { message, code, cause, stack } = error;
  const shown = { ...(code === undefined ? {} : { code }), ...(cause === undefined ? {} : { cause }) };
  const hidden = { message, stack, toString: () => message, toJSON: () => message };
  return Object.defineProperties(
    shown,
    Object.fromEntries(Object.entries(hidden).map(([name, value]) => [name, { value }])),
  ) as Error;
}
