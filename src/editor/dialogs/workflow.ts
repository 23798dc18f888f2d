import { namedForm } from './form';
import { state, typedInput } from '../fields/inputs';
import { sources } from '../fields/values';
import { say } from '../red/words';

interface WorkflowNode extends EditorNode {
  workflowId?: unknown;
}

const open = new WeakMap<EditorNode, { element: JQuery; before: string }>();

export function openWorkflow(node: WorkflowNode): void {
  namedForm();
  const { workflowId } = node;
  const shown = isSource(workflowId)
    ? workflowId
    : { type: 'str', value: typeof workflowId === 'string' ? workflowId : '' };
  const element = typedInput(
    $('#linkedapi-workflow-id'),
    ['msg', 'str', ...sources.filter((one) => one !== 'msg')],
    shown,
  );
  open.set(node, { element, before: JSON.stringify(state(element)) });
  const operation = $('#node-input-operation');
  const show = () => {
    const chosen = operation.val() ?? '';
    $('#linkedapi-workflow-says').text(says[chosen]?.() ?? '');
    $('#linkedapi-workflow-timeout').toggle(chosen === 'wait' || chosen === 'msg');
  };
  operation.on('change', show);
  show();
}

/** Listed one by one, so that a test sees if a word is missing. */
const says: Record<string, () => string> = {
  status: () => say('workflow.statusHelp'),
  result: () => say('workflow.resultHelp'),
  wait: () => say('workflow.waitHelp'),
  cancel: () => say('workflow.cancelHelp'),
  msg: () => say('workflow.msgHelp'),
};

export function saveWorkflow(node: WorkflowNode): void {
  const form = open.get(node);
  if (!form || JSON.stringify(state(form.element)) === form.before) return;
  const { type, value } = state(form.element);
  node.workflowId = type === 'str' ? value.trim() : { type, value };
}

export function workflowIdProblem(workflowId: unknown): true | string {
  const text = isSource(workflowId) ? workflowId.value : workflowId;
  return (typeof text === 'string' && text.trim() !== '') || say('workflow.noId');
}

function isSource(value: unknown): value is { type: string; value: string } {
  const { type, value: text } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  return typeof type === 'string' && typeof text === 'string';
}
