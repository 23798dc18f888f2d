import { operationFacts } from '../../catalog';
import type { ActionFacts, OperationFacts } from '../../catalog/facts';
import { leanFacts } from '../facts';
import type { Language } from './language';
import { formTexts } from './locales';

/** Name of the file with a language's words for the operations of the admin node. */
export const operationWords = 'operations';

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
  return formTexts(operationFacts().map(asAction), language);
}

/** The help's list of all operations by what they are about; the dialog says more of each. What has to be confirmed is marked. */
export function operationHelp(): string {
  const groups = new Map<string, string[]>();
  for (const { name, confirm } of operationFacts()) {
    const [about = '', what = ''] = name.split('.');
    groups.set(about, [...(groups.get(about) ?? []), confirm ? `<b>${what}</b>` : what]);
  }
  const entries = [...groups].map(([about, names]) => `<dt>${about}.<dd>${names.join(', ')}`);
  return `<dl class="message-properties">\n${entries.join('\n')}\n</dl>`;
}

/** Fields of rows are entered as JSON, so they have no input in the dialog. */
const asAction = ({ name, summary, params }: OperationFacts) => {
  const shown = params.map(({ fields: _fields, ...field }) => field);
  return { type: name, name: summary, params: shown, rules: [] } as unknown as ActionFacts;
};
