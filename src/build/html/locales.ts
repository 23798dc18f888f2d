import type { ActionFacts, FieldFacts } from '../../catalog/facts';
import { categoryOf } from '../sets';
import { inEnglish, type Language } from './language';
import { helpLine, placeholderOf } from './words';

interface Texts {
  [key: string]: string | string[] | Texts;
}

const own = ['label', 'help', 'placeholder', 'unit', 'values'];

/** The keys of an action's own texts among those of its parameters: its name, and the reasons of its rules. */
const ownKeys = ['node', 'palette', 'search', 'rules'];

/** The texts of a set's palette and dialogs. */
export function setTexts(actions: readonly ActionFacts[], language: Language = inEnglish): Texts {
  const texts = formTexts(actions, language, (action) => ({
    palette: language.palette(action),
    search: language.search(action),
  }));
  const [set] = new Set(actions.map((action) => action.set));
  if (set === undefined) return texts;
  const category = categoryOf(set);
  return { ...texts, palette: { label: { [category.replace(/\W/g, '_')]: language.say(category) } } };
}

/**
 * The texts of the dialogs of actions. A field's stand under its action's type and its path, so that they have the shape
 * of the form: `{ "st": { "searchPeople": { "filter": { "label": "Filter", "locations": { "label": "Locations" } } } } }`.
 */
export function formTexts(
  actions: readonly ActionFacts[],
  language: Language,
  more: (action: ActionFacts) => Texts = () => ({}),
): Texts {
  const texts: Record<string, Texts> = {};
  for (const action of actions) {
    const { type, name: words, params, rules } = action;
    const [scope = '', name = ''] = type.split('.');
    const taken = params.find((field) => ownKeys.includes(field.name));
    if (taken)
      throw new Error(`${type} cannot have a parameter called "${taken.name}": a text of its own has that key`);
    const reasons = rules.map(({ because }) => language.say(because));
    const fields = fieldTexts(params, type, language);
    texts[scope] = {
      ...texts[scope],
      [name]: {
        node: language.say(words),
        ...more(action),
        ...(reasons.length > 0 ? { rules: reasons } : {}),
        ...fields,
      },
    };
  }
  return texts;
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
