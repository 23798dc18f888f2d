import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runsNodeRed5, supportedVersions } from '../support/node-red/hosts';
import { repoRoot } from '../support/repo-root';
import { exists, read, rowsBelow } from './markdown';

interface Step {
  name?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}

interface Workflow {
  on: { push: { branches?: string[]; tags?: string[] } };
  permissions: Record<string, string>;
  jobs: Record<string, { steps: Step[]; strategy?: { matrix: { include: { 'node-red': string; node: number }[] } } }>;
}

interface Form {
  name: string;
  description: string;
  body: { type: string; id?: string; attributes: { label?: string; value?: string } }[];
}

const yaml = <T>(path: string) => parse(read(path)) as T;
const ci = yaml<Workflow>('.github/workflows/ci.yml');
const publish = yaml<Workflow>('.github/workflows/publish.yml');
const manifest = JSON.parse(read('package.json')) as {
  version: string;
  engines: { node: string };
  scripts: Record<string, string>;
  devDependencies: Record<string, string>;
  'node-red': { version: string };
};
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const matrix = Object.values(ci.jobs).flatMap(({ strategy }) => strategy?.matrix.include ?? []);

describe('the tests on GitHub', () => {
  const numbers = (text: string) => text.match(/\d+(?:\.\d+)?/g) ?? [];
  const rows = rowsBelow(read('CONTRIBUTING.md'), '## Which versions are supported');
  const [nodeRed = [], nodes = []] = rows.map(([, versions = '']) => numbers(versions));

  it('run on each supported Node.js with each supported Node-RED that runs on it', () => {
    const expected = supportedVersions.flatMap((version) =>
      nodes.map(Number).flatMap((node) => {
        const fits = version === '4.1' || runsNodeRed5(`${node}.99.0`);
        return fits ? [{ 'node-red': version, node }] : [];
      }),
    );
    assert.deepEqual(matrix, expected);
    assert.equal(matrix.length, 5);
  });

  it('begin with the oldest versions that the package promises to run on', () => {
    assert.deepEqual(nodeRed, [...supportedVersions]);
    assert.equal(manifest.engines.node, `>=${Math.min(...matrix.map(({ node }) => node))}`);
    assert.equal(manifest['node-red'].version, `>=${supportedVersions[0]}.0`);
    assert.ok(manifest.devDependencies['node-red']!.startsWith(`~${supportedVersions[0]}.`));
  });

  it('use the versions of the matrix', () => {
    const steps = stepsOf(ci);
    const setUp = steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'));
    assert.equal(setUp?.with?.['node-version'], '${{ matrix.node }}');
    const tested = steps.find(({ run }) => run === 'npm test');
    assert.deepEqual(tested?.env, { TEST_NODE_RED: '${{ matrix.node-red }}' });
    assert.deepEqual(ci.on.push.branches, ['main']);
    assert.deepEqual(ci.permissions, { contents: 'read' });
  });
});

describe('publishing', () => {
  const steps = stepsOf(publish);
  const at = (matches: (step: Step) => boolean) => steps.findIndex(matches);
  const isTagCheck = ({ run }: Step) => run?.includes('GITHUB_REF_NAME') ?? false;

  it('starts with a tag, and happens after the check of the tag and all tests', () => {
    assert.deepEqual(publish.on, { push: { tags: ['v*'] } });
    const order = [
      isTagCheck,
      ({ run }: Step) => run === 'npm test',
      ({ run }: Step) => /^npm publish/.test(run ?? ''),
    ];
    const places = order.map(at);
    assert.ok(!places.includes(-1));
    assert.deepEqual(
      places,
      [...places].sort((a, b) => a - b),
    );
  });

  it('has provenance', () => {
    assert.equal(publish.permissions['id-token'], 'write');
    assert.ok(steps.some(({ run }) => run?.includes('--provenance')));
  });

  it('refuses a tag that is not the version', function () {
    if (process.platform === 'win32') return this.skip();
    const check = steps.find(isTagCheck)?.run ?? '';
    const statusWith = (tag: string) =>
      spawnSync('bash', ['-e', '-c', check], {
        cwd: repoRoot,
        env: { ...process.env, GITHUB_REF_NAME: tag },
      }).status;
    assert.equal(statusWith(`v${manifest.version}`), 0);
    for (const tag of [manifest.version, `v${manifest.version}.1`, `v${manifest.version}-beta`, 'v', 'latest']) {
      assert.equal(statusWith(tag), 1, tag);
    }
  });
});

describe('the files under .github', () => {
  const scripts = [ci, publish].flatMap(stepsOf).flatMap(({ run }) => run ?? []);

  it('call scripts that exist', () => {
    const called = scripts.flatMap((run) => /^npm (?:run )?(test|start|run \S+)/.exec(run)?.[1] ?? []);
    assert.ok(called.length > 0);
    for (const name of called) assert.ok(name in manifest.scripts, name);
  });

  it('name paths that exist', () => {
    const files = readdirSync(join(repoRoot, '.github'), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.yml'))) {
      const named = read(`.github/${file}`).match(/\b(?:src|test|nodes|docs)\/[\w./-]+\w/g) ?? [];
      // The tests make it.
      for (const path of named.filter((one) => one !== 'test/artefacts')) assert.ok(exists(path), `${file}: ${path}`);
    }
  });

  it('have the update bot cover npm and the actions', () => {
    const { version, updates } = yaml<{ version: number; updates: { 'package-ecosystem': string }[] }>(
      '.github/dependabot.yml',
    );
    assert.equal(version, 2);
    assert.deepEqual(
      updates.map((one) => one['package-ecosystem']),
      ['npm', 'github-actions'],
    );
  });

  it('have forms for bugs and ideas that GitHub accepts', () => {
    for (const name of ['bug', 'idea']) {
      const form = yaml<Form>(`.github/ISSUE_TEMPLATE/${name}.yml`);
      assert.ok(form.name && form.description, name);
      const ids = form.body.flatMap(({ id }) => id ?? []);
      assert.equal(new Set(ids).size, ids.length, name);
      for (const { type, attributes } of form.body) {
        assert.match(type, /^(?:markdown|textarea|input|dropdown|checkboxes)$/);
        assert.ok(type === 'markdown' ? attributes.value : attributes.label, name);
      }
    }
  });
});

describe('.editorconfig', () => {
  it('agrees with Prettier', () => {
    const prettier = JSON.parse(read('.prettierrc.json')) as { printWidth: number };
    assert.match(read('.editorconfig'), new RegExp(`^max_line_length = ${prettier.printWidth}$`, 'm'));
  });
});
