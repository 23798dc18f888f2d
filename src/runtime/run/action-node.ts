import { customActionType } from '../../catalog/facts';
import { catalog } from '../host/catalog';
import { NodeError, type Message, type NodeConfig, type Runtime, type RuntimeNode } from '../host/node-red';
import { reportedError } from '../host/reported-error';
import { titleOf } from '../host/titles';
import { withVersions } from '../host/versions';
import { isAction, runtimeWiring, type ActionInstance } from '../host/wiring';

/** Registers the nodes of one set: pairs of Node-RED type and action type. */
export function registerActions(
  RED: Runtime,
  actions: readonly (readonly [nodeType: string, actionType: string])[],
): void {
  const versioned = withVersions(RED);
  for (const [nodeType, actionType] of actions) {
    registerAction(versioned, nodeType, () => actionType);
  }
}

/** The node for actions that have no node of their own: the type and the parameters are in its configuration. */
export function registerCustomAction(RED: Runtime): void {
  registerAction(RED, customActionType, ({ actionType }) => (typeof actionType === 'string' ? actionType.trim() : ''));
}

function registerAction(RED: Runtime, nodeType: string, actionTypeOf: (config: NodeConfig) => string): void {
  RED.nodes.registerType(nodeType, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const label = typeof config['label'] === 'string' && config['label'] !== '' ? config['label'] : undefined;
    const node = this as ActionInstance;
    node.action = { actionType: actionTypeOf(config), params: config['params'] ?? {}, ...(label ? { label } : {}) };
    node.on('input', (message, _send, done) => {
      // Results of the action above also travel along the wire to this node. They are not meant for it, so they are ignored.
      if (!isResultFromAbove(RED, node, message)) done(reportedError(strayMessage(node)));
    });
    node.on('close', () => node.status({}));
  });
}

function isResultFromAbove(RED: Runtime, node: RuntimeNode, message: Message): boolean {
  const sender = (message.linkedapi as { nodeId?: unknown } | undefined)?.nodeId;
  const above = typeof sender === 'string' ? RED.nodes.getNode(sender) : undefined;
  return above != null && isAction(above) && runtimeWiring(RED).next(above).includes(node);
}

function strayMessage(node: ActionInstance): NodeError {
  const first =
    catalog().action(node.action.actionType)?.root === false
      ? 'under the actions it belongs to, which hang'
      : 'directly or further down';
  return new NodeError(
    'notARunNode',
    `${titleOf(node)} received a message, but actions do not run by themselves. Send the message to a Linked API run node and wire this action ${first} under the first port of that node.`,
  );
}
