import type { FieldFacts } from '../catalog/facts';

/** The facts without the words that only the dialogs and the help show: those come from locale files. */
export function leanFacts<F extends { params: FieldFacts[] }>(facts: readonly F[]): F[] {
  return facts.map((one) => ({ ...one, params: one.params.map(leanField) }));
}

function leanField({ help: _help, placeholder: _placeholder, fields, ...field }: FieldFacts): FieldFacts {
  return { ...field, ...(fields ? { fields: fields.map(leanField) } : {}) };
}
