import type { FieldFacts } from '../catalog/facts';

const number = (value: number) => value.toLocaleString('en-US');

/**
 * What a field takes and what happens when it is left empty, as short sentences: `1 – 1,000 people, 10 if left empty.`
 * Empty when there is nothing to say.
 */
export function limits(field: FieldFacts): string {
  return [bounds(field), field.required ? 'Required.' : ''].filter(Boolean).join(' ');
}

function bounds({ kind, min, max, unit, usual, softMax }: FieldFacts): string {
  if (kind === 'text') return max === undefined ? '' : `Up to ${number(max)} characters.`;
  const parts: string[] = [];
  if (kind === 'integer' && min !== undefined && max !== undefined) {
    parts.push(`${number(min)} – ${number(max)}${unit ? ` ${unit}` : ''}${softMax ? ' (more may be refused)' : ''}`);
  }
  if (usual !== undefined) parts.push(`${usually(usual)} if left empty`);
  const sentence = parts.join(', ');
  return sentence && `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function usually(usual: boolean | number | string): string {
  return typeof usual === 'boolean' ? (usual ? 'yes' : 'no') : typeof usual === 'number' ? number(usual) : usual;
}

/** The line below an input: what the field means and its limits. */
export function helpLine(field: FieldFacts): string {
  return [field.help ?? '', limits(field)].filter(Boolean).join(' ');
}

/** What stands in the empty input: for a number what Linked API takes then, else the definition's example. */
export function placeholderOf(field: FieldFacts): string | undefined {
  return field.kind === 'integer' && field.usual !== undefined ? String(field.usual) : field.placeholder;
}

/** Every field of an action, groups before their own fields, with its dotted path. */
export function eachField(fields: readonly FieldFacts[], prefix = ''): { path: string; field: FieldFacts }[] {
  return fields.flatMap((field) => {
    const path = prefix + field.name;
    return [{ path, field }, ...eachField(field.fields ?? [], `${path}.`)];
  });
}
