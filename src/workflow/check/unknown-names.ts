import type { Catalog, FieldFacts, Translate } from '../../catalog/facts';
import { type ActionNode, allParameters, isKnownRecord } from '../tree';

/** Names that an action has besides its parameters. */
export const reserved = ['actionType', 'label', 'then'];

/** What other versions and sibling actions call a parameter. */
const otherNames = new Map(
  Object.entries({
    children: 'then',
    companyHashedUrl: 'companyUrl',
    companyUrl: 'companyHashedUrl',
    personHashedUrl: 'personUrl',
    personUrl: 'personHashedUrl',
    reactionType: 'type',
  }),
);

export interface UnknownName {
  /** Where it stands in the action: `filter.limit`, `mentions[0].Key`; `actionType` when the action itself is not known. */
  path: string;
  name: string;
  /** The known name that is probably meant. */
  nearest?: string;
  /** It is an earlier name of that one. */
  isOld?: true;
}

/**
 * The names in one action that the catalogue does not know, or knows as earlier ones. Of an unknown action only its type is
 * one, and only when it looks like a known type: any other is probably newer than this package.
 */
export function unknownNames({ actionType, params }: ActionNode, catalog: Catalog): UnknownName[] {
  const facts = catalog.action(actionType);
  if (!facts) {
    const known = catalog.actions.map(({ type }) => ({
      path: type,
      leaf: type,
      far: type.startsWith('st.') ? 0 : 0.5,
    }));
    const nearest = nearestTo(actionType, known);
    return nearest === undefined ? [] : [{ path: 'actionType', name: actionType, nearest }];
  }
  if (Object.hasOwn(params, allParameters)) return [];
  const found: UnknownName[] = [];
  const look = (values: Record<string, unknown>, fields: readonly FieldFacts[], place: string, group: string) => {
    for (const [key, value] of Object.entries(values)) {
      const field = fields.find(({ name }) => name === key);
      const inner = field?.fields;
      if (inner) {
        if (isKnownRecord(value)) look(value, inner, `${place}${key}.`, `${group}${key}.`);
        const rows: unknown[] = Array.isArray(value) ? value : [];
        rows.forEach((row, at) => isKnownRecord(row) && look(row, inner, `${place}${key}[${at}].`, `${group}${key}.`));
      }
      if (field || (group === '' && reserved.includes(key))) continue;
      const now = facts.params.find(({ formerly }) => formerly === group + key)?.name;
      if (now !== undefined) {
        found.push({ path: place + key, name: group + key, nearest: now, isOld: true });
        continue;
      }
      const known = [...pathsIn(facts.params), ...reserved].map((path) => candidate(path, group));
      const other = known.find(({ path, far }) => far === 0 && path === group + otherNames.get(key))?.path;
      const nearest = other ?? nearestTo(key, known);
      found.push({ path: place + key, name: group + key, ...(nearest === undefined ? {} : { nearest }) });
    }
  };
  look(params, facts.params, '', '');
  return found;
}

/** The sentence about it for an action with the title `node`. */
export function unknownNameSentence({ name, nearest, isOld }: UnknownName, node: string, translate: Translate): string {
  const problem =
    nearest === undefined
      ? translate('notKnown')
      : translate(isOld ? 'oldName' : 'notKnownBut', { name: translate('quoted', { name: nearest }) });
  return translate('ofField', { node, field: translate('quoted', { name }), problem });
}

const pathsIn = (fields: readonly FieldFacts[], group = ''): string[] =>
  fields.flatMap(({ name, fields: inner = [] }) => [group + name, ...pathsIn(inner, `${group}${name}.`)]);

interface Candidate {
  path: string;
  /** What is compared. */
  leaf: string;
  /** Added to the distance, so that another name at the same distance comes first. */
  far: number;
}

function candidate(path: string, group: string): Candidate {
  const level = path.slice(0, path.lastIndexOf('.') + 1);
  return { path, leaf: path.slice(level.length), far: level === group ? 0 : 0.5 };
}

function nearestTo(name: string, known: readonly Candidate[]): string | undefined {
  let nearest: string | undefined;
  let least = Math.min(3, name.length * 0.4);
  for (const { path, leaf, far } of known) {
    if (Math.abs(leaf.length - name.length) > least) continue;
    const distance = editDistance(leaf.toLowerCase(), name.toLowerCase()) + far;
    if (distance > least || (distance === least && nearest !== undefined)) continue;
    [nearest, least] = [path, distance];
  }
  return nearest;
}

/** The edit distance of two texts. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 0; i < one.length; i++) {
    let [left, aboveLeft] = [i + 1, i];
    row = row.map((above, at) => {
      if (at === 0) return left;
      left = Math.min(above + 1, left + 1, aboveLeft + (one[i] === other[at - 1] ? 0 : 1));
      aboveLeft = above;
      return left;
    });
  }
  return row.at(-1) ?? 0;
}
