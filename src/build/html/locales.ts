import type { ActionFacts, FieldFacts } from '../../catalog/facts';
import { categoryOf } from '../sets';
import { inEnglish, type Language } from './language';
import { helpLine, placeholderOf } from './words';

interface Texts {
  [key: string]: string | string[] | Texts;
}

const own = ['label', 'help', 'placeholder', 'unit', 'values'];

/** The keys of an action's own texts among those of its parameters: its name, and the reasons of its rules. */
const ownKeys = ['node', 'rules'];

/**
 * The texts of a set's palette and dialogs. A field's stand under its action's type and its path, so that they have the shape
 * of the form: `{ "st": { "searchPeople": { "filter": { "label": "Filter", "locations": { "label": "Locations" } } } } }`.
 */
export function setTexts(actions: readonly ActionFacts[], language: Language = inEnglish): Texts {
  const texts: Record<string, Texts> = {};
  for (const { type, name: words, params, rules } of actions) {
    const [scope = '', name = ''] = type.split('.');
    const taken = params.find((field) => ownKeys.includes(field.name));
    if (taken)
      throw new Error(`${type} cannot have a parameter called "${taken.name}": a text of its own has that key`);
    const reasons = rules.map(({ because }) => language.say(because));
    const fields = fieldTexts(params, type, language);
    texts[scope] = {
      ...texts[scope],
      [name]: { node: language.say(words), ...(reasons.length > 0 ? { rules: reasons } : {}), ...fields },
    };
  }
  const [set] = new Set(actions.map((action) => action.set));
  if (set === undefined) return texts;
  const category = categoryOf(set);
  return { ...texts, palette: { label: { [category.replace(/\W/g, '_')]: language.say(category) } } };
}

function fieldTexts(fields: readonly FieldFacts[], where: string, language: Language): Texts {
  return Object.fromEntries(
    fields.map((field) => {
      if (where.includes(' ') && own.includes(field.name)) {
        throw new Error(
          `A field in the group ${where} cannot be called "${field.name}": its heading's text has that key`,
        );
      }
      const placeholder = placeholderOf(field);
      // The browser makes words of a value's name where it has none.
      const values = (field.values ?? []).map((value) => language.say(value));
      const named = values.some((words, index) => words !== field.values?.[index]);
      const texts: Texts = {
        label: language.say(field.label),
        help: helpLine(field, language),
        ...(placeholder ? { placeholder: language.say(placeholder) } : {}),
        ...(field.unit && field.kind === 'integer' ? { unit: language.say(field.unit) } : {}),
        ...(named ? { values } : {}),
        ...fieldTexts(field.fields ?? [], `${where} ${field.name}`, language),
      };
      return [field.name, texts];
    }),
  );
}
