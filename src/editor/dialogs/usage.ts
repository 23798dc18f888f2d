import { fieldsOfPeriod, periodFields } from '../../usage';
import { namedForm } from './form';
import { createInput, type Input } from '../fields/inputs';
import { readTyped } from '../fields/read-typed';
import { problemOf } from '../fields/validate';
import { say, translate } from '../red/words';

interface UsageNode extends EditorNode {
  period?: string;
  [field: string]: unknown;
}

const placeholders: Record<string, string> = { days: '7', from: '2026-05-01' };

const open = new WeakMap<EditorNode, { name: string; input: Input; before: string | undefined }[]>();

export function openUsage(node: UsageNode): void {
  namedForm();
  const inputs = periodFields.map((field) => {
    const { name } = field;
    const input = createInput($(`#linkedapi-usage-${name}`), field, node[name], {
      placeholder: placeholders[name] ?? '',
      named: String,
    });
    return { name, input, before: JSON.stringify(input.read()) };
  });
  open.set(node, inputs);
  const period = $('#node-input-period');
  const show = () => {
    for (const kind of ['days', 'range']) $(`.linkedapi-usage-${kind}`).toggle(period.val() === kind);
  };
  period.on('change', show);
  show();
}

export function saveUsage(node: UsageNode): void {
  for (const { name, input, before } of open.get(node) ?? []) {
    const value = input.read();
    if (JSON.stringify(value) !== before) node[name] = value ?? '';
  }
}

/** Only the fields of the chosen period have to be valid. */
export function usageProblems(node: UsageNode, days: unknown): true | string[] {
  const found = fieldsOfPeriod(node.period).flatMap((field) => {
    const value = field.name === 'days' ? days : node[field.name];
    const problem = problemOf(field, value === '' ? undefined : value, readTyped, translate);
    return problem === undefined ? [] : [`${say(`usage.${field.name}`)} ${problem}`];
  });
  return found.length > 0 ? found : true;
}
