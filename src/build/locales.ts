import type { ActionFacts, FieldFacts } from '../catalog/facts';
import { helpLine, placeholderOf } from './words';

interface FieldTexts {
  [key: string]: string | FieldTexts;
}

const own = ['label', 'help', 'placeholder'];

/**
 * The texts of a set's dialogs. A field's stand under its action's type and its path, so that a translation has the shape of
 * the form: `{ "st": { "searchPeople": { "filter": { "label": "Filter", "locations": { "label": "Locations" } } } } }`.
 */
export function setTexts(actions: readonly ActionFacts[]): FieldTexts {
  const texts: Record<string, FieldTexts> = {};
  for (const { type, params } of actions) {
    const [scope = '', name = ''] = type.split('.');
    texts[scope] = { ...texts[scope], [name]: fieldTexts(params, type) };
  }
  return texts;
}

function fieldTexts(fields: readonly FieldFacts[], where: string): FieldTexts {
  return Object.fromEntries(
    fields.map((field) => {
      if (where.includes(' ') && own.includes(field.name)) {
        throw new Error(
          `A field in the group ${where} cannot be called "${field.name}": its heading's text has that key`,
        );
      }
      const placeholder = placeholderOf(field);
      const texts: FieldTexts = {
        label: field.label,
        help: helpLine(field),
        ...(placeholder ? { placeholder } : {}),
        ...fieldTexts(field.fields ?? [], `${where} ${field.name}`),
      };
      return [field.name, texts];
    }),
  );
}
