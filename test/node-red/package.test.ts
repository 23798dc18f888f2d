import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { repoRoot } from '../support/node-red/hosts';
import { installedTarball, packedTarball } from '../support/node-red/package';

interface Manifest {
  name: string;
  version: string;
  keywords: string[];
  type: string;
  license: string;
  engines: { node: string };
  repository?: { url: string };
  bugs?: { url: string };
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  'node-red': { version: string; nodes: Record<string, string> };
}

const packageName = '@linkedapi-community/node-red';

/** Rules with a letter and a number are those of Node-RED's scorecard, https://flows.nodered.org/scorecard */
describe('the packed package', () => {
  let modules: string;
  let root: string;
  let manifest: Manifest;
  let files: string[];

  before(async () => {
    modules = join(await installedTarball(), 'node_modules');
    root = join(modules, packageName);
    manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
    files = filesIn(root);
  });

  it('has a licence, an address for bugs, and a scope (P01, P03, P04)', () => {
    assert.equal(manifest.license, 'MIT');
    assert.match(readFileSync(join(root, 'LICENSE'), 'utf8'), /^MIT License/);
    assert.match(manifest.repository?.url ?? '', /^git\+https:\/\/github\.com\/linkedapi-community\/node-red\.git$/);
    assert.match(manifest.bugs?.url ?? '', /^https:\/\/github\.com\//);
    assert.equal(manifest.name, packageName);
  });

  it('has the keyword by which the catalogue of nodes finds it, and says that its files are CommonJS (P05)', () => {
    assert.ok(manifest.keywords.includes('node-red'));
    assert.equal(manifest.type, 'commonjs');
  });

  it('says which Node-RED and which Node.js it runs on, including the current ones (P06, P07)', () => {
    assert.deepEqual(
      ['4.0.9', '4.1.0', '4.1.15', '5.0.7'].map((version) => satisfies(version, manifest['node-red'].version)),
      [false, true, true, true],
    );
    assert.deepEqual(
      ['18.20.0', '20.0.0', '22.9.0', '24.0.0'].map((version) => satisfies(version, manifest.engines.node)),
      [false, true, true, true],
    );
  });

  it('depends on axios and zod only, which have few dependencies (D01, D02)', () => {
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), ['axios', 'zod']);
    const installed = readdirSync(modules).filter((name) => !/^[.@]/.test(name));
    assert.ok(installed.length < 40, installed.join());
    assert.ok(!installed.includes('node-red'));
    // Old versions of it break the https module for the whole process.
    const agent = join(modules, 'agent-base/package.json');
    if (existsSync(agent)) {
      const { version } = JSON.parse(readFileSync(agent, 'utf8')) as { version: string };
      assert.ok(Number.parseInt(version, 10) >= 6, `agent-base ${version}`);
    }
  });

  it('contains what users need, and nothing of its development', () => {
    const top = new Set(files.map((file) => file.split('/')[0]));
    assert.deepEqual([...top].sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'examples', 'package.json']);
    const kinds = /\.(js|html|json|svg|md)$|^LICENSE$/;
    const strange = files.filter(
      (file) =>
        !kinds.test(file) ||
        /\.(test|map|d)\.|(^|\/)(test|bench|build|cli|editor)\//.test(
          file.replace(/src\/cli\/(?:linkedapi-flow|file-text)\.js/, ''),
        ),
    );
    assert.deepEqual(strange, []);
    for (const folder of ['examples/recipes', 'examples/reference']) {
      const packed = files.filter((file) => dirname(file) === folder).map((file) => file.split('/').at(-1));
      assert.deepEqual(packed.sort(), readdirSync(join(repoRoot, folder)).sort());
    }
  });

  it('has its html, locales and icons next to each set of nodes', () => {
    for (const js of Object.values(manifest['node-red'].nodes)) {
      const html = js.replace(/\.js$/, '.html');
      const [folder, set] = [dirname(js), js.split('/').at(-1)!.replace(/\.js$/, '')];
      const needed = [js, html, `${folder}/locales/en-US/${set}.json`, `${folder}/locales/en-US/${set}.html`];
      const icons = [...readFileSync(join(root, html), 'utf8').matchAll(/icon: ?["']([\w-]+\.svg)["']/g)];
      assert.ok(icons.length > 0, html);
      for (const [, icon] of icons) needed.push(`${folder}/icons/${icon}`);
      assert.deepEqual(
        needed.filter((file) => !files.includes(file)),
        [],
      );
    }
  });

  it('requires nothing that is not packed or a dependency, and packs no code that nothing requires', () => {
    const sets = Object.values(manifest['node-red'].nodes);
    // The sandbox finds the action files by itself.
    const actions = files.filter((file) => /^dist\/nodes\/[^/]+\/[^/]+\.js$/.test(file));
    const reached = new Set<string>();
    const foreign = new Set<string>();
    const visit = (file: string) => {
      if (reached.has(file)) return;
      assert.ok(files.includes(file), `${file} is required but not packed`);
      reached.add(file);
      if (!file.endsWith('.js')) return;
      for (const [, wanted = ''] of readFileSync(join(root, file), 'utf8').matchAll(/\brequire\(["']([^"']+)["']\)/g)) {
        if (wanted.startsWith('.')) visit(resolved(file, wanted));
        else foreign.add(wanted);
      }
    };
    [...sets, ...actions, ...Object.values(manifest.bin)].forEach(visit);
    // The command reads it.
    reached.add('dist/src/catalog/facts/actions.json');
    const bare = [...foreign].filter((name) => !builtinModules.includes(name.replace(/^node:/, '')));
    assert.deepEqual(
      bare.map((name) => name.split('/')[0]).filter((name) => !(name! in manifest.dependencies)),
      [],
    );
    assert.deepEqual(
      files.filter((file) => file.endsWith('.js') && !reached.has(file)),
      [],
    );
  });

  it('is small: packed under 1 MB, unpacked under 3.5 MB, in at most 400 files', async () => {
    const bytes = files.map((file) => statSync(join(root, file)).size).reduce((sum, size) => sum + size, 0);
    const packed = statSync(await packedTarball()).size;
    assert.ok(packed < 1_000_000, `${packed} bytes packed`);
    assert.ok(bytes < 3_500_000, `${bytes} bytes unpacked`);
    assert.ok(files.length <= 400, `${files.length} files`);
  });

  it('has the version of the newest entry in the change log', () => {
    const [, newest] = /^## \[?(\d+\.\d+\.\d+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')) ?? [];
    assert.equal(newest, manifest.version);
  });

  function resolved(from: string, wanted: string): string {
    const path = relative(root, join(root, dirname(from), wanted)).replaceAll('\\', '/');
    return [path, `${path}.js`, `${path}.json`, `${path}/index.js`].find((one) => files.includes(one)) ?? path;
  }
});

/** Paths below a folder, with slashes. */
function filesIn(folder: string, prefix = ''): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = prefix + entry.name;
    return entry.isDirectory() ? filesIn(join(folder, entry.name), `${path}/`) : [path];
  });
}

/** For ranges in the one form that the manifest uses. */
function satisfies(version: string, range: string): boolean {
  const [, least] =
    /^>=(\d+(?:\.\d+){0,2})$/.exec(range) ?? assert.fail(`${range} is no range with a lower bound only`);
  const numbers = (text: string) => [...text.split('.').map(Number), 0, 0].slice(0, 3);
  const [have, need] = [numbers(version), numbers(least!)];
  const index = have.findIndex((number, at) => number !== need[at]);
  return index === -1 || have[index]! > need[index]!;
}
