import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { contextOf, coverageOf } from '../../../src/build/main';
import { withTables } from '../../../src/build/docs/readme';
import { eachField } from '../../../src/build/html/words';
import { endpoints } from '../../../src/catalog/endpoints';
import { operations } from '../../../src/catalog/operations';
import { supportedEndpoints } from '../../../src/sandbox';
import { repoRoot } from '../../support/node-red/hosts';
import { catalog, specialTypes } from '../built';

describe('docs/coverage.md', () => {
  const page = readFileSync(join(repoRoot, 'docs/coverage.md'), 'utf8');
  const rows = new Map(
    page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => [/`([^`]+)`/.exec(line)![1]!, line]),
  );

  it('is as the build makes it now (npm run build writes it)', () => {
    assert.equal(page, coverageOf(repoRoot));
  });

  it('has a row for every action, endpoint, operation and hand-written node', () => {
    const expected = [
      ...catalog.actions.map(({ type }) => type),
      ...endpoints.map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(operations),
      ...specialTypes,
    ];
    assert.deepEqual([...rows.keys()].sort(), expected.sort());
  });

  it('says of everything where it is from and how well it is known, and of each action that the sandbox supports it', () => {
    for (const [name, row] of rows) {
      if (specialTypes.includes(name)) continue;
      assert.match(row, /\| (yes|no) \| (documented|unseen|client|inferred) \| https:\/\/\S+ \|$/, name);
      if (catalog.action(name)) assert.match(row, /\| yes \| \w+ \| \S+ \|$/, name);
    }
  });

  it('tells an action whose page was not seen, which it names, from one of which no page is known', () => {
    const sources = (confidence: string) =>
      catalog.actions.flatMap(({ type }) => {
        const [, said, source] = /\| (\w+) \| (\S+) \|$/.exec(rows.get(type)!)!;
        return said === confidence ? [source] : [];
      });
    const overview = 'https://linkedapi.io/docs/actions-overview';
    assert.ok(sources('unseen').includes('https://linkedapi.io/docs/action-st-open-job'));
    assert.equal(new Set(sources('unseen')).size, sources('unseen').length);
    assert.ok(!sources('unseen').includes(overview));
    assert.deepEqual(new Set(sources('client')), new Set([overview]));
  });

  it('knows every address that the sandbox answers', () => {
    const known = [
      ...endpoints.map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(operations).map((name) => `POST /admin/${name}`),
    ];
    assert.deepEqual(
      [...supportedEndpoints()].filter((one) => !known.includes(one)),
      [],
      'src/catalog/endpoints.ts lacks these',
    );
  });
});

describe('README.md', () => {
  const readme = readFileSync(join(repoRoot, 'README.md'), 'utf8');

  it('has its tables as the build makes them now (npm run build writes them)', () => {
    const { sets, actions, catalog: known } = contextOf(repoRoot, repoRoot);
    assert.equal(readme, withTables(readme, sets, actions, known));
  });

  it('says of every parameter that a message may lack, or must not, which it is', () => {
    const row = (begin: string) => readme.split('\n').find((line) => line.startsWith(`| ${begin} |`)) ?? '';
    for (const { name, params } of catalog.actions) {
      for (const { path, field } of eachField(params)) {
        if (field.omitEmpty) assert.ok(row('words that go along').includes(`\`${path}\` (${name})`), path);
        if (field.target) assert.ok(row('whom or what it is about').includes(`\`${path}\``), path);
        if (field.filter) assert.ok(row('what narrows a search or a list').includes(`\`${path}\``), path);
        if (field.required) assert.ok(row('what is needed anyway').includes(`\`${path}\``), path);
      }
    }
  });
});
