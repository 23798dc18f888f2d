import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

  it('has a row for every action, endpoint, operation and hand-written node', () => {
    const expected = [
      ...catalog.actions.map(({ type }) => type),
      ...endpoints.map(({ method, path }) => `${method} ${path}`),
      ...Object.keys(operations),
      ...specialTypes,
    ];
    assert.deepEqual([...rows.keys()].sort(), expected.sort());
  });

  it('gives the source and certainty of everything, and whether the sandbox supports each action', () => {
    for (const [name, row] of rows) {
      if (specialTypes.includes(name)) continue;
      assert.match(row, /\| (yes|no) \| (documented|unseen|client|inferred) \| https:\/\/\S+ \|$/, name);
      if (catalog.action(name)) assert.match(row, /\| yes \| \w+ \| \S+ \|$/, name);
    }
  });

  it('distinguishes an action whose page was not seen from one without a known page', () => {
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

  it('has every address that the sandbox answers', () => {
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
