import assert from 'node:assert/strict';
import { codeSpans, exists, pages, read, rowsBelow } from './markdown';

const manifest = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
const text = read('CONTRIBUTING.md');

/** Whether it looks like a path of the repository. */
const isPath = (code: string) =>
  /^(?:src|test|nodes|docs|examples|bench|soak|icons|\.github)(?:\/[\w./-]*)?$/.test(code);

describe('CONTRIBUTING.md', () => {
  it('answers each question with a path or two that exist', () => {
    const rows = rowsBelow(text, '## Where to change what');
    const asked = rows.map(([question]) => question);
    for (const wanted of [
      'add an action',
      'add a hand-written node',
      'add a setting of the run node',
      'add a check',
      'add a retry rule',
      'translate a sentence',
    ]) {
      assert.ok(asked.includes(wanted), wanted);
    }
    for (const [question, answer = ''] of rows) {
      const paths = codeSpans(answer);
      assert.ok(paths.length === 1 || paths.length === 2, question);
      assert.deepEqual(
        paths.filter((path) => !exists(path)),
        [],
        question,
      );
    }
  });

  it('has a section for each question that needs more than a path', () => {
    for (const [question = ''] of rowsBelow(text, '## Where to change what').slice(0, 6)) {
      assert.ok(text.includes(`\n### ${question[0]!.toUpperCase()}${question.slice(1)}\n`), question);
    }
  });

  it('lists every command for people', () => {
    const parts = ['types', 'lint', 'format', 'dead'];
    const own = Object.keys(manifest.scripts).filter((name) => !/^(?:pre|post)/.test(name) && !parts.includes(name));
    const listed = rowsBelow(text, '## Commands').flatMap(([command = '']) => codeSpans(command));
    for (const name of own) {
      const forms = new RegExp(`^npm (?:run (?:--silent )?)?${name}( |$)`);
      assert.ok(
        listed.some((command) => forms.test(command)),
        name,
      );
    }
  });
});

describe('every page', () => {
  for (const page of pages) {
    it(`${page} names paths and commands that exist`, () => {
      const code = codeSpans(read(page));
      // The import table names modules without their ending.
      assert.deepEqual(
        code.filter((one) => isPath(one) && !exists(one) && !exists(`${one}.ts`)),
        [],
      );
      const fenced = [...read(page).matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, lines]) => lines!.split('\n'));
      const scripts = [...code, ...fenced].flatMap((one) => /^npm run (?:--silent )?([\w:]+)/.exec(one)?.[1] ?? []);
      assert.deepEqual(
        scripts.filter((name) => !(name in manifest.scripts)),
        [],
      );
    });
  }
});
