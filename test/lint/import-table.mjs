import { isBuiltin } from 'node:module';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const facts = 'src/catalog/facts';
const pure = 'src/shared';
const shared = [pure, 'src/shared/node'];

/**
 * Who may import what; what a row does not grant is forbidden. `files` says where the row holds, the first that fits
 * counts; `may` names the doors (index.ts) and single files of other rooms, `packages` npm packages, `node` Node's own
 * modules; `within` is a room inside the row's own that it knows all of. Files of one row may import each other, but for
 * their own door, unless they stand `alone`.
 *
 * @public The build prints it in docs/architecture.md.
 */
export const table = [
  { row: 'src/shared/node', files: /^src\/shared\/node\//, node: true },
  { row: 'src/shared', files: /^src\/shared\// },
  { row: facts, files: /^src\/catalog\/facts\// },
  { row: 'src/catalog', files: /^src\/catalog\//, within: facts, packages: ['zod'] },
  { row: 'nodes/special/<node>', files: /^nodes\/special\/[^/]+\//, may: ['src/runtime'], alone: true },
  { row: 'nodes/<subject>', files: /^nodes\/[^/]+\//, may: ['src/catalog'], alone: true },
  { row: 'nodes', files: /^nodes\/[^/]+$/, may: ['src/catalog'], node: true },
  { row: 'src/workflow', files: /^src\/workflow\//, may: [facts, pure] },
  { row: 'src/usage', files: /^src\/usage\//, may: [facts, pure] },
  { row: 'src/flow-file', files: /^src\/flow-file\//, may: ['src/workflow', facts, pure] },
  { row: 'src/client', files: /^src\/client\//, may: shared, packages: ['axios'], node: true },
  { row: 'src/triggers', files: /^src\/triggers\//, may: ['src/client', ...shared], node: true },
  { row: 'src/runs', files: /^src\/runs\//, may: ['src/client', 'src/workflow', facts, ...shared], node: true },
  { row: 'src/sandbox', files: /^src\/sandbox\//, may: ['src/catalog', facts, 'src/workflow', ...shared], node: true },
  {
    row: 'src/runtime',
    files: /^src\/runtime\//,
    may: [
      facts,
      'nodes/actions',
      'src/workflow',
      'src/usage',
      'src/client',
      'src/runs',
      'src/triggers',
      'src/sandbox',
      ...shared,
    ],
    node: true,
  },
  {
    row: 'src/editor',
    files: /^src\/editor\//,
    may: [facts, 'src/workflow', 'src/flow-file', 'src/usage', pure],
  },
  {
    row: 'src/build',
    files: /^src\/build\//,
    may: ['src/catalog', facts, 'nodes/actions', 'src/workflow', 'src/flow-file', 'src/sandbox', ...shared],
    packages: ['esbuild', '@faker-js/faker'],
    node: true,
  },
  // It runs before anything is installed.
  { row: 'src/cli/ready.cjs', files: /^src\/cli\/ready\.cjs$/, node: true, alone: true },
  {
    row: 'src/cli',
    files: /^src\/cli\//,
    may: ['src/catalog', facts, 'nodes/actions', 'src/workflow', 'src/flow-file', 'src/sandbox', ...shared],
    packages: ['node-red'],
    node: true,
  },
];

/** An ESLint rule that holds every import, of whatever form and whether its target exists or not, against the table. */
export const importTable = {
  meta: {
    type: 'problem',
    messages: {
      forbidden: '{{row}} may not import {{what}}.',
      unlisted: 'No row of the import table covers {{path}}.',
    },
  },
  create(context) {
    const path = relative(root, context.filename).split(sep).join('/');
    const row = rowOf(path);
    const check = (source) => {
      const what = source?.value;
      if (typeof what === 'string' && !granted(row, path, what)) {
        context.report({ node: source, messageId: 'forbidden', data: { row: row.row, what } });
      }
    };
    if (!row) {
      return { Program: (node) => context.report({ node, messageId: 'unlisted', data: { path } }) };
    }
    return {
      ImportDeclaration: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
      TSExternalModuleReference: ({ expression }) => check(expression),
      'CallExpression[callee.name="require"]': (node) => check(node.arguments[0]),
    };
  },
};

function rowOf(path) {
  return table.find(({ files }) => files.test(path));
}

function granted(row, path, what) {
  if (isBuiltin(what)) return row.node === true;
  if (!what.startsWith('.')) {
    const [scope, name] = what.split('/');
    return (row.packages ?? []).includes(scope.startsWith('@') ? `${scope}/${name}` : scope);
  }
  const target = posix.join(posix.dirname(path), what).replace(/\/$/, '');
  if ((row.may ?? []).includes(target)) return true;
  if (row.within && target.startsWith(`${row.within}/`)) return true;
  const isDoor = table.some((other) => other.row === target);
  return !isDoor && row.alone !== true && rowOf(`${target}.ts`) === row;
}
