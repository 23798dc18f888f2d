import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { buildSync } from 'esbuild';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder } from '../support/processes';

// The snippets belong to no TypeScript project, so rules that need types are off.
const eslint = new ESLint({ cwd: repoRoot, overrideConfig: [tseslint.configs.disableTypeChecked], ignore: false });

async function rulesBroken(path: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath: join(repoRoot, path) });
  return result?.messages.map(({ ruleId }) => ruleId) ?? [];
}

interface Row {
  files: string;
  legal: string[];
  illegal: string[];
}

const rows: Row[] = [
  {
    files: 'src/shared/snippet.ts',
    legal: ['./guards'],
    illegal: ['axios', 'node-red', 'node:fs', './node', './node/durable-file', '../catalog/facts', '../client'],
  },
  {
    files: 'src/shared/node/snippet.ts',
    legal: ['node:fs', './durable-file'],
    illegal: ['axios', '../../client', '../../runtime/x'],
  },
  {
    files: 'src/catalog/facts/snippet.ts',
    legal: ['./urls'],
    illegal: ['zod', 'axios', 'node:fs', '../define', '..', '../../workflow', '../../client'],
  },
  {
    files: 'src/catalog/vocabulary/snippet.ts',
    legal: ['zod', '../define', '../facts/urls'],
    illegal: ['axios', 'node-red', 'node:fs', 'fs', '../../workflow', '../../client', '../../../nodes/actions'],
  },
  {
    files: 'nodes/people/snippet.ts',
    legal: ['../../src/catalog'],
    illegal: [
      'axios',
      'zod',
      'node-red',
      'node:fs',
      './open-person-page',
      '../posts/react-to-post',
      '../../src/catalog/define',
      '../../src/runtime',
    ],
  },
  {
    files: 'nodes/special/run/snippet.ts',
    legal: ['../../../src/runtime'],
    illegal: [
      'axios',
      'zod',
      'node-red',
      'node:fs',
      '../workflow',
      '../workflow/index',
      '../../actions',
      '../../../src/catalog',
      '../../../src/runtime/run/run-node',
    ],
  },
  {
    files: 'nodes/snippet.ts',
    legal: ['../src/catalog', 'node:fs', './actions'],
    illegal: [
      'axios',
      'node-red',
      './people/open-person-page',
      '../src/runtime',
      '../src/runtime/run/run-node',
      '../src/client',
      '../src/build/main',
      '../src/editor/main',
    ],
  },
  {
    files: 'src/workflow/snippet.ts',
    legal: ['../catalog/facts', '../shared', './tree'],
    illegal: [
      'axios',
      'zod',
      'node-red',
      'node:path',
      '../catalog',
      '../catalog/facts/urls',
      '../shared/node',
      '../flow-file',
      '../client',
      '../runs',
      '../sandbox',
      '../runtime',
      '../editor/x',
    ],
  },
  {
    files: 'src/usage/snippet.ts',
    legal: ['../catalog/facts', '../shared'],
    illegal: ['zod', 'node:path', '../catalog', '../workflow', '../shared/node'],
  },
  {
    files: 'src/flow-file/snippet.ts',
    legal: ['../catalog/facts', '../workflow', '../shared'],
    illegal: [
      'zod',
      'node:path',
      '.',
      '../flow-file',
      '../catalog',
      '../workflow/tree',
      '../shared/node',
      '../runtime',
    ],
  },
  {
    files: 'src/client/snippet.ts',
    legal: ['axios', 'node:http', './http/errors', '../shared', '../shared/node'],
    illegal: ['zod', 'node-red', '../catalog', '../catalog/facts', '../workflow', '../runtime'],
  },
  {
    files: 'src/triggers/snippet.ts',
    legal: ['../client', 'node:fs', '../shared/node'],
    illegal: ['axios', 'node-red', '../runs', '../client/http/errors', '../runtime'],
  },
  {
    files: 'src/runs/snippet.ts',
    legal: ['../client', '../workflow', '../catalog/facts', 'node:fs'],
    illegal: ['axios', 'node-red', '../catalog', '../workflow/tree', '../triggers', '../sandbox', '../runtime'],
  },
  {
    files: 'src/sandbox/snippet.ts',
    legal: ['../catalog', '../catalog/facts', '../workflow', 'node:http'],
    illegal: ['axios', 'node-red', '@faker-js/faker', '../client', '../runs', '../runtime', '../build/world/x'],
  },
  {
    files: 'src/runtime/snippet.ts',
    legal: [
      '../catalog/facts',
      '../../nodes/actions',
      '../workflow',
      '../usage',
      '../client',
      '../runs',
      '../triggers',
      '../sandbox',
      'node:fs',
    ],
    illegal: [
      'axios',
      'zod',
      'node-red',
      '../catalog',
      '../client/clock',
      '../build/main',
      '../editor/main',
      '../cli/demo',
    ],
  },
  {
    files: 'src/editor/snippet.ts',
    legal: ['../catalog/facts', '../workflow', '../flow-file', '../usage', '../shared', './dialogs/form'],
    illegal: ['axios', 'zod', 'node:path', 'node-red', '../catalog', '../shared/node', '../client', '../runtime'],
  },
  {
    files: 'src/build/snippet.ts',
    legal: ['../catalog', '../../nodes/actions', '../sandbox', 'esbuild', 'node:fs'],
    illegal: ['axios', 'node-red', '../sandbox/pace', '../runtime', '../client', '../editor/main'],
  },
  {
    files: 'src/cli/snippet.ts',
    legal: ['../workflow', '../flow-file', '../sandbox', '../catalog', 'node:child_process'],
    illegal: ['axios', '../workflow/tree', '../runtime', '../editor/x', '../client', '../build/main'],
  },
];

