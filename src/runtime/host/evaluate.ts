import { asError } from './failure';
import type { Message, Runtime, RuntimeNode } from './node-red';

/**
 * The value of a typed input (`{ type: 'msg', value: 'payload.url' }`), read with the message and in the node's own contexts.
 * Rejects with an Error where Node-RED reports one; for `msg`, that is also when the parent of the property is missing.
 */
export function evaluateProperty(
  RED: Pick<Runtime, 'util'>,
  node: RuntimeNode,
  type: string,
  value: unknown,
  message: Message,
): Promise<unknown> {
  return new Promise<unknown>((resolve, reject) => {
    // Errors are thrown as well as passed to the callback.
    RED.util.evaluateNodeProperty(value, type, node, message, (error, result) =>
      error ? reject(asError(error)) : resolve(result),
    );
  }).catch((error: unknown) => {
    throw asError(error);
  });
}
