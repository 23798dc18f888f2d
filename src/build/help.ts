import type { ActionFacts, FieldFacts } from '../catalog/facts';
import type { Catalog } from '../catalog/catalog';
import type { Action } from '../catalog/define';
import { commonErrors } from '../catalog/errors';
import { resultFacts, type ResultFacts } from '../catalog/result';
import { enumerate, html } from './text';
import { limits } from './words';

/** Help for the info sidebar. Closing tags that html lets one leave out are left out: the editor loads all of it at its start. */
export function actionHelp(action: Action, facts: ActionFacts, catalog: Catalog): string {
  return `<script type="text/html" data-help-name="${facts.node}">
${[action.summary, ...(action.details ?? [])].map((text) => `<p>${html(text)}`).join('\n')}
${parameters(facts)}${results(action)}${place(facts, catalog)}${failures(action)}${
    action.docs ? `<p>See <a href="${html(action.docs)}">${html(facts.type)}</a>.\n` : ''
  }</script>`;
}

const list = (items: readonly string[]) => `<dl class="message-properties">\n${items.join('\n')}\n</dl>\n`;

// Most fields are text of some kind, so it goes without saying.
const types: Partial<Record<FieldFacts['kind'], string>> = {
  time: 'ISO 8601',
  integer: 'number',
  boolean: 'boolean',
  texts: 'string[]',
  choices: 'string[]',
  group: 'object',
};

function parameters(facts: ActionFacts): string {
  if (facts.params.length === 0) return '';
  return `<h3>Parameters</h3>\n${fieldList(facts.params, facts)}`;
}

function fieldList(fields: readonly FieldFacts[], facts: ActionFacts): string {
  return list(
    fields.map((field) => {
      const says = [field.help ?? '', limits(field), field.target ? target(facts) : '', options(field)];
      const type = types[field.kind] ? ` <span class="property-type">${types[field.kind]}</span>` : '';
      const term = `<dt${field.required ? '' : ' class="optional"'}>${html(field.label)}${type}`;
      const inner = field.fields ? `\n${fieldList(field.fields, facts).trimEnd()}` : '';
      return `${term}<dd>${html(says.filter(Boolean).join(' '))}${inner}`;
    }),
  );
}

function target({ root, parents, params }: ActionFacts): string {
  if (!root) return '';
  const alternatives =
    params.filter((field) => field.target).length > 1 ? 'This or its alternative is needed' : 'Needed';
  return `${alternatives} where a workflow starts${parents.length > 0 ? '; empty below an action' : ''}.`;
}

const options = ({ values }: FieldFacts) => (values ? `One of ${enumerate(values, 'or')}.` : '');

function results({ result }: Action): string {
  const kind = { none: 'Nothing but its success.', object: 'An object.', list: 'A list of objects.' }[result.kind];
  const fields = resultFacts(result.shape).map(resultEntry);
  const note = result.note ? ` ${html(result.note)}` : '';
  return `<h3>Returns</h3>\n<p>${kind}${note}\n${fields.length > 0 ? list(fields) : ''}`;
}

function resultEntry({ name, help, values, fields }: ResultFacts): string {
  const inner = fields ? ` (${fields.map((field) => html(field.name)).join(', ')})` : '';
  return `<dt>${html(name)}<dd>${html(help)}${values ? `: ${html(enumerate(values, 'or'))}` : ''}${inner}`;
}

function place({ root, parents, children }: ActionFacts, catalog: Catalog): string {
  const names = (types: string[], last: string) =>
    html(
      enumerate(
        types.map((type) => catalog.action(type)?.name ?? type),
        last,
      ),
    );
  const above = [root ? 'starts a workflow' : '', parents.length > 0 ? `stands below ${names(parents, 'or')}` : '']
    .filter(Boolean)
    .join(', or ');
  const below = children.length > 0 ? ` Below it may stand ${names(children, 'and')}.` : '';
  return `<h3>Place</h3>\n<p>It ${above}.${below}\n`;
}

function failures({ errors }: Action): string {
  const common = new Set(commonErrors);
  const own = errors
    .filter((error) => !common.has(error))
    .map(({ type, when }) => `<dt>${html(type)}<dd>${html(when)}`);
  const others = `${own.length > 0 ? 'Also' : 'Only'} ${enumerate(commonErrors.map(({ type }) => type))}, as any action.`;
  return `<h3>Errors</h3>\n${own.length > 0 ? list(own) : ''}<p>${others}\n`;
}
