import { labelRow, namedForm } from './form';
import { state, typedInput } from '../fields/inputs';
import { isTyped, unwrapped } from '../fields/values';

const types = ['json', 'jsonata', 'msg', 'flow', 'global'];
const open = new WeakMap<EditorNode, { element: JQuery; before: string }>();

export function openCustomAction(node: EditorNode): void {
  namedForm();
  labelRow();
  const { params } = node;
  const shown = isTyped(params) ? params : { type: 'json', value: JSON.stringify(params ?? {}) };
  const element = typedInput($('#linkedapi-custom-params'), types, shown);
  open.set(node, { element, before: JSON.stringify(state(element)) });
}

/** JSON is stored as the object it is, unless that would look like something to be looked up; what cannot be read stays as it was typed. */
export function saveCustomAction(node: EditorNode): void {
  const form = open.get(node);
  if (!form || JSON.stringify(state(form.element)) === form.before) return;
  const { type, value } = state(form.element);
  const typed = { type, value: value.trim() || '{}' };
  const plain = type === 'json' ? parametersOf(typed) : undefined;
  node.params = plain && !isTyped(plain) && unwrapped(plain) === plain ? plain : { type, value };
}

/** The object that stands in the configuration, or in its JSON; undefined when it is none. */
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
