import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { ActionFacts } from '../catalog/facts';

/** All browser code in one minified script, with the facts of the actions in it. */
export function editorBundle(root: string, facts: readonly ActionFacts[]): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(root, 'src/editor/main.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2020',
    legalComments: 'none',
    // Without this the compiler settings of the runtime would be taken.
    tsconfigRaw: { compilerOptions: { strict: true } },
    define: { FACTS: JSON.stringify(facts) },
  });
  // A closing tag inside a string would end the script element the bundle stands in.
  return (outputFiles[0]?.text ?? '').trim().replaceAll('</script', '<\\/script');
}
