import type { Catalog } from '../catalog/facts/catalog';
import type { Values } from '../workflow/fill';
import type { FileNode, FlowFile } from './flow-file';
import type { Placed } from './flow-wiring';

const environment = /^\$\{(\S+)\}$|^\$\((\S+)\)$/;

/** What is known of an action's node before it runs. */
export interface Configured {
  actionType: string;
  label: unknown;
  params: unknown;
  /** What may set environment variables for it, the nearest first; Node-RED's `env` lists. */
  around: readonly { env?: unknown }[];
}

/**
 * Values as far as they are known without a message: what comes out of one, of a context, of an expression or of the
 * environment of the machine stands there as a placeholder.
 */
export function valuesBeforehand<N>(configured: (node: N) => Configured): Values<N> {
  return {
    action(node) {
      const { actionType, label, params, around } = configured(node);
      return { actionType, label: filled(label, around), params: filled(params ?? {}, around) };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown here is a rejection elsewhere
    read: async (node, type, value) => read(type, value, () => configured(node).around),
  };
}

/** The values of a flow file's nodes. */
export function fileValues(file: FlowFile, catalog: Catalog): Values<Placed> {
  const groupsOf = (node: FileNode): FileNode[] => {
    const found = new Set<FileNode>();
    for (let group = file.node(String(node['g'])); group && !found.has(group); group = file.node(String(group['g']))) found.add(group); // prettier-ignore
    return [...found];
  };
  return valuesBeforehand(({ node, within }) => {
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

type Around = Configured['around'];

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

/** A name, or a text with `${NAME}`s in it. */
function variables(text: string, around: Around): unknown {
  if (!text.includes('${')) return setting(text, around) ?? new Placeholder(`env.${text}`);
  let known = true;
  const whole = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = setting(name, around);
    known &&= value !== undefined && !(value instanceof Placeholder);
    return String(value);
  });
  return known ? whole : new Placeholder(`env.${text}`);
}

/** Node-RED fills in the environment wherever a whole text names it, before the nodes see their configuration. */
function filled(value: unknown, around: Around): unknown {
  if (typeof value === 'string') {
    const [, name, old] = environment.exec(value) ?? [];
    const variable = name ?? old;
    return variable === undefined ? value : (setting(variable, around) ?? new Placeholder(`env.${variable}`));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, around));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, around)]));
}

/** What a group, a subflow instance, its subflow or the tab sets; undefined when it is the machine's. */
function setting(name: string, around: Around): unknown {
  for (const { env } of around) {
    const found: unknown = (Array.isArray(env) ? env : []).find((entry: unknown) => (entry as { name?: unknown } | null)?.name === name); // prettier-ignore
    if (!found) continue;
    const { type, value } = found as { type?: string; value?: unknown };
    if (type === 'str' || type === 'num' || type === 'bool') return read(type, value, () => []);
    return new Placeholder(`env.${name}`);
  }
  return undefined;
}
