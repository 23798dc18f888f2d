import type { Action } from '../../catalog';
import type { ActionFacts, Catalog } from '../../catalog/facts';
import { tokenTable, triggerTable } from '../../sandbox';
import type { NodeSet } from '../sets';
import { eachField } from '../html/words';

type Row = readonly string[];

/** The README with its tables as the catalogue has them now. */
export function withTables(
  readme: string,
  sets: readonly NodeSet[],
  definitions: ReadonlyMap<string, Action>,
  catalog: Catalog,
): string {
  const actions = [...definitions.values()];
  const parts = {
    accounts: accountTable(actions),
    errors: errorTable(actions),
    nodes: nodeTable(sets, catalog),
    values: valueTable(catalog),
  };
  return Object.entries(parts).reduce((text, [name, part]) => withGenerated(text, name, part), readme);
}

/** Replaces what stands between `<!-- generated: name -->` and the next `<!-- end -->`. */
function withGenerated(readme: string, name: string, text: string): string {
  const start = `<!-- generated: ${name} -->`;
  const from = readme.indexOf(start);
  const to = readme.indexOf('<!-- end -->', from);
  if (from === -1 || to === -1) throw new Error(`README.md has no place for the generated part "${name}"`);
  return `${readme.slice(0, from + start.length)}\n${text}\n${readme.slice(to)}`;
}

/** A table of Markdown. */
export function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Every action by subject: what it is called, where it may stand, what it takes and gives. */
function nodeTable(sets: readonly NodeSet[], catalog: Catalog): string {
  const rows = sets.flatMap(({ name, actions }) => actions.map((action) => nodeRow(name, action, catalog)));
  return table(['subject', 'node', 'action', 'starts', 'stands below', 'below it may stand', 'parameters'], rows);
}

function nodeRow(set: string, { name, type, root, parents, children, params }: ActionFacts, catalog: Catalog): Row {
  const names = (types: readonly string[]) => types.map((one) => catalog.action(one)?.name ?? one).join(', ');
  const fields = params.map((field) => `\`${field.name}\``).join(', ');
  return [set, name, `\`${type}\``, root ? 'yes' : '', names(parents), names(children), fields];
}

/** What a message does without, by what the parameter is for. */
function valueTable({ actions }: Catalog): string {
  const all = actions.flatMap(({ name, params }) =>
    eachField(params).map(({ path, field }) => ({ node: name, path, field })),
  );
  const paths = (role: 'target' | 'filter' | 'required') => [
    ...new Set(all.filter(({ field }) => field[role]).map(({ path }) => `\`${path}\``)),
  ];
  const words = all.filter(({ field }) => field.omitEmpty).map(({ node, path }) => `\`${path}\` (${node})`);
  const rows: Row[] = [
    ['words that go along', 'sent without, with one warning', 'sent without', words.join(', ')],
    ['whom or what it is about', 'refused', 'refused, unless another one says it', paths('target').join(', ')],
    ['what narrows a search or a list', 'refused', 'refused', `${paths('filter').join(', ')} and all within them`],
    ['what is needed anyway', 'refused', 'refused', paths('required').join(', ')],
    ['all others', 'refused', 'not sent, as an empty input', '`limit`, …'],
  ];
  return table(['the parameter is', 'missing in the message', 'empty text or `null`', 'which'], rows);
}

function accountTable(actions: readonly Action[]): string {
  const words = new Set(triggerTable(actions).map(({ trigger }) => trigger));
  const rows = tokenTable(actions)
    .filter(({ token }) => !words.has(token))
    .map(({ token, says }) => [`\`${token}\``, says]);
  return table(['identification token', 'what it is'], rows);
}

function errorTable(actions: readonly Action[]): string {
  const rows = triggerTable(actions).map((row) => {
    const everywhere = row.actions.length === actions.length;
    const knowing = everywhere ? 'every action' : row.actions.map((type) => `\`${type}\``).join(', ');
    return [`\`${row.type}\``, row.when, row.use.replaceAll('https://www.linkedin.com', '…'), knowing];
  });
  return table(['error', 'when', 'how to bring it about', 'actions'], rows);
}
