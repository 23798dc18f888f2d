import { isBuiltin } from 'node:module';
import { dirname, posix, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/**
 * Who may import what; what a row does not grant is forbidden. `files` says where the row holds, the first that fits
 * counts; `may` names folders or modules of this repository, `packages` npm packages, `node` Node's own modules. Files
 * of one row may import each other unless they stand `alone`.
 */
const table = [
  { row: 'src/catalog', files: /^src\/catalog\//, packages: ['zod'] },
  { row: 'nodes/<subject>', files: /^nodes\/[^/]+\//, may: ['src/catalog'], alone: true },
  { row: 'nodes', files: /^nodes\/[^/]+$/, may: ['src/catalog', 'src/runtime'], node: true },
  { row: 'src/workflow', files: /^src\/workflow\//, may: ['src/catalog'] },
  { row: 'src/client', files: /^src\/client\//, packages: ['axios'], node: true },
  { row: 'src/runs', files: /^src\/runs\//, may: ['src/client', 'src/workflow'], node: true },
  { row: 'src/sandbox', files: /^src\/sandbox\//, may: ['src/catalog', 'src/workflow'], node: true },
  {
    row: 'src/runtime',
    files: /^src\/runtime\//,
    may: ['src/catalog', 'nodes', 'src/workflow', 'src/client', 'src/runs', 'src/sandbox'],
    node: true,
  },
  {
    row: 'src/editor',
    files: /^src\/editor\//,
    may: [
      'src/catalog/facts/catalog',
      'src/catalog/facts/action-facts',
      'src/catalog/facts/sentences',
      'src/catalog/facts/special-nodes',
      'src/workflow',
      'src/shared/base-url',
    ],
  },
  {
    row: 'src/build',
    files: /^src\/build\//,
    may: ['src/catalog', 'nodes', 'src/workflow', 'src/sandbox'],
    packages: ['esbuild', '@faker-js/faker'],
    node: true,
  },
  // It runs before anything is installed.
  { row: 'src/cli/ready.cjs', files: /^src\/cli\/ready\.cjs$/, node: true, alone: true },
  {
    row: 'src/cli',
    files: /^src\/cli\//,
    may: ['src/catalog', 'nodes', 'src/workflow', 'src/sandbox'],
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
  const target = posix.join(posix.dirname(path), what);
  const own = rowOf(target) ?? rowOf(`${target}/index`);
  if (own === row && row.alone !== true) return true;
  return (row.may ?? []).some((one) => target === one || target.startsWith(`${one}/`));
}
