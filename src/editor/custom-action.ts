import { state, typedInput } from './inputs';
import { isTyped } from './values';

const types = ['json', 'jsonata', 'msg', 'flow', 'global'];
const open = new WeakMap<EditorNode, { element: JQuery; before: string }>();

export function openCustomAction(node: EditorNode): void {
  $('#node-input-name').closest('form').addClass('linkedapi-form');
  const { params } = node;
  const shown = isTyped(params) ? params : { type: 'json', value: JSON.stringify(params ?? {}) };
  const element = typedInput($('#linkedapi-custom-params'), types, shown);
  open.set(node, { element, before: JSON.stringify(state(element)) });
}

/** JSON is stored as the object it is; what cannot be read stays as it was typed. */
export function saveCustomAction(node: EditorNode): void {
  const form = open.get(node);
  if (!form || JSON.stringify(state(form.element)) === form.before) return;
  const { type, value } = state(form.element);
  node.params = { type, value };
  if (type !== 'json') return;
  try {
    const parsed: unknown = JSON.parse(value.trim() || '{}');
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      node.params = parsed as typeof node.params;
  } catch {
    // The check of the node says what is wrong with it.
  }
}
