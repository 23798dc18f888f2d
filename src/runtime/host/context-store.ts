import { errorText } from '../../shared';

/** Asks a context store of Node-RED, which answers by callback. */
export function ask<T>(question: (back: (error: unknown, answer?: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) =>
    question((error, answer) => (error ? reject(asError(error)) : resolve(answer as T))),
  );
}

const asError = (error: unknown) => (error instanceof Error ? error : new Error(errorText(error)));
