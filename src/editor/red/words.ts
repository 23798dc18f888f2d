import type { ActionFacts, FieldFacts, Translate } from '../../catalog/facts';

const module = '@linkedapi-community/node-red';

/** A text of the dialogs that all nodes share. */
export const say = (key: string, options: Record<string, unknown> = {}): string =>
  RED._(`${module}/linkedapi:${key}`, options);

/** For numbers and times: the browser's locale if it has the editor's language, and otherwise that language. */
export function locale(): string | undefined {
  const language = RED.i18n.lang();
  const isSame = (tag: string) => tag.slice(0, 2) === language.slice(0, 2);
  return [...navigator.languages.filter(isSame), language].find(isLocale);
}

/** Some systems name locales that JavaScript does not accept, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

/** A sentence about a value, in the user's language. */
export const translate: Translate = (sentence, blanks = {}) => say(`sentence.${sentence}`, blanks);

/** Further words by which the searches of the editor find an action. */
export const searchWords = ({ set, type }: Pick<ActionFacts, 'set' | 'type'>): string =>
  RED._(`${module}/${set}:${type}.search`);

/** The facts with the words of the user's language. Each is translated when it is read, since the texts may load later. */
export function translated(facts: ActionFacts[]): ActionFacts[] {
  for (const action of facts) {
    const text = (key: string, english: string) =>
      RED._(`${module}/${action.set}:${action.type}.${key}`, { defaultValue: english });
    const label = (field: FieldFacts, path: string) => {
      translateWhenRead(field, 'label', (english) => text(`${path}.label`, english));
      if (field.kind === 'integer' && field.unit)
        translateWhenRead(field, 'unit', (english) => text(`${path}.unit`, english));
      field.fields?.forEach((inner) => label(inner, `${path}.${inner.name}`));
    };
    translateWhenRead(action, 'name', (english) => text('node', english));
    action.params.forEach((field) => label(field, field.name));
    action.rules.forEach((rule, index) =>
      translateWhenRead(rule, 'because', (english) => text(`rules.${index}`, english)),
    );
  }
  return facts;
}

function translateWhenRead<K extends string>(
  object: Partial<Record<K, string>>,
  name: K,
  say: (english: string) => string,
): void {
  const english = object[name] ?? '';
  Object.defineProperty(object, name, { get: () => say(english), enumerable: true });
}
