import type { Catalog } from '../catalog/catalog';
import type { Values } from './evaluate';
import type { FlowFile } from './flow-file';
import type { Placed } from './flow-wiring';
import { Placeholder } from './tree';

const environment = /^\$\{(\S+)\}$|^\$\((\S+)\)$/;

/**
 * The values of a flow file's nodes as far as they are known without a message: what comes out of one, of a context, of an
 * expression or of the environment of the machine stands there as a placeholder.
 */
export function fileValues(file: FlowFile, catalog: Catalog): Values<Placed> {
  return {
    action(placed) {
      const { type, actionType, label, params } = placed.node;
      const known = catalog.ofNode(type)?.type ?? (typeof actionType === 'string' ? actionType.trim() : '');
      return { actionType: known, label: filled(label, placed, file), params: filled(params ?? {}, placed, file) };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown here is a rejection elsewhere
    read: async (placed, type, value) => read(placed, type, value, file),
  };
}

function read(placed: Placed, type: string, value: unknown, file: FlowFile): unknown {
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
      return variables(String(value), placed, file);
    default:
      return new Placeholder(`${type}.${String(value)}`);
  }
}

/** A name, or a text with `${NAME}`s in it. */
function variables(text: string, placed: Placed, file: FlowFile): unknown {
  if (!text.includes('${')) return setting(text, placed, file) ?? new Placeholder(`env.${text}`);
  let known = true;
  const whole = text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    const value = setting(name, placed, file);
    known &&= value !== undefined && !(value instanceof Placeholder);
    return String(value);
  });
  return known ? whole : new Placeholder(`env.${text}`);
}

/** Node-RED fills in the environment wherever a whole text names it, before the nodes see their configuration. */
function filled(value: unknown, placed: Placed, file: FlowFile): unknown {
  if (typeof value === 'string') {
    const [, name, old] = environment.exec(value) ?? [];
    const variable = name ?? old;
    return variable === undefined ? value : (setting(variable, placed, file) ?? new Placeholder(`env.${variable}`));
  }
  if (Array.isArray(value)) return value.map((item) => filled(item, placed, file));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, placed, file)]));
}

/** What a subflow instance, its subflow or the tab sets; undefined when it is the machine's. */
function setting(name: string, { node, within }: Placed, file: FlowFile): unknown {
  const around = [...within]
    .reverse()
    .flatMap(({ node: instance }) => [instance, file.templateOf(instance)])
    .concat(file.node(String((within[0]?.node ?? node)['z'])));
  for (const one of around) {
    const found: unknown = (Array.isArray(one?.['env']) ? one['env'] : []).find((entry: unknown) => (entry as { name?: unknown } | null)?.name === name); // prettier-ignore
    if (!found) continue;
    const { type, value } = found as { type?: string; value?: unknown };
    if (type === 'str' || type === 'num' || type === 'bool') return read({ id: '', node, within }, type, value, file);
    return new Placeholder(`env.${name}`);
  }
  return undefined;
}
