import { isNewer, migrated, removedSettings, versionOf } from '../../catalog/facts';

/** The part of a node's registration that matters here. */
interface Definition {
  defaults: Record<string, { value?: unknown; validate?: (this: EditorNode, version: unknown) => true | string[] }>;
  oneditprepare?: (this: EditorNode) => void;
  /** Marks a change for Node-RED. */
  oneditsave?: (this: EditorNode) => unknown;
}

type VersionedNode = EditorNode & { version?: unknown; _def: Definition } & Record<string, unknown>;

/**
 * Brings nodes that an earlier version of the package saved to their current version, as soon as they are loaded or pasted. A node
 * of a newer version is marked, has no dialog, and is deployed as it was loaded. `refusal` says why.
 */
export function followVersions(refusal: (node: EditorNode) => string): void {
  /** The editor keeps only settings that a registration names. */
  const prepare = (type: string) => {
    if (!type.startsWith('linkedapi-')) return;
    const definition = RED.nodes.getType(type) as Definition;
    const { defaults, oneditprepare, oneditsave } = definition;
    const version = versionOf(type);
    defaults['version'] = {
      ...(version > 1 ? { value: version } : {}),
      validate() {
        return isNewer(this) ? [refusal(this)] : true;
      },
    };
    for (const setting of removedSettings(type)) defaults[setting] ??= {};
    definition.oneditprepare = function () {
      // Only settings that have an input can have changed.
      if (isNewer(this))
        $('#dialog-form, #node-config-dialog-edit-form')
          .empty()
          .append($('<p></p>').text(refusal(this)));
      else oneditprepare?.call(this);
    };
    definition.oneditsave = function () {
      return isNewer(this) ? undefined : oneditsave?.call(this);
    };
  };
  RED.nodes.registry.getNodeTypes().forEach(prepare);
  RED.events.on('registry:node-type-added', (type) => prepare(type as string));

  RED.events.on('nodes:add', (added) => {
    const node = added as VersionedNode;
    const settings = Object.keys(node._def?.defaults ?? {}).map((setting) => [setting, node[setting]]);
    const saved = { ...(Object.fromEntries(settings) as Record<string, unknown>), type: node.type };
    const current = migrated(saved);
    if (current === saved) return;
    for (const setting of removedSettings(node.type)) delete node[setting];
    Object.assign(node, current);
  });

  RED.events.on('flows:loaded', () => {
    for (const saved of RED.nodes.originalFlow() ?? []) {
      const node = RED.nodes.node(saved.id) as VersionedNode | null;
      if (node?.type !== saved.type || !isNewer(saved)) continue;
      const unknown = Object.entries(saved).filter(([setting]) => !(setting in node) && setting !== 'wires');
      Object.assign(node, Object.fromEntries(unknown));
      node._def = {
        ...node._def,
        defaults: { ...node._def.defaults, ...Object.fromEntries(unknown.map(([setting]) => [setting, {}])) },
      };
    }
  });
}
