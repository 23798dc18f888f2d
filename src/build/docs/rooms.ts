import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { table } from './tables';

/** A row of the import table; see `test/lint/import-table.mjs`. */
interface Row {
  row: string;
  files: RegExp;
  may?: string[];
  within?: string;
  packages?: string[];
  node?: boolean;
  alone?: boolean;
}

/** The import table as Markdown, and the picture of it, from the source of the lint rule. */
export async function roomParts(root: string): Promise<{ 'import-table': string; rooms: string }> {
  const source = pathToFileURL(join(root, 'test/lint/import-table.mjs')).href;
  const { table: rows } = (await import(source)) as { table: Row[] };
  return { 'import-table': importTable(rows), rooms: picture(rows) };
}

function importTable(rows: readonly Row[]): string {
  const code = (names: readonly string[] = []) => names.map((name) => `\`${name}\``).join(', ');
  const yes = (fact: boolean | undefined) => (fact ? 'yes' : '');
  return table(
    ['files', 'may import', 'npm packages', 'Node.js', 'each other'],
    rows.map(({ row, may = [], within, packages, node, alone }) => [
      code([row]),
      code(within === undefined ? may : [`${within}/*`, ...may]),
      code(packages),
      yes(node),
      yes(!alone),
    ]),
  );
}

/** A Mermaid flowchart with an arrow from each room to what it imports. Arrows that follow from others are left out. */
function picture(rows: readonly Row[]): string {
  const importsOf = (row: Row) => importedBy(row, rows);
  const reaches = (from: Row, to: Row, passed: readonly Row[]): boolean =>
    importsOf(from).some((next) => next === to || (!passed.includes(next) && reaches(next, to, [...passed, next])));
  const id = (row: Row) => `r${rows.indexOf(row)}`;
  const boxes = rows.map((row) => `  ${id(row)}["${row.row}"]`);
  const arrows = rows.flatMap((from) =>
    importsOf(from)
      .filter((to) => !importsOf(from).some((other) => other !== to && reaches(other, to, [from])))
      .map((to) => `  ${id(from)} --> ${id(to)}`),
  );
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n');
}

/** The rows whose files a row may import, without itself. */
function importedBy({ row, within, may = [] }: Row, rows: readonly Row[]): Row[] {
  const targets = within === undefined ? may : [within, ...may];
  const covers = (other: Row, target: string) => other === rowOf(target, rows) && other.row !== row;
  return rows.filter((other) => targets.some((target) => covers(other, target)));
}

/** The row that a target of the table names or that covers it. */
const rowOf = (target: string, rows: readonly Row[]): Row | undefined =>
  rows.find(({ row }) => row === target) ?? rows.find(({ files }) => files.test(`${target}.ts`));
