import type { Catalog } from '../catalog/facts';
import { Placeholder, type Values } from '../workflow';
import type { FileNode, FlowFile } from './flow-file';
import type { NodeInstance } from './flow-wiring';
import { environmentValue, isRecord, wholeVariable } from '../shared';

/** An action's node as it is configured. */
export interface NodeConfig {
  actionType: string;
  label: unknown;
  params: unknown;
  /** The groups, subflows and tab around it, whose `env` lists may set environment variables, innermost first. */
  around: readonly { env?: unknown }[];
}

/**
 * Values as far as they are known without a message. Those that come from a message, a context, an expression or the
 * environment of the machine are placeholders.
 */
export function valuesWithoutMessage<N>(configured: (node: N) => NodeConfig): Values<N> {
  return {
    action(node) {
      const { actionType, label, params, around } = configured(node);
      return { actionType, label: filled(label, around), params: filled(params ?? {}, around) };
    },
    read: (node, type, value) => new Promise((resolve) => resolve(read(type, value, () => configured(node).around))),
  };
}

/** The values of a flow file's nodes. */
export function fileValues(file: FlowFile, catalog: Catalog): Values<NodeInstance> {
  const groupsOf = (node: FileNode): FileNode[] => {
    const found = new Set<FileNode>();
    let group = file.node(String(node['g']));
    while (group && !found.has(group)) {
      found.add(group);
      group = file.node(String(group['g']));
    }
    return [...found];
  };
  return valuesWithoutMessage(({ node, within }) => {
    const { label, params } = node;
    const actionType = catalog.actionTypeOf(node) ?? '';
    const around = [
      ...groupsOf(node),
      ...[...within].reverse().flatMap(({ node: one }) => [one, file.templateOf(one) ?? {}, ...groupsOf(one)]),
      file.node(String((within[0]?.node ?? node)['z'])) ?? {},
    ];
    return { actionType, label, params, around };
  });
}

type Around = NodeConfig['around'];

function read(type: string, value: unknown, around: () => Around): unknown {
  if (value instanceof Placeholder) return value;
  switch (type) {
    case 'str':
      return String(value);
    case 'num':
      return Number(value);
    case 'bool':
      return /^true$/i.test(String(value));
    case 'json':
      return JSON.parse(String(value));
    case 'env':
      return variables(String(value), around());
    default:
      return new Placeholder(`${type}.${String(value)}`);
  }
}

/** The value of a typed input of type `env`; a placeholder unless all its variables are known. */
function variables(text: string, around: Around): unknown {
  let isKnown = true;
  const value = environmentValue(text, (name) => {
    const found = setting(name, around);
    isKnown &&= found !== undefined && !(found instanceof Placeholder);
    return found;
  });
  return isKnown ? value : new Placeholder(`env.${text}`);
}

/** Node-RED replaces texts that are a variable as a whole, before a node sees its configuration. */
function filled(value: unknown, around: Around): unknown {
  const variable = wholeVariable(value);
  if (variable !== undefined) return setting(variable, around) ?? new Placeholder(`env.${variable}`);
  if (Array.isArray(value)) return value.map((item) => filled(item, around));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, around)]));
}

/** What a group, a subflow instance, its subflow or the tab sets; undefined if none of them does. */
function setting(name: string, around: Around): unknown {
  for (const { env } of around) {
    const entries: unknown[] = Array.isArray(env) ? env : [];
    const found = entries.filter(isRecord).find((entry) => entry['name'] === name);
    if (!found) continue;
    const { type, value } = found;
    if (type === 'str' || type === 'num' || type === 'bool') return read(type, value, () => []);
    return new Placeholder(`env.${name}`);
  }
  return undefined;
}
