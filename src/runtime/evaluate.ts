import { evaluate, type Values } from '../workflow/evaluate';
import type { Graph } from '../workflow/graph';
import type { ActionNode, Finding } from '../workflow/tree';
import { catalog } from './catalog';
import type { Message, Runtime, RuntimeNode } from './node-red';
import type { ActionInstance } from './wiring';

/**
 * Fills in the parameters of every action of a graph: typed values are evaluated with the message, in the action's own flow,
 * so that its contexts and environment apply.
 */
export function evaluateGraph(
  RED: Runtime,
  graph: Pick<Graph<RuntimeNode>, 'roots' | 'actions'>,
  message: Message,
): Promise<{ roots: ActionNode[]; findings: Finding[] }> {
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
  return evaluate(graph, values, catalog());
}
