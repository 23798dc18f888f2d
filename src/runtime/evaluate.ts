import type { Values } from '../workflow/evaluate';
import type { Graph } from '../workflow/graph';
import { prepare, type Prepared } from '../workflow/prepare';
import { catalog } from './catalog';
import type { Message, Runtime, RuntimeNode } from './node-red';
import type { ActionInstance } from './wiring';

/**
 * Fills in the parameters of every action of a graph: typed values are evaluated with the message, in the action's own flow,
 * so that its contexts and environment apply. Checks what comes of it.
 */
export function prepareGraph(
  RED: Runtime,
  graph: Pick<Graph<RuntimeNode>, 'roots' | 'actions'>,
  message: Message,
): Promise<Prepared> {
  const values: Values<RuntimeNode> = {
    action: (node) => (node as ActionInstance).action,
    // Errors are thrown as well as passed to the callback.
    read: (node, type, value) =>
      new Promise((resolve, reject) => {
        RED.util.evaluateNodeProperty(value, type, node, message, (error, read) =>
          error ? reject(error) : resolve(read),
        );
      }),
  };
  return prepare(graph, values, catalog());
}
