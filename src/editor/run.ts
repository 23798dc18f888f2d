import { fixedPorts, portMap } from './ports';
import { say } from './words';

interface RunNode extends EditorNode {
  labels?: string[];
}

interface LabelRow {
  label?: string;
  /** Where the label stood when the dialog opened; absent for a new one. */
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

export function openRun(node: RunNode): void {
  $('#node-input-name').closest('form').addClass('linkedapi-form');
  const list = labelList();
  list.editableList({
    addButton: say('run.addLabel'),
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(row, _index, data: LabelRow) {
      data.input = $('<input type="text" style="width: 100%">')
        .attr('placeholder', say('run.labelPlaceholder'))
        .val(data.label ?? '')
        .appendTo(row)
        .on('input', mark);
      if (data.before === undefined) data.input.focus();
      mark();
    },
    removeItem: mark,
    sortItems: mark,
  });
  (node.labels ?? []).forEach((label, before) => list.editableList('addItem', { label, before }));
  mark();
}

export function saveRun(node: RunNode): void {
  const now = rows();
  $('#node-input-outputs').val(
    JSON.stringify(
      portMap(
        node.labels?.length ?? 0,
        now.map(({ before }) => before),
      ),
    ),
  );
  const labels = now.map(textOf);
  if (JSON.stringify(labels) !== JSON.stringify(node.labels)) node.labels = labels;
}

/** Reasons why the labels cannot be told apart, or true. */
export function labelProblems(labels: unknown): true | string[] {
  if (!Array.isArray(labels)) return true;
  const problems = labels.flatMap((label, index) => {
    if (label === '') return [say('run.emptyLabel')];
    return labels.indexOf(label) < index ? [say('run.twiceLabel', { label })] : [];
  });
  return problems.length > 0 ? [...new Set(problems)] : true;
}

function mark(): void {
  // Rows are told apart only after the list has settled.
  setTimeout(() => {
    const all = rows();
    const texts = all.map(textOf);
    all.forEach(({ input }, index) => {
      const text = texts[index];
      input?.toggleClass('input-error', text === '' || texts.indexOf(text ?? '') !== texts.lastIndexOf(text ?? ''));
    });
  });
}

/** The name of a port of a run node. */
export function portLabel(node: RunNode, port: number): string {
  return port === 0 ? 'then' : port === 1 ? 'completion' : (node.labels?.[port - fixedPorts] ?? '');
}
