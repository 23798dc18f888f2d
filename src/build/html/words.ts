import type { FieldFacts } from '../../catalog/facts';
import { inEnglish, type Language } from './language';
import type { Phrases } from './phrases/phrases';

/**
 * What a field takes and what happens when it is left empty, as short sentences: `1 – 1,000 people, 10 if left empty.`
 * Empty when there is nothing to say.
 */
export function limits(field: FieldFacts, language: Language = inEnglish): string {
  return [bounds(field, language), field.required ? language.phrases.required : ''].filter(Boolean).join(' ');
}

function bounds({ kind, min, max, unit, usual, softMax }: FieldFacts, { phrases, say }: Language): string {
  if (kind === 'text') return max === undefined ? '' : phrases.upTo(phrases.number(max));
  const parts: string[] = [];
  if (kind === 'integer' && min !== undefined && max !== undefined) {
    parts.push(phrases.range(phrases.number(min), phrases.number(max), unit && say(unit), softMax ?? false));
  }
  if (usual !== undefined) parts.push(phrases.ifEmpty(usually(usual, phrases)));
  const sentence = parts.join(', ');
  return sentence && `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function usually(usual: boolean | number | string, { yes, no, number }: Phrases): string {
  return typeof usual === 'boolean' ? (usual ? yes : no) : typeof usual === 'number' ? number(usual) : usual;
}

/** The line below an input: what the field means and its limits. */
export function helpLine(field: FieldFacts, language: Language = inEnglish): string {
  return [field.help && language.say(field.help), limits(field, language)].filter(Boolean).join(' ');
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
