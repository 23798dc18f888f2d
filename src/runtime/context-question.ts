import { errorText } from '../workflow/realms';

/** Asks a context store of Node-RED, which answers by callback. */
export function ask<T>(question: (back: (error: unknown, answer?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    question((error, answer) => (error ? reject(new Error(errorText(error), { cause: error })) : resolve(answer as T))),
  );
}
