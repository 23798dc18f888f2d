// Objects made by a Function node belong to another realm (Node's `vm`): their prototypes are not ours, so `instanceof` and
// comparing with `Object.prototype` fail for them.

const tagOf = (value: unknown) => Object.prototype.toString.call(value);

/** Made by `{}`, `Object.create(null)` or `JSON.parse`, in any realm. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'isPrototypeOf');
}

/** An object that is not an array. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isDate = (value: unknown): value is Date => tagOf(value) === '[object Date]';

/** Any value as text, even an object whose `toString` fails. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return tagOf(value);
  }
}

/** The message of a thrown value: an error of any realm, or a plain object with a message, as JSONata throws. */
export const errorText = (error: unknown): string =>
  isRecord(error) && typeof error['message'] === 'string' ? error['message'] : textOf(error);