const forms: Record<string, (what: string) => string> = {
  'import from': (what) => `import x from '${what}';`,
  'import type': (what) => `import type { x } from '${what}';`,
  'bare import': (what) => `import '${what}';`,
  'export from': (what) => `export { x } from '${what}';`,
  'export *': (what) => `export * from '${what}';`,
  'import()': (what) => `void import('${what}');`,
  'require()': (what) => `const x = require('${what}');`,
  'import = require()': (what) => `import x = require('${what}');`,
  'import type()': (what) => `type X = import('${what}').X;`,
};

describe('the import table', () => {
  for (const { files, legal, illegal } of rows) {
    it(`grants ${files} its imports and no others`, async () => {
      for (const what of legal) {
        const rules = await rulesBroken(files, `import { x } from '${what}';\nexport const y = x;\n`);
        assert.ok(!rules.includes('house/import-table'), `${what} is reported`);
      }
      for (const what of illegal) {
        const rules = await rulesBroken(files, `import { x } from '${what}';\nexport const y = x;\n`);
        assert.ok(rules.includes('house/import-table'), `${what} is not reported`);
      }
    });
  }

  for (const [name, form] of Object.entries(forms)) {
    it(`recognises ${name}`, async () => {
      assert.ok((await rulesBroken('src/workflow/snippet.ts', form('axios'))).includes('house/import-table'));
    });
  }

  it('keeps what runs on a bare clone to built-in modules', async () => {
    const broken = (what: string) => rulesBroken('src/cli/ready.cjs', `exports.x = require('${what}');`);
    assert.deepEqual(await broken('node:fs'), []);
    assert.deepEqual(await broken('zod'), ['house/import-table']);
    assert.deepEqual(await broken('./demo'), ['house/import-table']);
  });

  it('covers a new folder only when it has a row', async () => {
    assert.ok((await rulesBroken('src/brand-new/snippet.ts', 'export {};')).includes('house/import-table'));
  });

  it('allows browser globals in the editor only', async () => {
    const code = 'export const title = document.title;\n';
    for (const { files } of rows) {
      const reported = (await rulesBroken(files, code)).includes('no-restricted-globals');
      assert.equal(reported, !files.startsWith('src/editor/'), files);
    }
  });

  it('finds circular imports, of types too', async () => {
    mkdirSync(join(repoRoot, '.cache'), { recursive: true });
    const folder = mkdtempSync(join(repoRoot, '.cache/cycle-'));
    keepTrackOfFolder(folder);
    const links = { a: 'b', b: 'c', c: 'a', d: 'a' };
    for (const [name, other] of Object.entries(links)) {
      writeFileSync(
        join(folder, `${name}.ts`),
        `import type { ${other} } from './${other}';\nexport type ${name} = typeof ${other};\n`,
      );
    }
    const results = await eslint.lintFiles(join(folder, '*.ts'));
    const circular = results.filter(({ messages }) => messages.some(({ ruleId }) => ruleId === 'house/no-circles'));
    assert.deepEqual(
      circular.map(({ filePath }) => relative(folder, filePath)),
      ['a.ts', 'b.ts', 'c.ts'],
    );
  });

  it('allows no package and nothing of Node.js in the browser', () => {
    const entry = join(repoRoot, 'src/editor/main.ts');
    const { metafile } = buildSync({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      logLevel: 'error',
    });
    const inputs = Object.keys(metafile.inputs);
    assert.ok(inputs.includes('src/editor/main.ts'), inputs.join(' '));
    const allowed = /^src\/(?:editor|workflow|flow-file|usage|catalog\/facts|shared\/(?!node))/;
    assert.deepEqual(
      inputs.filter((path) => !allowed.test(path)),
      [],
    );
  });
});
