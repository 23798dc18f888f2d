import { labelRow, namedForm } from './form';
import { state, typedInput } from '../fields/inputs';
import { isTyped, unwrapped } from '../fields/values';

const types = ['json', 'jsonata', 'msg', 'flow', 'global'];
const open = new WeakMap<EditorNode, { element: JQuery; before: string }>();

/** `takenLabels` are the labels of other actions in its workflows. */
export function openCustomAction(node: EditorNode, takenLabels: ReadonlySet<string>): void {
  namedForm();
  labelRow(takenLabels);
  const { params } = node;
  const shown = isTyped(params) ? params : { type: 'json', value: JSON.stringify(params ?? {}) };
  const element = typedInput($('#linkedapi-custom-params'), types, shown);
  open.set(node, { element, before: JSON.stringify(state(element)) });
}

/** JSON is stored as an object, unless it would look like a typed value. Text that is not JSON stays text. */
export function saveCustomAction(node: EditorNode): void {
  const form = open.get(node);
  if (!form || JSON.stringify(state(form.element)) === form.before) return;
  const { type, value } = state(form.element);
  const typed = { type, value: value.trim() || '{}' };
  const plain = type === 'json' ? parametersOf(typed) : undefined;
  node.params = plain && !isTyped(plain) && unwrapped(plain) === plain ? plain : { type, value };
}

/** The parameters as an object; undefined if they are not one. */
export function parametersOf(params: unknown): Record<string, unknown> | undefined {
  let value = params;
  try {
    if (isTyped(params) && params.type === 'json') value = JSON.parse(params.value);
  } catch {
    return undefined;
  }
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
