import type { ActionFacts, FieldFacts } from '../catalog/facts';

/** The facts without the words that only the dialogs and the help show: those come from locale files. */
export function leanFacts(actions: readonly ActionFacts[]): ActionFacts[] {
  return actions.map((action) => ({ ...action, params: action.params.map(leanField) }));
}

function leanField({ help: _help, placeholder: _placeholder, fields, ...field }: FieldFacts): FieldFacts {
  return { ...field, ...(fields ? { fields: fields.map(leanField) } : {}) };
}
