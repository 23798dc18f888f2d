import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../support/node-red/hosts';

describe('docs/reliability.md', () => {
  it('names tests that exist, at least one or a command for each promise', () => {
    const text = readFileSync(join(repoRoot, 'docs/reliability.md'), 'utf8');
    const rows = text.split('\n').filter((line) => line.startsWith('| ') && !/^\| (promise|---)/.test(line));
    assert.ok(rows.length > 10);
    for (const row of rows) assert.match(row, /\]\(\.\.\/test\/|`npm run /, row);
    for (const [, path] of text.matchAll(/\]\((\.\.\/[^)]+)\)/g)) {
      assert.ok(existsSync(join(repoRoot, 'docs', path!)), `there is no ${path}`);
    }
  });
});
