import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { repoRoot } from '../support/node-red/hosts';

/** Runs a line of shell in the checkout, as if pasted there; resolves with its output, without colours. */
function printed(line: string): string {
  const { MOCHA_WORKER_ID: _, PROPERTY_SEED, PROPERTY_PATH, PROPERTY_SEEDS, ...env } = process.env;
  const { stdout, stderr, status } = spawnSync('sh', ['-c', line], { cwd: repoRoot, env, encoding: 'utf8' });
  assert.ok(status !== 0, `nothing failed:\n${stdout}${stderr}`);
  return stdout + stderr;
}

const commands = (output: string) => output.match(/^ *PROPERTY_SEED=.*$/gm)?.map((line) => line.trim()) ?? [];
/** The counterexample that fast-check reports, or the test's own message. */
const found = (output: string) => output.match(/Counterexample: .*|This is seed .*|did not finish/)?.[0];

describe('A property that fails', function () {
  this.timeout(120_000);
  let output: string;
  before(() => (output = printed('npx mocha test/lint/failing-property.ts')));

  for (const title of ['made smaller', 'as it was found', 'of a seed', 'never coming to an end']) {
    it(`prints a command that finds the same case again: ${title}`, () => {
      const [command, ...others] = new Set(commands(output).filter((line) => line.includes(title)));
      assert.ok(command && others.length === 0, output);
      const again = printed(command);
      assert.match(again, /^0 passed, 1 failed$/m);
      assert.ok(found(again), again);
      assert.ok(output.includes(found(again)!), `${found(again)} is not in\n${output}`);
      assert.ok(
        commands(again).every((line) => line === command),
        again,
      );
    });
  }
});

describe('The lint rules', function () {
  this.timeout(60_000);
  const eslint = new ESLint({ cwd: repoRoot, overrideConfig: [tseslint.configs.disableTypeChecked], ignore: false });

  for (const [code, rule] of [
    ["import fc from 'fast-check';\nfc.assert(fc.property(fc.nat(), () => true));", 'no-restricted-properties'],
    ["import fc from 'fast-check';\nvoid fc.check(fc.property(fc.nat(), () => true));", 'no-restricted-properties'],
    ["import { assert } from 'fast-check';\nassert();", 'no-restricted-imports'],
    ["import * as fc from 'fast-check';\nfc.sample(fc.nat());", 'no-restricted-imports'],
    ['export const one = Math.random();', 'no-restricted-properties'],
  ] as const) {
    it(`find a random test that does not print its command: ${code.split('\n').at(-1)}`, async () => {
      const [result] = await eslint.lintText(code, { filePath: join(repoRoot, 'test/client/snippet.test.ts') });
      assert.deepEqual([...new Set(result!.messages.map(({ ruleId }) => ruleId))], [rule]);
    });
  }
});
