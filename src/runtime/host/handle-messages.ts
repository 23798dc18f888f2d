import { reportedError } from './reported-error';
import type { Flows } from './flows';
import type { Message, RuntimeNode, Send } from './node-red';

/**
 * Calls `handle` with each message that reaches a node. The message is done when it resolves, unless with true: then the node
 * was closed in the meantime. A rejection becomes the node's error.
 */
export function handleMessages(
  node: RuntimeNode,
  flows: Flows,
  handle: (message: Message, send: Send) => Promise<boolean>,
): void {
  node.on('input', (message, send, done) => {
    // Complete and Catch nodes receive nothing during a deploy either.
    const end = (error?: Error) => flows.whileRunning(() => done(error && reportedError(error)));
    void handle(message, send).then((closed) => closed || end(), end);
  });
}
