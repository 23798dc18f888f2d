import type { FieldFacts } from '../../catalog/facts';
import { problemOf } from './validate';
import { isTyped, plainType, shown, sources, stored, type Shown } from './values';
import { readTyped } from './read-typed';
import { say, translate } from '../red/words';

/** An input of a dialog. Returns the value to store; undefined if it is empty. */
export interface Input {
  read(): unknown;
  /** Marks the input if it is wrong. */
  check?(): void;
}

/** The label of an option. */
export type Named = (value: string) => string;

/** Whether an empty input is an error. */
export type IsNeeded = () => boolean;

/** Puts the input that fits a field into `cell`, showing `value`. */
export function createInput(
  cell: JQuery,
  field: FieldFacts,
  value: unknown,
  { placeholder, named, isNeeded = () => field.required === true }: InputOptions,
): Input {
  const problem = (entered: Shown): string | undefined => {
    const isMissing = entered.value.trim() === '' && isNeeded();
    const found = isMissing ? translate('missing') : problemOf(field, stored(entered), readTyped, translate);
    // An empty input that is not needed is not red before the dialog is closed.
    return found && (isMissing || entered.value !== '') ? `${field.label} ${found}` : undefined;
  };
  if (field.long) return createTextArea(cell, field, value, placeholder, problem);
  // An imported workflow may have JSON here.
  const json = plainType(field) === 'json';
  const types = [
    json ? jsonOrNothing() : plain(field, value, named, (text) => problem({ type: plainType(field), value: text })),
    ...sources,
    ...(!json && isTyped(value) && value.type === 'json' ? ['json'] : []),
  ];
  const element = typedInput(cell, types, shown(field, value), { placeholder, name: field.label });
  return { read: () => stored(state(element)), check: () => element.typedInput('validate') };
}

export interface InputOptions {
  placeholder: string;
  named: Named;
  isNeeded?: IsNeeded;
}

const mostRows = 12;
const lettersPerRow = 55;

/** A text area that grows with its text and counts it against the limit, beside the choice of other sources. */
function createTextArea(
  cell: JQuery,
  field: FieldFacts,
  value: unknown,
  placeholder: string,
  problem: (entered: Shown) => string | undefined,
): Input {
  const first = shown(field, value);
  const isText = first.type === 'str';
  const line = $('<div class="linkedapi-text"></div>').appendTo(cell);
  const own: InputType = { ...native('str', 'az'), label: say('form.text'), hasValue: false };
  const types = [own, ...sources, ...(first.type === 'json' ? ['json'] : [])];
  const source = typedInput(line, types, isText ? { type: 'str', value: '' } : first, { name: field.label });
  const area = $('<textarea></textarea>')
    .attr('placeholder', placeholder)
    .attr('aria-label', field.label)
    .val(isText ? first.value : '')
    .appendTo(line);
  const count = $('<div class="linkedapi-count"></div>').appendTo(cell);
  const isShown = () => source.typedInput('type') === 'str';
  const text = () => area.val() ?? '';

  const check = () => {
    const found = isShown() ? problem({ type: 'str', value: text() }) : undefined;
    area.toggleClass('input-error', found !== undefined).attr('title', found ?? '');
  };
  const update = () => {
    const { length } = text();
    const rows = text()
      .split('\n')
      .reduce((sum, part) => sum + Math.max(1, Math.ceil(part.length / lettersPerRow)), 0);
    area.attr('rows', String(Math.min(Math.max(rows, 2), mostRows))).toggle(isShown());
    line.toggleClass('linkedapi-text-only', isShown());
    const { max } = field;
    count.toggle(isShown() && max !== undefined).toggleClass('linkedapi-bad', max !== undefined && length > max);
    count.text(say('form.count', { length, max }));
    check();
  };
  area.on('input', update);
  source.on('typedinputtypechange', update);
  update();
  return { read: () => (isShown() ? stored({ type: 'str', value: text() }) : stored(state(source))), check };
}

/** A TypedInput that fills `cell`; the placeholder is for plain values only. */
export function typedInput(
  cell: JQuery,
  types: (string | InputType)[],
  { type, value }: Shown,
  { placeholder = '', name = '' }: { placeholder?: string; name?: string } = {},
): JQuery {
  const [first] = types;
  const own = typeof first === 'string' ? first : first?.value;
  const element = $('<input type="text" style="width: 100%">').attr('placeholder', placeholder).appendTo(cell);
  element.typedInput({ types });
  element.on('typedinputtypechange', () => {
    visible(element).attr('placeholder', element.typedInput('type') === own ? placeholder : '');
  });
  element.typedInput('type', type);
  element.typedInput('value', value);
  if (name) nameParts(element, name);
  return element;
}

/** Node-RED's widget has no accessible name of its own. */
function nameParts(element: JQuery, name: string): void {
  const parts = '.red-ui-typedInput-input, .red-ui-typedInput-option-trigger';
  const container = element.next('.red-ui-typedInput-container');
  container.find(parts).attr('aria-label', name);
  container.find('.red-ui-typedInput-type-select').attr('aria-label', say('form.sourceOf', { name }));
}

/** The text input inside a TypedInput. */
const visible = (element: JQuery) => element.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');

export const state = (element: JQuery): Shown => ({
  type: element.typedInput('type'),
  value: element.typedInput('value'),
});

/** The TypedInput type for a field's plain values, in Node-RED's own look. */
function plain(
  field: FieldFacts,
  value: unknown,
  named: Named,
  problem: (text: string) => string | undefined,
): InputType {
  const validate = (text: string): true | string => problem(text) ?? true;
  switch (field.kind) {
    case 'integer':
      return { ...native('num', '09'), validate };
    case 'boolean':
      return {
        ...native('bool', 'bool'),
        options: [unset(field), ...['true', 'false'].map((value) => ({ value, label: value }))],
      };
    case 'choice':
      return { ...list(field), options: [unset(field), ...choices(field, value, named)], validate };
    case 'choices':
      return {
        ...list(field),
        options: choices(field, value, named),
        multiple: true,
        validate,
        valueLabel: chosen(named),
      };
    default:
      return { ...text(), validate };
  }
}

const native = (type: string, icon: string): InputType => ({
  value: type,
  label: RED._(`typedInput.type.${type}`),
  icon: `red/images/typedInput/${icon}.svg`,
});

const list = ({ kind }: FieldFacts): InputType => ({ value: kind, label: say('form.choice'), icon: 'fa fa-list-ul' });

const unset = ({ required }: FieldFacts) => ({ value: '', label: say(required ? 'form.choose' : 'form.unset') });

// An unknown value gets its own option, or the input would drop it.
const choices = ({ values = [] }: FieldFacts, value: unknown, named: Named) => {
  const unknownValues = [value]
    .flat()
    .filter((item): item is string => typeof item === 'string' && !values.includes(item));
  return [...values, ...unknownValues].map((value) => ({ value, label: named(value) }));
};

const chosen = (named: Named) => (container: JQuery, values: (string | { value: string })[]) => {
  const names = values.map((value) => named(typeof value === 'string' ? value : value.value));
  container.text(names.join(', ') || say('form.unset'));
};

/** Node-RED's own number type marks an empty input as wrong. */
const jsonOrNothing = (): InputType => ({
  ...native('json', 'json'),
  validate: (text) => text.trim() === '' || RED.utils.validateTypedProperty(text, 'json', {}),
  expand() {
    RED.editor.editJSON({ value: this.value(), focus: true, complete: (value) => this.value(value) });
  },
});

export const text = (): InputType => native('str', 'az');
