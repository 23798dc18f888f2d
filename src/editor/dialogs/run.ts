import { labelsOf } from '../canvas/canvas';
import { namedForm } from './form';
import { listStores } from './stores';
import { fixedPorts, portMap } from '../fields/ports';
import { say } from '../red/words';
import { isVariable } from '../../shared';

export interface RunNode extends EditorNode {
  labels?: string[];
  keep?: string;
  onClose?: string;
  store?: string;
}

interface LabelRow {
  label?: string;
  /** The label's index when the dialog opened; absent for a new one. */
  before?: number;
  input?: JQuery;
}

const labelList = () => $('#linkedapi-run-labels');

const rows = (): LabelRow[] => {
  const found: LabelRow[] = [];
  labelList()
    .editableList('items')
    .each(function () {
      found.push($(this).data<LabelRow>('data'));
    });
  return found;
};

const textOf = ({ input, label = '' }: LabelRow) => (input?.val() ?? label).trim();

/** `found` are the labels of the actions that are wired under the node. */
export function openRun(node: RunNode, found: readonly string[]): void {
  const mark = () => markRows(found);
  namedForm();
  // Older flows do not have this setting.
  if (node.keep === undefined) $('#node-input-keep').val('last');
  if (node.onClose === undefined) $('#node-input-onClose').val('resume');
  listStores(node.store, say('run.storeFiles'));
  const list = labelList();
  const names = $('<datalist id="linkedapi-label-names"></datalist>').insertAfter(list);
  for (const label of found) $('<option></option>').val(label).appendTo(names);
  list.editableList({
    addButton: say('run.addLabel'),
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(row, _index, data: LabelRow) {
      data.input = $('<input type="text" style="width: 100%">')
        .attr('placeholder', say('run.labelPlaceholder'))
        .attr('aria-label', say('form.label'))
        .attr('list', 'linkedapi-label-names')
        .val(data.label ?? '')
        .appendTo(row)
        .on('input', mark);
      if (data.before === undefined && data.label === undefined) data.input.focus();
      mark();
    },
    removeItem: mark,
    sortItems: mark,
  });
  labelsOf(node).forEach((label, before) => list.editableList('addItem', { label, before }));
  $('<div id="linkedapi-found-labels"></div>').insertAfter(list.closest('.red-ui-editableList'));
  mark();
}

/** Buttons for the labels that have no port yet. */
function offerLabels(found: readonly string[], present: readonly string[]): void {
  const place = $('#linkedapi-found-labels').empty();
  const missing = found.filter((label) => !present.includes(label));
  const offer = (words: string, labels: readonly string[]) =>
    $('<button type="button" class="red-ui-button red-ui-button-small"><i class="fa fa-plus"></i> </button>')
      .append($('<span></span>').text(words))
      .appendTo(place)
      .on('click', () => labels.forEach((label) => labelList().editableList('addItem', { label })));
  if (missing.length > 1) offer(say('run.addAll', { count: missing.length }), missing);
  for (const label of missing) offer(label, [label]);
}

export function saveRun(node: RunNode): void {
  const now = rows();
  $('#node-input-outputs').val(
    JSON.stringify(
      portMap(
        labelsOf(node).length,
        now.map(({ before }) => before),
      ),
    ),
  );
  const labels = now.map(textOf);
  if (JSON.stringify(labels) !== JSON.stringify(node.labels)) node.labels = labels;
}

/** True, or sentences about labels that are empty or used twice. */
export function labelProblems(labels: unknown): true | string[] {
  if (!Array.isArray(labels)) return true;
  const problems = labels.flatMap((label, index) => {
    if (label === '') return [say('run.emptyLabel')];
    return labels.indexOf(label) < index ? [say('run.twiceLabel', { label })] : [];
  });
  return problems.length > 0 ? [...new Set(problems)] : true;
}

function markRows(found: readonly string[]): void {
  // The list updates its rows only after this event.
  setTimeout(() => {
    const all = rows();
    const texts = all.map(textOf);
    all.forEach(({ input }, index) => {
      const text = texts[index] ?? '';
      input?.toggleClass('input-error', text === '' || texts.indexOf(text) !== texts.lastIndexOf(text));
      const stale = text !== '' && !isVariable(text) && !found.includes(text);
      input?.toggleClass('linkedapi-stale', stale).attr('title', stale ? say('run.staleLabel', { label: text }) : '');
    });
    offerLabels(found, texts);
  });
}

/** The tooltip of an output port. */
export function portLabel(node: RunNode, port: number): string {
  if (port === 0) return say('run.portThen');
  const label = labelsOf(node)[port - fixedPorts];
  return label === undefined ? say('run.portCompletion') : say('run.portLabel', { label });
}
