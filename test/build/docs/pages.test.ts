import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { roomParts } from '../../../src/build/docs/rooms';
import { catalogTables, withGenerated } from '../../../src/build/docs/tables';
import { eachField } from '../../../src/build/html/words';
import { contextOf, pages } from '../../../src/build/main';
import { repoRoot } from '../../support/repo-root';
import { catalog } from '../built';

const page = (name: string) => readFileSync(join(repoRoot, 'docs', name), 'utf8');

describe('the generated parts of the pages', () => {
  it('are up to date (npm run build writes them)', async () => {
    for (const [path, { now, current }] of await pages(repoRoot)) assert.equal(now, current, path);
  });

  it('are each on one page', async () => {
    const { sets, actions, catalog: known } = contextOf(repoRoot, repoRoot);
    const names = Object.keys({ ...catalogTables(sets, actions, known), ...(await roomParts(repoRoot)) });
    const all = [...(await pages(repoRoot)).values()].map(({ now }) => now).join('\n');
    const used = [...all.matchAll(/<!-- generated: ([\w-]+) -->/g)].map(([, name]) => name);
    assert.deepEqual(used.sort(), names.sort());
    assert.equal(all.split('<!-- end -->').length - 1, used.length);
  });

  it('have names that are known', () => {
    assert.throws(() => withGenerated('<!-- generated: nonsense -->\n<!-- end -->', {}), /nonsense/);
  });

  it('say of every parameter what happens when a message lacks it', () => {
    const lines = page('values.md').split('\n');
    const row = (begin: string) => lines.find((line) => line.startsWith(`| ${begin} |`)) ?? '';
    for (const { name, params } of catalog.actions) {
      for (const { path, field } of eachField(params)) {
        if (field.omitEmpty) assert.ok(row('optional text').includes(`\`${path}\` (${name})`), path);
        if (field.target) assert.ok(row('the target').includes(`\`${path}\``), path);
        if (field.filter) assert.ok(row('a filter').includes(`\`${path}\``), path);
        if (field.required) assert.ok(row('required').includes(`\`${path}\``), path);
      }
    }
  });

  it('have the import table and the picture of the rooms from the lint rule', async () => {
    const parts = await roomParts(repoRoot);
    const source = readFileSync(join(repoRoot, 'test/lint/import-table.mjs'), 'utf8');
    const rows = [...source.matchAll(/\brow: '([^']+)'/g)].map(([, row]) => row);
    assert.ok(rows.length > 5);
    for (const row of rows) {
      assert.ok(parts['import-table'].includes(`\n| \`${row}\` |`), row);
      assert.ok(parts.rooms.includes(`["${row}"]`), row);
    }
  });
});
