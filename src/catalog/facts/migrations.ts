/** A node as Node-RED saves it: its settings next to its id and type. */
export interface SavedNode {
  type: string;
  version?: unknown;
}

/** One change of the shape in which nodes are saved. It brings a node to its next version. */
export interface Migration {
  /** The node types that change. */
  types: RegExp;
  /** Settings that the next version no longer has. */
  removed: readonly string[];
  /** The settings that are new or different in the next version. Must not change `node`. */
  change: (node: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

/**
 * Every change of shape, the oldest first. A node is saved with the number of its version; the first version has none. The
 * runtime, the editor and the command line all bring a node to the current version before they read its settings. A node with
 * a version they do not know is refused: it is neither run nor changed.
 */
export const migrations: readonly Migration[] = [];

const isOwn = (type: string) => type.startsWith('linkedapi-');
const migrationsOf = (type: string) => migrations.filter(({ types }) => types.test(type));

/** The version in which this package saves nodes of a type. */
export const versionOf = (type: string): number => 1 + migrationsOf(type).length;

/** The settings that only earlier versions of a node have. */
export const removedSettings = (type: string): string[] => migrationsOf(type).flatMap(({ removed }) => removed);

/** Whether a node of this package has a version that this package does not know, so that its settings cannot be read. */
export function isNewer({ type, version = 1 }: SavedNode): boolean {
  const known = Number.isInteger(version) && Number(version) >= 1 && Number(version) <= versionOf(type);
  return isOwn(type) && !known;
}

/** A node in its current version; the same node if it is current already, or of an unknown version. */
export function migrated<N extends SavedNode>(node: N): N {
  if (!isOwn(node.type) || isNewer(node)) return node;
  const pending = migrationsOf(node.type).slice(Number(node.version ?? 1) - 1);
  if (pending.length === 0) return node;
  let current = { ...node } as Record<string, unknown>;
  for (const { removed, change } of pending) {
    current = { ...current, ...change(current) };
    for (const name of removed) delete current[name];
  }
  return { ...current, version: versionOf(node.type) } as unknown as N;
}
