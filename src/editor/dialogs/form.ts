import type { ActionFacts, FieldFacts } from '../../catalog/facts';
import type { Input } from '../fields/inputs';
import { inputFor } from '../fields/list-input';
import type { Place } from '../canvas/check-flows';
import { changed, valueAt } from '../fields/values';
import { say } from '../red/words';

/** An input in an open dialog. */
export interface OpenField {
  path: string;
  input: Input;
  /** The value when the dialog opened, as JSON: only changes are stored. */
  before: string | undefined;
}

const openForms = new WeakMap<EditorNode, OpenField[]>();

const icons: Record<FieldFacts['kind'], string> = {
  text: 'font',
  url: 'link',
  email: 'envelope-o',
  time: 'calendar-o',
  integer: 'hashtag',
  boolean: 'check-square-o',
  choice: 'list-ul',
  choices: 'list-ul',
  texts: 'list-ul',
  rows: 'th-list',
  record: 'list-ol',
  group: 'caret-down',
};

/** A group with more fields than this starts folded unless one of them is set. */
const fewFields = 3;

/**
 * Returns a function that adds the rows of a field to a form. The words are those of the node's set under `type`; each input
 * is added to `fields`.
 */
export function rowMaker(node: EditorNode, type: string, params: unknown, fields: OpenField[]) {
  const fill = (field: FieldFacts, path: string, parent: JQuery): JQuery => {
    const words = (key: string) => node._(`${type}.${path}.${key}`, { defaultValue: '' });
    const row = $('<div class="form-row"></div>').appendTo(parent);
    const label = $('<label></label>').text(words('label')).prepend(icon(icons[field.kind])).appendTo(row);
    const value = valueAt(params, path.split('.'));
    if (field.kind === 'group') {
      const inner = field.fields ?? [];
      help(row, words('help'));
      const body = $('<div class="linkedapi-group"></div>').insertAfter(row);
      foldable(row, label, body, value !== undefined || inner.length <= fewFields, (to) => {
        for (const one of inner) fill(one, `${path}.${one.name}`, to);
      });
      return row;
    }
    row.toggleClass('linkedapi-tall', field.kind === 'texts' || field.kind === 'rows');
    const cell = $('<div class="linkedapi-input"></div>').appendTo(row);
    const input = inputFor(field, (key, usual = '') => node._(`${type}.${path}.${key}`, { defaultValue: usual }))(
      cell,
      value,
    );
    fields.push({ path, input, before: JSON.stringify(input.read()) });
    help(row, words('help'));
    return row;
  };
  return fill;
}

/** Lays out a dialog whose panel has the bare input for the name; gives the form. */
export function namedForm(): JQuery {
  const row = rowOf('name', 'tag', RED._('node-red:common.label.name'));
  return row.closest('form').addClass('linkedapi-form');
}

/** Lays out the bare input for an action's label. */
export function labelRow(): void {
  help(rowOf('label', 'bookmark-o', say('form.label')), say('form.labelHelp'));
}

/** Makes the rows of an action's dialog. */
export function openForm(node: EditorNode, facts: ActionFacts, place?: Place): void {
  const form = namedForm();
  const fields: OpenField[] = [];
  const fill = rowMaker(node, facts.type, node.params, fields);

  labelRow();
  const givenByParent = place?.givenByParent ?? false;
  const targets = facts.params.filter(({ target }) => target);
  const shown = facts.params.filter((field) => !(givenByParent && field.target));
  const rows: { field: FieldFacts; row: JQuery }[] = [];
  form.append(
    outsideDocument((to) => shown.forEach((field) => rows.push({ field, row: fill(field, field.name, to) }))),
  );
  if (givenByParent && place && targets.length > 0) noteOfTargets(node, targets, place);
  else if (place?.root) {
    const needed = rows.filter(({ field }) => field.target);
    for (const { row } of needed) row.find('> label').addClass('linkedapi-needed');
    if (needed[0]) help(needed[0].row, say(needed.length > 1 ? 'form.oneNeeded' : 'form.needed'));
  }
  openForms.set(node, fields);
}

/** Shown in place of the fields that a parent fills in: which parent, and what happens to a value entered before. */
function noteOfTargets(node: EditorNode, targets: readonly FieldFacts[], { parents }: Place): void {
  const listed = (fields: readonly FieldFacts[]) => fields.map(({ label }) => label).join(', ');
  const kept = targets.filter(({ name }) => valueAt(node.params, [name]) !== undefined);
  const note = $('<div class="linkedapi-given-by-parent"></div>').insertAfter(
    $('#node-input-label').closest('.form-row'),
  );
  note.append('<i class="fa fa-fw fa-level-up"></i> ');
  $('<span></span>')
    .text(say('form.givenByParent', { fields: listed(targets), parents: [...parents.keys()].join(', ') }))
    .appendTo(note);
  if (kept.length > 0) help(note, say('form.givenByParentKept', { fields: listed(kept) }));
}

/** Stores the changes. Without any, the node stays exactly as it was, including the order of its keys. */
export function saveForm(node: EditorNode, facts: ActionFacts): void {
  const changes = changesIn(openForms.get(node) ?? []);
  if (changes.size > 0) node.params = changed(facts.params, node.params, changes);
}

/** The values that have changed since the rows were made, by path. */
export function changesIn(fields: readonly OpenField[]): Map<string, unknown> {
  return new Map(
    fields
      .map(({ path, input, before }) => ({ path, value: input.read(), before }))
      .filter(({ value, before }) => JSON.stringify(value) !== before)
      .map(({ path, value }) => [path, value]),
  );
}

/** Puts an input that the panel brings into a row of the form. */
function rowOf(name: string, iconName: string, words: string): JQuery {
  const input = $(`#node-input-${name}`);
  const row = $('<div class="form-row"></div>').insertBefore(input);
  $(`<label for="node-input-${name}"></label>`).append(icon(iconName), words).appendTo(row);
  return row.append(input);
}

/** Each TypedInput reads styles when it is made; inside the document, the browser would compute the layout for each. */
function outsideDocument(make: (to: JQuery) => void): JQuery {
  const place = $('<div></div>');
  make(place);
  return place.children();
}

const icon = (name: string) => `<i class="fa fa-fw fa-${name}"></i> `;

function help(row: JQuery, words: string): void {
  if (words) $('<div class="linkedapi-help"></div>').text(words).appendTo(row);
}

/** Folded rows are made when they are unfolded: most never are, so dialogs open faster. */
function foldable(row: JQuery, label: JQuery, body: JQuery, open: boolean, make: (to: JQuery) => void): void {
  let shown = open;
  let made = false;
  const show = () => {
    if (shown && !made) {
      body.append(outsideDocument(make));
      made = true;
    }
    body.toggle(shown);
    label.attr('aria-expanded', String(shown)).find('i').toggleClass('fa-rotate-270', !shown);
  };
  row.addClass('linkedapi-heading');
  label.attr('role', 'button').attr('tabindex', '0');
  const turn = (event: JQueryEvent) => {
    if (event.key !== undefined && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    shown = !shown;
    show();
  };
  label.on('click keydown', turn);
  show();
}
