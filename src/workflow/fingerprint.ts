import type { Graph } from './graph';

/** An action with its configuration, and the ids of the actions above and below it. */
export interface Drawn {
  actionType: string;
  label: string | undefined;
  params: unknown;
  wires: Wires;
}

interface Wires {
  above: readonly string[];
  below: readonly string[];
}

/** The ids of the actions above and below each action under a run node. */
export function wiresUnder(runId: string, { roots, actions }: Pick<Graph<unknown>, 'roots' | 'actions'>) {
  const wires = new Map(
    actions.map(({ id, then }) => [id, { above: [] as string[], below: then.map((child) => child.id) }]),
  );
  for (const { id } of roots) wires.get(id)?.above.push(runId);
  for (const { id, then } of actions) for (const child of then) wires.get(child.id)?.above.push(id);
  return wires;
}

/**
 * The same text for an action in the running flows and in the editor, as long as neither its configuration nor its wires have
 * changed; its position does not matter. Not meant for security.
 */
export function fingerprint({ actionType, label, params, wires: { above, below } }: Drawn): string {
  return hash(JSON.stringify([actionType, label ?? '', sorted(params ?? {}), [...above].sort(), [...below].sort()]));
}

/** With sorted keys, since a flow file may have another order than the editor. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  // A list of pairs, since a key may be "__proto__".
  return Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => [key, sorted(member)]);
}

/** FNV-1a, twice with different beginnings, over UTF-16 units. */
function hash(text: string): string {
  let [one, two] = [0x811c9dc5, 0x1000193];
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    two = Math.imul(two ^ unit, 0x85ebca6b);
  }
  return `${(one >>> 0).toString(36)}-${(two >>> 0).toString(36)}`;
}
