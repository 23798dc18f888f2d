import type { ActionFacts } from '../catalog/facts';
import type { Catalog } from '../catalog/catalog';
import type { NodeSet } from './sets';

type Row = readonly string[];

/** Replaces what stands between `<!-- generated: name -->` and the next `<!-- end -->`. */
export function withGenerated(readme: string, name: string, text: string): string {
  const start = `<!-- generated: ${name} -->`;
  const from = readme.indexOf(start);
  const to = readme.indexOf('<!-- end -->', from);
  if (from === -1 || to === -1) throw new Error(`README.md has no place for the generated part "${name}"`);
  return `${readme.slice(0, from + start.length)}\n${text}\n${readme.slice(to)}`;
}

export function table(head: Row, rows: readonly Row[]): string {
  const line = (cells: Row) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Every action by subject: what it is called, where it may stand, what it takes and gives. */
export function nodeTable(sets: readonly NodeSet[], catalog: Catalog): string {
  const rows = sets.flatMap(({ name, actions }) => actions.map((action) => nodeRow(name, action, catalog)));
  return table(['subject', 'node', 'action', 'starts', 'stands below', 'parameters'], rows);
}

function nodeRow(set: string, { name, type, root, parents, params }: ActionFacts, catalog: Catalog): Row {
  const above = parents.map((parent) => catalog.action(parent)?.name ?? parent).join(', ');
  return [set, name, `\`${type}\``, root ? 'yes' : '', above, params.map((field) => `\`${field.name}\``).join(', ')];
}
