import type { Action } from '../../catalog';
import type { ActionFacts, Catalog } from '../../catalog/facts';
import { tokenTable, triggerTable } from '../../sandbox';
import type { NodeSet } from '../sets';
import { eachField } from '../html/words';

type Row = readonly string[];

/** The tables of the pages under `docs/` that come from the catalogue, by the name in their markers. */
export function catalogTables(
  sets: readonly NodeSet[],
  definitions: ReadonlyMap<string, Action>,
  catalog: Catalog,
): Record<string, string> {
  const actions = [...definitions.values()];
  return {
    accounts: accountTable(actions),
    errors: errorTable(actions),
    nodes: nodeTable(sets, catalog),
    values: valueTable(catalog),
  };
}

/** Replaces each part of a page between `<!-- generated: name -->` and `<!-- end -->`. Throws for an unknown name. */
export function withGenerated(page: string, parts: Readonly<Record<string, string>>): string {
  return page.replace(/(<!-- generated: ([\w-]+) -->\n).*?(?=<!-- end -->)/gs, (_, start: string, name: string) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`Nothing is generated under the name "${name}".`);
    return `${start}${part}\n`;
  });
}

/** A Markdown table. */
export function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Every action by subject: its node, where it may stand, its parameters. */
function nodeTable(sets: readonly NodeSet[], catalog: Catalog): string {
  const rows = sets.flatMap(({ name, actions }) => actions.map((action) => nodeRow(name, action, catalog)));
  return table(['subject', 'node', 'action', 'can be first', 'may follow', 'may be followed by', 'parameters'], rows);
}

function nodeRow(set: string, { name, type, root, parents, children, params }: ActionFacts, catalog: Catalog): Row {
  const names = (types: readonly string[]) => types.map((one) => catalog.action(one)?.name ?? one).join(', ');
  const fields = params.map((field) => `\`${field.name}\``).join(', ');
  return [set, name, `\`${type}\``, root ? 'yes' : '', names(parents), names(children), fields];
}

/** What happens when a message lacks a value, by what the parameter is for. */
function valueTable({ actions }: Catalog): string {
  const all = actions.flatMap(({ name, params }) =>
    eachField(params).map(({ path, field }) => ({ node: name, path, field })),
  );
  const paths = (role: 'target' | 'filter' | 'required') => [
    ...new Set(all.filter(({ field }) => field[role]).map(({ path }) => `\`${path}\``)),
  ];
  const words = all.filter(({ field }) => field.omitEmpty).map(({ node, path }) => `\`${path}\` (${node})`);
  const rows: Row[] = [
    ['optional text', 'sent without, with one warning', 'sent without', words.join(', ')],
    ['the target', 'refused', 'refused, unless another parameter names the target', paths('target').join(', ')],
    ['a filter', 'refused', 'refused', `${paths('filter').join(', ')} and everything in them`],
    ['required', 'refused', 'refused', paths('required').join(', ')],
    ['any other', 'refused', 'sent without, as with an empty field', '`limit`, …'],
  ];
  return table(['the parameter is', 'the message lacks it', 'empty text or `null`', 'parameters'], rows);
}

function accountTable(actions: readonly Action[]): string {
  const words = new Set(triggerTable(actions).map(({ trigger }) => trigger));
  const rows = tokenTable(actions)
    .filter(({ token }) => !words.has(token))
    .map(({ token, says }) => [`\`${token}\``, says]);
  return table(['identification token', 'account'], rows);
}

function errorTable(actions: readonly Action[]): string {
  const rows = triggerTable(actions).map((row) => {
    const everywhere = row.actions.length === actions.length;
    const knowing = everywhere ? 'every action' : row.actions.map((type) => `\`${type}\``).join(', ');
    return [`\`${row.type}\``, row.when, row.use.replaceAll('https://www.linkedin.com', '…'), knowing];
  });
  return table(['error', 'when', 'how to provoke it', 'actions'], rows);
}
