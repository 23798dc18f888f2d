import type { ActionFacts, FieldFacts } from '../../catalog/facts';
import type { Input, IsNeeded } from '../fields/inputs';
import { inputFor } from '../fields/list-input';
import type { Place } from '../canvas/check-flows';
import { changed, isTyped, valueAt } from '../fields/values';
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
export function rowMaker(
  node: EditorNode,
  type: string,
  params: unknown,
  fields: OpenField[],
  isNeeded?: (field: FieldFacts) => IsNeeded | undefined,
) {
  const fill = (field: FieldFacts, path: string, parent: JQuery): JQuery => {
    const words = (key: string) => node._(`${type}.${path}.${key}`, { defaultValue: '' });
    const row = $('<div class="form-row"></div>').appendTo(parent);
    const label = $('<label></label>').text(words('label')).prepend(icon(icons[field.kind])).appendTo(row);
    const value = valueAt(params, path.split('.'));
    label.toggleClass('linkedapi-needed', field.required === true);
    if (field.kind === 'group') {
      const inner = field.fields ?? [];
      help(row, words('help'));
      const body = $('<div class="linkedapi-group"></div>').insertAfter(row);
      foldable(row, label, body, value !== undefined || inner.length <= fewFields, (to) => {
        for (const one of inner) fill(one, `${path}.${one.name}`, to);
      });
      return row;
    }
    row.toggleClass('linkedapi-tall', field.kind === 'texts' || field.kind === 'rows' || field.long === true);
    const cell = $('<div class="linkedapi-input"></div>').appendTo(row);
    const wordsOf = (key: string, usual = '') => node._(`${type}.${path}.${key}`, { defaultValue: usual });
    const input = inputFor(field, wordsOf, isNeeded?.(field))(cell, value);
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

/** Lays out the bare input for an action's label. `taken` are the labels of other actions in its workflows. */
export function labelRow(taken: ReadonlySet<string>): void {
  help(rowOf('label', 'bookmark-o', say('form.label')), say('form.labelHelp'));
  const input = $('#node-input-label');
  markWhile(input, (label) => (taken.has(label) ? say('form.takenLabel', { label }) : undefined));
}

/** Marks an input as wrong for as long as `problem` says why. */
function markWhile(input: JQuery, problem: (value: string) => string | undefined): void {
  const check = () => {
    const found = problem((input.val() ?? '').trim());
    input.toggleClass('input-error', found !== undefined).attr('title', found ?? '');
  };
  // Node-RED marks the inputs it knows after the dialog has been made.
  input.on('input change focus blur', () => setTimeout(check));
  setTimeout(check);
}

/** Makes the rows of an action's dialog. `takenLabels` are the labels of other actions in its workflows. */
export function openForm(
  node: EditorNode,
  facts: ActionFacts,
  place: Place | undefined,
  takenLabels: ReadonlySet<string>,
): void {
  const form = namedForm();
  const fields: OpenField[] = [];
  const givenByParent = place?.givenByParent ?? false;
  const targets = facts.params.filter(({ target }) => target);
  const shown = facts.params.filter((field) => !(givenByParent && field.target));
  const valueOf = (name: string) => fields.find(({ path }) => path === name)?.input.read();
  const isChosen = ({ by, value }: { by: string; value: string }) => {
    const chosen = valueOf(by);
    return chosen === value || isTyped(chosen);
  };
  const neededTarget =
    place?.root && !givenByParent ? () => targets.every(({ name }) => valueOf(name) === undefined) : undefined;
  const fill = rowMaker(node, facts.type, node.params, fields, (field) => {
    const choice = choiceFor(facts, field);
    if (choice) return () => valueOf(choice.by) === choice.value;
    return field.target ? neededTarget : undefined;
  });

  labelRow(takenLabels);
  const rows: { field: FieldFacts; row: JQuery }[] = [];
  form.append(
    outsideDocument((to) => shown.forEach((field) => rows.push({ field, row: fill(field, field.name, to) }))),
  );
  if (givenByParent && place && targets.length > 0) noteOfTargets(node, targets, place);
  else if (neededTarget) {
    const needed = rows.filter(({ field }) => field.target);
    for (const { row } of needed) row.find('> label').addClass('linkedapi-needed');
    if (needed[0]) help(needed[0].row, say(needed.length > 1 ? 'form.oneNeeded' : 'form.needed'));
    const check = () => {
      for (const { path, input } of fields) if (needed.some(({ field }) => field.name === path)) input.check?.();
    };
    // Another target may have become unnecessary.
    if (needed.length > 1) for (const { row } of needed) row.on('change input', check);
    check();
  }
  for (const { row, field } of rows) {
    const choice = choiceFor(facts, field);
    const by = rows.find((one) => one.field.name === choice?.by);
    const own = fields.find(({ path }) => path === field.name);
    if (choice && by && own) hideWhileUseless(own, row, by.row, () => isChosen(choice));
  }
  openForms.set(node, fields);
}

/** The choice that a field goes with: it is needed with one value, and of no use with the others. */
function choiceFor({ rules }: ActionFacts, { name }: FieldFacts): { by: string; value: string } | undefined {
  const rule = rules.find((one) => one.rule === 'goesWith' && one.fields[0] === name);
  return rule?.rule === 'goesWith' ? { by: rule.fields[1], value: rule.value } : undefined;
}

/** Hides a field while a choice that it does not go with is made; a hidden field is empty. */
function hideWhileUseless(own: OpenField, row: JQuery, by: JQuery, isUseful: () => boolean): void {
  const { input } = own;
  // A value that was stored without its choice is shown, so that it can be seen and removed.
  let isShown = isUseful() || input.read() !== undefined;
  row.toggle(isShown).find('> label').addClass('linkedapi-needed');
  by.on('change', () => {
    row.toggle((isShown = isUseful()));
    input.check?.();
  });
  own.input = { ...input, read: () => (isShown ? input.read() : undefined) };
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
