import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync, transformSync } from 'esbuild';
import { specialNodes } from '../catalog/facts';
import { folderOf } from './html/special';

/** All browser code in one minified script. `values` are for the names that it declares but does not define. */
export function editorBundle(root: string, values: Record<string, unknown>): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'src/editor/main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    // Without this the compiler settings of the runtime would be taken.
    tsconfigRaw: { compilerOptions: { strict: true } },
    define: Object.fromEntries(
      Object.entries({ ...values, STYLE: style(root) }).map(([name, value]) => [name, JSON.stringify(value)]),
    ),
  });
  // A closing tag inside a string would end the script element the bundle stands in.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}

/** The calls of the files that Node-RED requires, and in them every hand-written node of the list. */
function runtimeEntry(): string {
  const folders = specialNodes.map(({ type }) => `./nodes/special/${folderOf(type)}`);
  return `
import { registerSpecialNodes as registerAll } from './src/runtime';
${folders.map((folder, index) => `import { register as node${index} } from '${folder}';`).join('\n')}

export { registerActions } from './src/runtime';
export const registerSpecialNodes = (RED) => registerAll(RED, [${folders.map((_, index) => `node${index}`).join(', ')}]);
`;
}

/**
 * All that Node-RED's start needs of the runtime, and what its first messages need, in one script; what is required later, by a
 * relative path, stays where it is.
 */
export function runtimeBundle(root: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: runtimeEntry(), resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    legalComments: 'none',
    tsconfigRaw: { compilerOptions: { strict: true } },
    external: ['axios', '../sandbox', '../../nodes/actions'],
  });
  return outputFiles[0]?.text ?? '';
}

const style = (root: string) =>
  transformSync(readFileSync(join(root, 'src/editor/style.css'), 'utf8'), { loader: 'css', minify: true }).code.trim();

/** The registrations in a panel without the blanks in them; what they say stays as literal as it is. */
export function withLeanScripts(panel: string): string {
  return panel.replace(
    /(<script type="text\/javascript">)([\S\s]*?)(<\/script>)/g,
    (_, start: string, script: string, end: string) =>
      `${start}${transformSync(script, { minifyWhitespace: true, charset: 'utf8' }).code.trim()}${end}`,
  );
}
