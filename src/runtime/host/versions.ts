import { reportedError } from './reported-error';
import { isNewer, migrated } from '../../catalog/facts';
import { catalog } from './catalog';
import { NodeError, type NodeConfig, type Runtime, type RuntimeNode } from './node-red';
import * as status from './status';
import { titleOf } from './titles';

const refused = Symbol('refused');

/** Why a node does nothing: a newer version of the package has saved it. */
export const refusalOf = (node: RuntimeNode): NodeError | undefined =>
  (node as RuntimeNode & { [refused]?: NodeError })[refused];

/**
 * A runtime that gives constructors the configuration in its current version. For an unknown version it makes a node that
 * refuses every message; the node's settings and state files stay as they are.
 */
export function withVersions(RED: Runtime): Runtime {
  const registerType: Runtime['nodes']['registerType'] = (type, constructor, options) =>
    RED.nodes.registerType(
      type,
      function (this: RuntimeNode, config: NodeConfig) {
        if (isNewer(config)) refuse(RED, this, config);
        else constructor.call(this, inCurrentVersion(config));
      },
      options,
    );
  // The runtime may get more properties later.
  const nodes = Object.create(RED.nodes, { registerType: { value: registerType } }) as Runtime['nodes'];
  return Object.create(RED, { nodes: { value: nodes } }) as Runtime;
}

/** Changes the configuration in place: Node-RED makes it for this node only, and it has parts that cannot be copied. */
function inCurrentVersion(config: NodeConfig): NodeConfig {
  const current = migrated(config);
  for (const name of Object.keys(config)) if (!(name in current)) delete config[name];
  return Object.assign(config, current);
}

function refuse(RED: Runtime, node: RuntimeNode, config: NodeConfig): void {
  RED.nodes.createNode(node, config);
  const error = new NodeError('newerVersion', catalog().translate('newerVersion', { node: titleOf(node) }));
  Object.defineProperty(node, refused, { value: error });
  node.status(status.failed('newer version'));
  node.warn(error.message);
  node.on('input', (_message, _send, done) => done(reportedError(error)));
}
