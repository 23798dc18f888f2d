import type { FieldFacts } from '../catalog/facts';
import { state, text, typedInput, type Input } from './inputs';
import { isTyped, shown, sources, stored } from './values';
import { say } from './words';

/**
 * A list of texts: entered one by one, each of which may be looked up, or taken whole from a message, a context, an
 * expression or JSON.
 */
export function createListInput(cell: JQuery, field: FieldFacts, value: unknown, placeholder: string): Input {
  const line = $('<div class="linkedapi-list"></div>').appendTo(cell);
  const own = { value: 'list', label: say('form.list'), icon: 'fa fa-list-ul', hasValue: false };
  const whole = typedInput(line, [own, ...sources, 'json'], isTyped(value) ? value : { type: 'list', value: '' });
  const add = $('<button type="button" class="red-ui-button"><i class="fa fa-plus"></i> </button>').appendTo(line);
  add.append(say('form.add'));

  const items = $('<ol></ol>').appendTo(cell);
  items.editableList({
    addButton: false,
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(row, _index, data: { value?: unknown }) {
      const element = typedInput(row, [text(), ...sources], shown({ ...field, kind: 'text' }, data.value), placeholder);
      row.data('input', element);
      if (data.value === undefined) row.find('.red-ui-typedInput-input').focus();
      row.on('keydown', (event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        items.editableList('addItem', {});
      });
      update();
    },
    removeItem: () => update(),
  });
  const update = () => {
    const single = whole.typedInput('type') === 'list';
    line.toggleClass('linkedapi-list-items', single);
    add.toggle(single);
    items.closest('.red-ui-editableList').toggle(single && items.editableList('length') > 0);
  };
  add.on('click', () => items.editableList('addItem', {}));
  whole.on('typedinputtypechange', update);
  if (value !== undefined && !isTyped(value)) {
    for (const item of [value].flat() as unknown[]) items.editableList('addItem', { value: item });
  }
  update();

  const read = () => {
    const texts: unknown[] = [];
    items.editableList('items').each(function () {
      const item = stored(state($(this).data<JQuery>('input')));
      if (item !== undefined) texts.push(item);
    });
    return texts.length > 0 ? texts : undefined;
  };
  return { read: () => (whole.typedInput('type') === 'list' ? read() : stored(state(whole))) };
}
