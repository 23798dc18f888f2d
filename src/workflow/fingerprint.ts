import type { Graph } from './graph';

/** An action as it was configured and wired; the nodes above and below it by id, whatever stands between. */
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

/** By id, what is above and below each action under a run node. */
export function wiresUnder(runId: string, { roots, actions }: Pick<Graph<unknown>, 'roots' | 'actions'>) {
  const wires = new Map(
    actions.map(({ id, then }) => [id, { above: [] as string[], below: then.map((child) => child.id) }]),
  );
  for (const { id } of roots) wires.get(id)?.above.push(runId);
  for (const { id, then } of actions) for (const child of then) wires.get(child.id)?.above.push(id);
  return wires;
}

/**
 * The same for an action in the running flows and on the editor's canvas as long as neither the action nor its wires have
 * been changed. Moving it changes nothing. Short, and not meant to withstand anybody.
 */
export function fingerprint({ actionType, label, params, wires: { above, below } }: Drawn): string {
  return hash(JSON.stringify([actionType, label ?? '', sorted(params ?? {}), [...above].sort(), [...below].sort()]));
}

/** The keys in one order, for a flow file may have another than the editor. */
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
