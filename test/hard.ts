import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fonts } from './support/browser/fonts';
import { repoRoot } from './support/repo-root';

/** The result of one run of mocha. */
interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  ended: boolean;
}

interface Pass {
  name: string;
  run: () => Promise<Outcome[]>;
}

const logs = join(repoRoot, 'test/artefacts/hard');
const files = readdirSync(join(repoRoot, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file.replaceAll('\\', '/')}`)
  .sort();
/** Those that open a browser. */
const drawing = files.filter((file) => /support\/(browser|canvas)'/.test(readFileSync(join(repoRoot, file), 'utf8')));

/** Runs mocha with some files in a process of its own; its output is saved under the name. */
async function mocha(name: string, args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  const log = createWriteStream(join(logs, `${name.replace(/[^\w.]+/g, '-')}.log`));
  const child = spawn(process.execPath, [require.resolve('mocha/bin/mocha.js'), ...args], {
    cwd: repoRoot,
    env: { ...process.env, ...env },
  });
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      last = (last + text).slice(-500);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  log.end();
  const [, passed, failed, skipped] = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/m.exec(last) ?? [];
  return {
    passed: Number(passed ?? 0),
    failed: Number(failed ?? 0),
    skipped: Number(skipped ?? 0),
    ended: code === 0 && passed !== undefined,
  };
}

/** Keeps every core busy. */
async function besideBusyLoops<T>(run: () => Promise<T>): Promise<T> {
  const loops = Array.from({ length: availableParallelism() }, () => spawn(process.execPath, ['-e', 'for (;;);']));
  try {
    return await run();
  } finally {
    for (const loop of loops) loop.kill('SIGKILL');
  }
}

/** Each file in a process of its own, one per core at a time. */
async function eachAlone(): Promise<Outcome[]> {
  const waiting = [...files];
  const outcomes: Outcome[] = [];
  const seconds = new Map<string, number>();
  const worker = async () => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const start = Date.now();
      const outcome = await mocha(`alone ${file}`, ['--no-parallel', file]);
      seconds.set(file, (Date.now() - start) / 1000);
      if (!outcome.ended) console.log(`  ${file} alone: ${outcome.failed} failed`);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const slowest = [...seconds].sort(([, a], [, b]) => b - a).slice(0, 15);
  for (const [file, took] of slowest) console.log(`  ${took.toFixed(0).padStart(4)} s  ${file}`);
  return outcomes;
}

const whole = (name: string) => async () => [await mocha(name, files)];
const passes: Pass[] = [
  ...[1, 2, 3].map((time) => ({ name: `quiet ${time}`, run: whole(`quiet ${time}`) })),
  ...[1, 2].map((time) => ({ name: `busy ${time}`, run: () => besideBusyLoops(whole(`busy ${time}`)) })),
  { name: 'alone', run: eachAlone },
  {
    name: 'reversed',
    run: async () => [await mocha('reversed', [...files].reverse(), { TEST_ORDER: 'reversed' })],
  },
  ...fonts.map((font) => ({ name: font, run: async () => [await mocha(font, drawing, { TEST_FONT: font })] })),
];

/**
 * The tests under hard conditions: three times, twice with busy cores, each file alone, everything in reverse, and the tests that
 * draw, in each font alone. With names, only the passes that start with one of them.
 */
async function main(wanted: readonly string[]): Promise<void> {
  mkdirSync(logs, { recursive: true });
  let failures = 0;
  for (const { name, run } of passes.filter(
    (pass) => wanted.length === 0 || wanted.some((w) => pass.name.startsWith(w)),
  )) {
    const start = Date.now();
    const outcomes = await run();
    const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0);
    const broken = sum(({ ended }) => (ended ? 0 : 1));
    failures += broken;
    const minutes = ((Date.now() - start) / 60_000).toFixed(1);
    const skipped = sum((one) => one.skipped);
    console.log(
      `${name}: ${sum((one) => one.passed)} passed, ${sum((one) => one.failed)} failed${skipped ? `, ${skipped} skipped` : ''}, ` +
        `${broken} of ${outcomes.length} runs not passed, ${minutes} min`,
    );
  }
  if (failures > 0) {
    console.log(`What failed is in ${logs}`);
    process.exitCode = 1;
  }
}

void main(process.argv.slice(2));
