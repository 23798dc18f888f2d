import type { FieldFacts } from '../../catalog/facts';
import { createInput, state, text, typedInput, type Input, type IsNeeded } from './inputs';
import { isObject, isTyped, shown, sources, spacedWords, stored } from './values';
import { say } from '../red/words';

/** A text of a field by its key, or the usual one. */
type Words = (key: string, usual?: string) => string;
type Create = (cell: JQuery, value: unknown) => Input;

/** What makes the input that fits a field. */
export function inputFor(field: FieldFacts, words: Words, isNeeded?: IsNeeded): Create {
  if (field.kind === 'texts')
    return (cell, value) => createList(cell, field, value, textItem(field, words('placeholder')));
  if (field.kind === 'rows') return (cell, value) => createList(cell, field, value, rowItem(field, words));
  const named = (option: string) => words(`values.${field.values?.indexOf(option)}`, spacedWords(option));
  return (cell, value) =>
    createInput(cell, field, value, { placeholder: words('placeholder'), named, ...(isNeeded ? { isNeeded } : {}) });
}

const textItem =
  (field: FieldFacts, placeholder: string): Create =>
  (item, value) => {
    const element = typedInput(item, [text(), ...sources], shown({ ...field, kind: 'text' }, value), {
      placeholder,
      name: field.label,
    });
    return { read: () => stored(state(element)) };
  };

/** The fields of a row, one below the other. */
const rowItem =
  ({ fields = [], shorthand }: FieldFacts, words: Words): Create =>
  (item, value) => {
    const before = isObject(value) ? value : shorthand && value !== undefined ? { [shorthand]: value } : {};
    const inputs = fields.map((field) => {
      const row = $('<div class="form-row"></div>').appendTo(item);
      $('<label></label>')
        .text(field.label)
        .toggleClass('linkedapi-needed', field.required === true)
        .attr('title', words(`${field.name}.help`))
        .appendTo(row);
      const cell = $('<div class="linkedapi-input"></div>').appendTo(row);
      const input = inputFor(field, (key, usual) => words(`${field.name}.${key}`, usual))(cell, before[field.name]);
      return { name: field.name, input };
    });
    const read = () => {
      const now = { ...before, ...Object.fromEntries(inputs.map(({ name, input }) => [name, input.read()])) };
      const said = Object.entries(now).filter(([, one]) => one !== undefined);
      return said.length > 0 ? Object.fromEntries(said) : undefined;
    };
    // An unchanged value stays exactly as it was, including a single text instead of a list.
    const first = JSON.stringify(read());
    return { read: () => (JSON.stringify(read()) === first ? value : read()) };
  };

/** A list: entered item by item, or taken from a message, a context, an expression or JSON. */
function createList(cell: JQuery, field: FieldFacts, value: unknown, create: Create): Input {
  const lines = field.kind === 'texts';
  const line = $('<div class="linkedapi-list"></div>').appendTo(cell);
  const own = { value: 'list', label: say('form.list'), icon: 'fa fa-list-ul', hasValue: false };
  const first = isTyped(value) ? value : { type: 'list', value: '' };
  const whole = typedInput(line, [own, ...sources, 'json'], first, { name: field.label });
  const add = $('<button type="button" class="red-ui-button"><i class="fa fa-plus"></i> </button>').appendTo(line);
  add.append(say('form.add'));

  const items = $('<ol></ol>').appendTo(cell);
  items.editableList({
    addButton: false,
    height: 'auto',
    removable: true,
    sortable: true,
    addItem(row, _index, data: { value?: unknown }) {
      row.data('input', create(row, data.value));
      if (data.value === undefined) row.find('.red-ui-typedInput-input:first').focus();
      row.on('keydown', (event) => {
        if (event.key !== 'Enter' || !lines) return;
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
    add.toggleClass('linkedapi-missing', field.required === true && items.editableList('length') === 0);
    items.closest('.red-ui-editableList').toggle(single && items.editableList('length') > 0);
  };
  add.on('click', () => items.editableList('addItem', {}));
  whole.on('typedinputtypechange', update);
  if (value !== undefined && !isTyped(value)) {
    for (const item of [value].flat() as unknown[]) items.editableList('addItem', { value: item });
  }
  update();

  const read = () => {
    const found: unknown[] = [];
    items.editableList('items').each(function () {
      const item = $(this).data<Input>('input').read();
      if (item !== undefined) found.push(item);
    });
    return found.length > 0 ? found : undefined;
  };
  return { read: () => (whole.typedInput('type') === 'list' ? read() : stored(state(whole))) };
}
