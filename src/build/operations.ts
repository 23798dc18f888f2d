import { operationFacts, type OperationFacts } from '../catalog/operations';
import type { ActionFacts } from '../catalog/facts';
import { leanFacts } from './facts';
import type { Language } from './language';
import { setTexts } from './locales';
import { html } from './text';

/** Name of the file with a language's words for the operations of the admin node. */
export const operationWords = 'admin';

/**
 * As much of the operations as the dialog needs: the words come from the locale files, and rows are entered as JSON. Many
 * operations share a field, which therefore stands in a list of its own.
 */
export function editorOperations() {
  const fields: string[] = [];
  const indexOf = (field: object) => {
    const text = JSON.stringify(field);
    return fields.includes(text) ? fields.indexOf(text) : fields.push(text) - 1;
  };
  const operations = leanFacts(operationFacts()).map(({ name, confirm, params }) => [
    name,
    confirm ?? 0,
    ...params.map(({ label: _label, fields: _fields, ...field }) => indexOf(field)),
  ]);
  return { operations, fields: fields.map((text) => JSON.parse(text) as object) };
}

/** The texts of the dialog, in the shape of those of actions: `node` is the operation's sentence. */
export function operationTexts(language: Language): object {
  return setTexts(operationFacts().map(asAction), language);
}

/** The help's list of all operations. */
export function operationHelp({ phrases, say }: Language): string {
  const entries = operationFacts().map(({ name, summary, params, confirm }) => {
    const takes = params.map(({ name: field, required }) => `<code>${field}</code>${required ? '' : '?'}`).join(', ');
    const mark = confirm ? ` <span class="property-type">${html(phrases.confirm[confirm])}</span>` : '';
    return `<dt>${name}${mark}<dd>${html(say(summary))}${takes && ` ${takes}`}`;
  });
  return `<dl class="message-properties">\n${entries.join('\n')}\n</dl>`;
}

const asAction = ({ name, summary, params }: OperationFacts) =>
  ({ type: name, name: summary, params, rules: [] }) as unknown as ActionFacts;
