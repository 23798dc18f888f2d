import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loadActions } from '../../nodes/actions';
import { fileText } from './file-text';
import { compare, type Difference } from './catalog-diff/compare';
import { catalogued } from './catalog-diff/known';
import { readReference } from './catalog-diff/reference';

const usage = `npm run --silent catalog:diff -- FILE [--json]

Says what a reference of Linked API’s actions has that the catalogue lacks (+), what the catalogue has that it lacks (-), and
what is not the same in both (~).

FILE is JSON: a list of actions, all there are, or an object with some of them in “actions”, additions to others in
“oldActionChanges” and removed ones in “retired”. An action has an actionType, and as far as known: root { allowed },
parents, children, params [{ name, required, forbiddenUnderParent, min, max, enum, shape }], result { kind, fields }, errors.

Exit code: 0 when nothing differs, 1 when something does, 2 when FILE cannot be compared.`;

function lines({ new: added, gone, changed }: Difference): string[] {
  return [
    ...added.map((type) => `+ ${type}`),
    ...gone.map((type) => `- ${type}`),
    ...changed.map(({ action, what, catalogue, reference }) => {
      if (catalogue === undefined) return `+ ${action}: ${what} ${reference}`;
      if (reference === undefined) return `- ${action}: ${what} ${catalogue}`;
      return `~ ${action}: ${what}: ${catalogue} here, ${reference} there`;
    }),
  ];
}

function main(): number {
  let file = '';
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) return (console.log(usage), 0);
    [file = ''] = positionals;
    if (positionals.length !== 1) return (console.error(usage), 2);
    const reference = readReference(JSON.parse(fileText(readFileSync(file))));
    const difference = compare(catalogued(loadActions()), reference);
    const found = lines(difference);
    if (values.json) console.log(JSON.stringify(difference, null, 2));
    else for (const line of found) console.log(line);
    if (!values.json) console.error(found.length === 0 ? 'Nothing differs.' : `Differences: ${found.length}`);
    return found.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(`${file || 'catalog:diff'}: ${(error as Error).message}`);
    return 2;
  }
}

process.exitCode = main();
