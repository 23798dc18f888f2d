import assert from 'node:assert/strict';
import { read } from './markdown';

describe('CHANGELOG.md', () => {
  const text = read('CHANGELOG.md');
  const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
  const [policy, unreleased, ...releases] = headings;
  const entries = releases.map(
    (heading) => /^\[(\d+\.\d+\.\d+)\] - (\d{4}-\d{2}-\d{2})$/.exec(heading) ?? assert.fail(heading),
  );

  it('starts with the policy and the unreleased changes', () => {
    assert.deepEqual([policy, unreleased], ['Policy', '[Unreleased]']);
  });

  it('has a date for each version, the newest first', () => {
    assert.ok(entries.length > 0);
    const dates = entries.map(([, , date]) => date!);
    assert.deepEqual(dates, [...dates].sort().reverse());
    for (const date of dates) assert.equal(new Date(date).toISOString().slice(0, 10), date);
  });

  it('groups changes as Keep a Changelog does', () => {
    const kinds = [...text.matchAll(/^### (.+)$/gm)].map(([, kind]) => kind!);
    for (const kind of kinds) assert.match(kind, /^(?:Added|Changed|Deprecated|Removed|Fixed|Security)$/);
  });

  it('has a link for each version', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string };
    assert.equal(entries[0]?.[1], version);
    for (const [, number] of entries) assert.match(text, new RegExp(`^\\[${number}\\]: https://.*v${number}$`, 'm'));
    assert.match(text, new RegExp(`^\\[unreleased\\]: https://.*v${version}\\.\\.\\.HEAD$`, 'm'));
  });
});
