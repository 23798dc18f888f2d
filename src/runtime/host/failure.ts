import { LinkedApiError } from '../../client';
import { errorText } from '../../shared';
import { NodeError } from './node-red';

/** What a node answers a message with that it cannot serve. */
export type Failure = NodeError | LinkedApiError;

export function failureOf(error: unknown): Failure {
  if (error instanceof NodeError || error instanceof LinkedApiError) return error;
  return new NodeError('unexpectedError', errorText(error));
}
