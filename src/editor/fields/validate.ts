import type { ActionFacts, FieldFacts, Translate } from '../../catalog/facts';
import { coerce, fieldProblem, objectsIn } from '../../workflow';
import { isObject, isTyped, unwrapped, type Typed } from './values';
import { isVariable } from '../../shared';

/** Why an expression or a property's name cannot be read, or true. */
export type ReadTyped = (typed: Typed) => true | string;

/**
 * What is wrong with the parameters of one node, one sentence each. Ignores the wiring; expressions are only checked for
 * their syntax. With `givenByParent`, the node's own target is not sent, so it is not checked.
 */
export function problems(
  facts: ActionFacts,
  params: unknown,
  readTyped: ReadTyped,
  translate: Translate,
  givenByParent = false,
): string[] {
  const fields = givenByParent ? facts.params.filter(({ target }) => !target) : facts.params;
  return inFields(fields, isObject(params) ? params : {}, '', readTyped, translate);
}

function inFields(
  fields: readonly FieldFacts[],
  values: Record<string, unknown>,
  heading: string,
  readTyped: ReadTyped,
  translate: Translate,
): string[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    const name = heading + field.label;
    const problem = problemOf(field, value, readTyped, translate);
    if (problem) return [`${name} ${problem}`];
    const inner = field.kind === 'rows' ? [value].flat(2) : value;
    return objectsIn(field, inner, name).flatMap(([inner, heading]) =>
      isTyped(inner) ? [] : inFields(field.fields ?? [], inner, heading, readTyped, translate),
    );
  });
}

/** The problem of one value, as the end of a sentence that begins with the field's label. */
export function problemOf(
  field: FieldFacts,
  raw: unknown,
  readTyped: ReadTyped,
  translate: Translate,
): string | undefined {
  const value = unwrapped(raw);
  if (isVariable(value)) return undefined;
  if (isTyped(value)) return typedProblem(value, readTyped, translate);
  if (field.kind === 'texts' && Array.isArray(value)) {
    const typed = value.filter(isTyped).map((item) => typedProblem(item, readTyped, translate));
    const plain = value.filter((item) => !isTyped(item));
    return typed.find(Boolean) ?? fieldProblem(field, coerce(field, plain.map(unwrapped)) ?? [], translate);
  }
  const sent = coerce(field, value);
  if (sent === undefined) return field.required ? translate('missing') : undefined;
  return fieldProblem(field, sent, translate);
}

function typedProblem(typed: Typed, readTyped: ReadTyped, translate: Translate): string | undefined {
  const answer = readTyped(typed);
  return answer === true ? undefined : translate('unreadable', { reason: answer });
}
