import type { ActionFacts } from '../../catalog/facts';
import { changesIn, namedForm, rowMaker, type OpenField } from './form';
import { state, typedInput } from '../fields/inputs';
import { readTyped } from '../fields/read-typed';
import { problems } from '../fields/validate';
import { changed, isTyped, sources } from '../fields/values';
import { say, translated, translate } from '../red/words';

interface AdminNode extends EditorNode {
  operation?: string;
}

/** The operations in the form of actions, so that their fields work like those of an action. */
const operations = translated(
  OPERATIONS.operations.map(([name, confirm, ...fields]) => {
    const params = fields.map((index) => ({ ...OPERATIONS.fields[index] }));
    return { type: `admin.${name}`, set: 'linkedapi', params, rules: [], confirm } as unknown as Operation;
  }),
) as Operation[];
const operationOf = (name: unknown) => operations.find(({ type }) => type === `admin.${String(name)}`);

interface Operation extends ActionFacts {
  confirm: 'spends' | 'final' | 0;
}

const says = {
  spends: (blanks: object) => say('admin.spends', { ...blanks }),
  final: (blanks: object) => say('admin.final', { ...blanks }),
};

const payload = { type: 'msg', value: 'payload' };
const byMessage = 'msg';

/** Returns the parameters to store, for the dialog that is open. */
const open = new WeakMap<EditorNode, () => unknown>();

export function openAdmin(node: AdminNode): void {
  namedForm();
  const chosen = node.operation;
  const operation = listOperations(chosen);
  const place = $('#linkedapi-admin-params');
  const rows = $('#linkedapi-admin-fields');
  let params: unknown = node.params;
  let entered = () => params;

  const show = () => {
    const name = operation.val();
    const facts = operationOf(name);
    const fields: OpenField[] = [];
    $('#linkedapi-admin-says').text(facts ? `${facts.name} ${say('admin.named', { name })}` : say('admin.msgHelp'));
    $('#linkedapi-admin-confirm').text(facts?.confirm ? says[facts.confirm]({ name }) : '');

    const own = { value: 'fields', label: say('admin.fields'), icon: 'fa fa-list', hasValue: false };
    const json = { type: 'json', value: JSON.stringify(params ?? {}) };
    const otherwise = facts ? { type: 'fields', value: '' } : name === byMessage ? payload : json;
    const shown = isTyped(params) ? params : otherwise;
    const cell = place
      .toggle(facts?.params.length !== 0)
      .find('.linkedapi-input')
      .empty();
    const whole = typedInput(cell, [...(facts ? [own] : []), ...sources, 'json'], shown);
    const before = shown === payload ? '' : JSON.stringify(state(whole));

    rows.empty();
    const fill = rowMaker(node, facts?.type ?? '', params, fields);
    for (const field of facts?.params ?? []) fill(field, field.name, rows);
    const toggle = () => rows.toggle(whole.typedInput('type') === 'fields');
    whole.on('typedinputtypechange', toggle);
    toggle();

    entered = () => {
      const typed = state(whole);
      if (JSON.stringify(typed) === before && typed.type !== 'fields') return params;
      if (!facts || typed.type !== 'fields') return typed;
      const changes = changesIn(fields);
      return changes.size > 0 || isTyped(params) ? changed(facts.params, params, changes) : params;
    };
  };
  // The next operation may have some of the same fields.
  operation.on('change', () => {
    params = entered();
    show();
  });
  show();

  open.set(node, () => {
    const now = entered();
    const facts = operationOf(operation.val());
    if (operation.val() === chosen || isTyped(now) || !facts) return now;
    return Object.fromEntries(
      Object.entries(now ?? {}).filter(([name]) => facts.params.some((one) => one.name === name)),
    );
  });
}

export function saveAdmin(node: AdminNode): void {
  const params = open.get(node)?.();
  if (params !== node.params) node.params = params as AdminNode['params'] & object;
}

const subjects: Record<string, () => string> = {
  subscription: () => say('admin.aboutSubscription'),
  accounts: () => say('admin.aboutAccounts'),
  limits: () => say('admin.aboutLimits'),
  webhook: () => say('admin.aboutWebhook'),
};

/** The operations as sentences, grouped by subject, including an unknown one that the flow has. */
function listOperations(chosen = ''): JQuery {
  const select = $('#node-input-operation').empty();
  const add = (value: string, text: string, to: JQuery) => $('<option></option>').val(value).text(text).appendTo(to);
  for (const [name] of OPERATIONS.operations) {
    const [about = ''] = name.split('.');
    let group = select.find(`[data-about="${about}"]`);
    if (group.length === 0) {
      const label = subjects[about]?.() ?? about;
      group = $('<optgroup></optgroup>').attr('data-about', about).attr('label', label).appendTo(select);
    }
    const [sentence = name] = (operationOf(name)?.name ?? name).split('. ');
    add(name, sentence.replace(/\.$/, ''), group);
  }
  add(byMessage, say('form.byMessage'), select);
  if (chosen !== byMessage && !operationOf(chosen)) add(chosen, chosen, select);
  return select.val(chosen);
}

/** True, or one sentence for each thing that is wrong with the parameters. */
export function adminProblems({ operation }: AdminNode, params: unknown): true | string[] {
  if (isTyped(params)) {
    const answer = readTyped(params);
    return answer === true || [answer];
  }
  const facts = operationOf(operation);
  const found = facts ? problems(facts, params, readTyped, translate) : [];
  return found.length > 0 ? found : true;
}
