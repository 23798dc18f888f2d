import { describeKey, fill, type Filled, type Graph, similarKey, type Values } from '../../workflow';
import { errorText } from '../../shared';
import { catalog } from './catalog';
import { evaluateProperty } from './evaluate';
import type { Message, Runtime, RuntimeNode } from './node-red';
import type { ActionInstance } from './wiring';

/**
 * Fills in the parameters of every action of a graph. Typed values are evaluated with the message in the action's own
 * flow, so that its contexts and environment apply.
 */
export function fillGraph(
  RED: Runtime,
  graph: Pick<Graph<RuntimeNode>, 'roots' | 'actions'>,
  message: Message,
): Promise<Filled> {
  const action = (node: RuntimeNode) => (node as ActionInstance).action;
  return fill(graph, { action, ...valuesOf(RED, message) }, catalog());
}

/** Reads typed values of nodes, given a message. */
export function valuesOf(RED: Runtime, message: Message): Omit<Values<RuntimeNode>, 'action'> {
  return {
    read: (node, type, value) => evaluateProperty(RED, node, type, value, message),
    whyMissing(property, translate) {
      try {
        const near = similarKey(message, RED.util.normalisePropertyExpression(property.replace(/^msg\./, ''), message));
        return near && translate('notInMessageBut', { value: `msg.${property}`, ...describeKey(near, translate) });
      } catch (error) {
        return translate('unreadable', { reason: errorText(error) });
      }
    },
  };
}
