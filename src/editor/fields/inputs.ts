import type { FieldFacts } from '../../catalog/facts';
import { problemOf } from './validate';
import { isTyped, plainType, shown, sources, stored, type Shown } from './values';
import { readTyped } from './read-typed';
import { say, translate } from '../red/words';

/** An input of a dialog. Returns the value to store; undefined if it is empty. */
export interface Input {
  read(): unknown;
}

/** The label of an option. */
export type Named = (value: string) => string;

/** Puts the input that fits a field into `cell`, showing `value`. */
export function createInput(cell: JQuery, field: FieldFacts, value: unknown, placeholder: string, named: Named): Input {
  // An imported workflow may have JSON here.
  const json = plainType(field) === 'json';
  const types = [
    json ? jsonOrNothing() : plain(field, value, named),
    ...sources,
    ...(!json && isTyped(value) && value.type === 'json' ? ['json'] : []),
  ];
  const element = typedInput(cell, types, shown(field, value), placeholder);
  if (field.long) keepPastedBreaks(element);
  return { read: () => stored(state(element)) };
}

/** A TypedInput that fills `cell`; the placeholder is for plain values only. */
export function typedInput(
  cell: JQuery,
  types: (string | InputType)[],
  { type, value }: Shown,
  placeholder = '',
): JQuery {
  const [first] = types;
  const own = typeof first === 'string' ? first : first?.value;
  const element = $('<input type="text" style="width: 100%">').attr('placeholder', placeholder).appendTo(cell);
  element.typedInput({ types });
  element.on('typedinputtypechange', () => {
    visible(element).attr('placeholder', element.typedInput('type') === own ? placeholder : '');
  });
  element.typedInput('type', type);
  element.typedInput('value', type === 'str' ? showLineBreaks(value) : value);
  return element;
}

/** The text input inside a TypedInput. */
const visible = (element: JQuery) => element.next('.red-ui-typedInput-container').find('.red-ui-typedInput-input');

export const state = (element: JQuery): Shown => ({
  type: element.typedInput('type'),
  value: element.typedInput('value'),
});

/** The TypedInput type for a field's plain values, in Node-RED's own look. */
function plain(field: FieldFacts, value: unknown, named: Named): InputType {
  const type = plainType(field);
  const validate = (text: string): true | string => {
    const problem = problemOf(field, stored({ type, value: text }), readTyped, translate);
    // Nothing is red before the user has typed; a missing value is reported when the dialog is closed.
    return !problem || text === '' ? true : `${field.label} ${problem}`;
  };
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
      return { ...text(field.long), validate };
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

/** Text. The input shows a symbol for each line break; long text has a button that opens a larger editor. */
export function text(long?: boolean): InputType {
  if (!long) return native('str', 'az');
  return {
    ...native('str', 'az'),
    export: readLineBreaks,
    expand() {
      RED.editor.editText({
        value: readLineBreaks(this.value()),
        focus: true,
        complete: (value) => this.value(showLineBreaks(value)),
      });
    },
  };
}

const showLineBreaks = (value: string) => value.replace(/\r?\n/g, '↵');
const readLineBreaks = (value: string) => value.replace(/↵/g, '\n');

// A browser drops line breaks when text is pasted into a one-line input.
function keepPastedBreaks(element: JQuery): void {
  const input = visible(element);
  input.on('paste', (event) => {
    const pasted = (event.originalEvent as ClipboardEvent).clipboardData?.getData('text') ?? '';
    if (!pasted.includes('\n') || element.typedInput('type') !== 'str') return;
    event.preventDefault();
    const line = input[0] as HTMLInputElement;
    line.setRangeText(showLineBreaks(pasted), line.selectionStart ?? 0, line.selectionEnd ?? 0, 'end');
    input.trigger('change');
  });
}
