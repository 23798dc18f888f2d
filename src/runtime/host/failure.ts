import { LinkedApiError } from '../../client';
import type { RunError } from '../../runs';
import { errorText } from '../../shared';
import { NodeError } from './node-red';

/** An error that a flow can handle by its `code`. */
export type Failure = NodeError | LinkedApiError;

const unexpected = (text: string) => new NodeError('unexpectedError', text);

/** An error of a run, which may come from the journal, as a Failure. */
export const failureOfRun = (error: RunError): Failure =>
  error instanceof Error ? failureOf(error) : new NodeError(error.code, error.message, error.cause);

/** A thrown value as a Failure. `otherwise` makes one of the text of any other error. */
export function failureOf(error: unknown, otherwise: (text: string) => Failure = unexpected): Failure {
  return error instanceof NodeError || error instanceof LinkedApiError ? error : otherwise(errorText(error));
}

/** A thrown value as an Error: JSONata and context stores may throw other values. */
export const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(errorText(error)));
