import type { Flows } from './flows';
import type { Message, RuntimeNode, Send } from './node-red';

/**
 * Has a node work on each message that reaches it. `act` resolves with true when the node was closed before the end: then
 * nothing more is said. What it rejects with is the node's error.
 */
export function onInput(
  node: RuntimeNode,
  flows: Flows,
  act: (message: Message, send: Send) => Promise<boolean>,
): void {
  node.on('input', (message, send, done) => {
    // Complete and Catch nodes, too, get nothing while they are deployed anew.
    const end = (error?: Error) => flows.whileRunning(() => done(error));
    void act(message, send).then((interrupted) => interrupted || end(), end);
  });
}
