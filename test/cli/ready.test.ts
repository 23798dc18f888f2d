import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npm } from '../support/npm';
import { repoRoot } from '../support/repo-root';
import { keepTrackOfFolder } from '../support/processes';

const build = `
  const { mkdirSync, writeFileSync } = require('node:fs');
  if (process.env.BROKEN) throw new Error('no such luck');
  mkdirSync('dist', { recursive: true });
  for (const file of ['dist/set.js', 'dist/set.html']) writeFileSync(file, '');
`;

describe('ready', () => {
  const root = mkdtempSync(join(tmpdir(), 'linkedapi-ready-'));
  keepTrackOfFolder(root);
  let bare: ReturnType<typeof ready>;
  const script = join(root, 'src/cli/ready.cjs');

  function ready(env: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [script], {
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
    assert.equal(stdout, '');
    return { status, said: stderr };
  }

  function write(path: string, content: unknown): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content));
  }

  // Newer than the build by its timestamp, without waiting a second.
  function touch(path: string): void {
    const built = statSync(join(root, 'dist/set.js')).mtimeMs / 1000;
    utimesSync(join(root, path), built + 10, built + 10);
  }

  before(async () => {
    cpSync(join(repoRoot, 'src/cli/ready.cjs'), script, { recursive: true });
    write('package.json', {
      dependencies: { neighbour: 'file:neighbour' },
      scripts: { build: 'node build.js' },
      'node-red': { nodes: { set: 'dist/set.js' } },
    });
    write('neighbour/package.json', { name: 'neighbour', version: '1.0.0' });
    write('build.js', build);
    write('examples/reference/generated.json', '[]');
    await npm(['install', '--package-lock-only', '--no-audit', '--offline'], root);
    bare = ready();
  });

  it('installs and builds a bare clone, in one line each', () => {
    const { status, said } = bare;
    assert.equal(status, 0, said);
    assert.match(said, /^Installing [^\n]*…\nBuilding [^\n]*…\n$/);
    assert.ok(statSync(join(root, 'node_modules/neighbour')).isDirectory());
  });

  it('does nothing, silently, if nothing is needed', () => {
    assert.deepEqual(ready(), { status: 0, said: '' });
  });

  it('builds when a source is newer than the build, or a published file is missing', () => {
    touch('src/cli/ready.cjs');
    assert.match(ready().said, /^Building/);
    rmSync(join(root, 'dist/set.html'));
    utimesSync(script, 0, 0);
    assert.match(ready().said, /^Building/);
    assert.equal(ready().said, '');
  });

  it('does not build for the examples that the build writes itself', () => {
    touch('examples/reference/generated.json');
    touch('examples/reference');
    assert.equal(ready().said, '');
  });

  it('installs when the lock file requires another version', () => {
    write('node_modules/.package-lock.json', { packages: {} });
    assert.match(ready().said, /^Installing/);
    assert.equal(ready().said, '');
  });

  it('shows why a step failed, and fails', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    const { status, said } = ready({ BROKEN: 'yes' });
    assert.equal(status, 1);
    assert.match(said, /no such luck/);
    assert.match(said, /Building failed\.\n$/);
    assert.match(ready().said, /^Building/);
  });
});
