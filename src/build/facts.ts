import type { ActionFacts, FieldFacts } from '../catalog/facts';

/** The facts without the words that only the dialogs and the help show: those come from locale files. */
export function leanFacts<F extends { params: FieldFacts[]; palette?: string; search?: string }>(
  facts: readonly F[],
): Omit<F, 'palette' | 'search'>[] {
  return facts.map(({ palette: _palette, search: _search, ...one }) => ({
    ...one,
    params: one.params.map(leanField),
  }));
}

/** As much of the actions as the browser needs: there a field’s label and a rule’s reason come from the locale files as well, the node type from the action's. */
export const editorFacts = (actions: readonly ActionFacts[]): object[] =>
  leanFacts(actions).map(({ node: _node, ...action }) => ({
    ...action,
    params: action.params.map(withoutLabel),
    rules: action.rules.map(({ because: _because, ...rule }) => rule),
  }));

function withoutLabel({ label: _label, fields, ...field }: FieldFacts): object {
  return { ...field, ...(fields ? { fields: fields.map(withoutLabel) } : {}) };
}

function leanField({ help: _help, placeholder: _placeholder, fields, ...field }: FieldFacts): FieldFacts {
  return { ...field, ...(fields ? { fields: fields.map(leanField) } : {}) };
}
