import type { FieldFacts, Translate } from '../../catalog/facts';

/** `Filter → From people 2 → URN and Person hashed URL`. */
export function inRow(
  fields: readonly FieldFacts[],
  path: string,
  at: number,
  names: readonly string[],
  translate: Translate,
): string {
  const own = names.map((name) => ownLabelAt(fields, `${path}.${name}`));
  return `${labelAt(fields, path)} ${at + 1} → ${allOf(own, translate)}`;
}

/** `Term, Location and Filter`. */
export const allOf = (words: readonly string[], translate: Translate) =>
  [words.slice(0, -1).join(', '), ...words.slice(-1)].filter(Boolean).join(translate('and'));

/** `Filter → Industry`, of the field at a path. */
export const labelAt = (fields: readonly FieldFacts[], path: string) => labelsAt(fields, path).join(' → ');
export const ownLabelAt = (fields: readonly FieldFacts[], path: string) => labelsAt(fields, path).at(-1) ?? '';

function labelsAt(fields: readonly FieldFacts[], path: string): string[] {
  const labels: string[] = [];
  let level: readonly FieldFacts[] | undefined = fields;
  for (const key of path.split('.')) {
    const field: FieldFacts | undefined = level?.find(({ name }) => name === key);
    labels.push(field?.label ?? key);
    level = field?.fields;
  }
  return labels;
}
