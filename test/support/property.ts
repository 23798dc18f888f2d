import { relative, sep } from 'node:path';
import fc from 'fast-check';
import { shellQuoted } from '../../src/workflow/snippets';
import { repoRoot } from './node-red/hosts';

/**
 * Every test with random values goes through `withSeed` or `assertProperty`. When such a test fails, its error ends with the
 * command that runs the same case again. These environment variables choose the seeds:
 *
 * - `PROPERTY_SEED`: this one instead of another;
 * - `PROPERTY_PATH`: with a seed, only the case at this place (fast-check's path);
 * - `PROPERTY_SEEDS`: so many random ones, one after another and without a time limit.
 */
const wanted = {
  seed: process.env['PROPERTY_SEED'],
  path: process.env['PROPERTY_PATH'],
  seeds: process.env['PROPERTY_SEEDS'],
};

let test: Mocha.Test | undefined;
let unfinished: number | undefined;

/** Called by a root hook before each test. */
export function testBegins(next: Mocha.Test | undefined): void {
  test = next;
  unfinished = undefined;
}

/** How to run the current test again if it has stopped halfway, such as at its time limit. */
export const unfinishedCommand = () => (unfinished === undefined ? undefined : commandFor(unfinished));

const randomSeed = () => Math.floor(Math.random() * 2 ** 32) | 0;

/**
 * Runs a test with its usual seed (a random one by default) or with the seeds that the environment names. Resolves with
 * false when that was a single seed.
 */
export async function withSeed(run: (seed: number) => Promise<void>, usual = randomSeed()): Promise<boolean> {
  for (const seed of chosenSeeds(usual)) {
    unfinished = seed;
    try {
      await run(seed);
    } catch (error) {
      throw error instanceof PropertyError ? error : new PropertyError(error, commandFor(seed));
    } finally {
      unfinished = undefined;
    }
  }
  return wanted.seed === undefined;
}

interface Options {
  numRuns?: number;
  /** Reports the first counterexample instead of looking for a smaller one. */
  endOnFailure?: boolean;
}

/** Checks a fast-check property. Resolves with false when only a single case was run again. */
export async function assertProperty<T>(property: fc.IRawProperty<T>, options: Options = {}): Promise<boolean> {
  const { path } = wanted;
  await withSeed(async (seed) => {
    const again = path === undefined ? {} : { path, endOnFailure: true };
    const details = await fc.check(property, { ...options, seed, ...again });
    if (!details.failed) return;
    const command = commandFor(seed, details.counterexamplePath ?? undefined);
    throw new PropertyError(details.errorInstance, command, `${fc.defaultReportMessage(details)}\n\n`);
  });
  return path === undefined;
}

class PropertyError extends Error {
  // The cause is part of the text: a parallel mocha run does not pass on an error's cause.
  constructor(cause: unknown, command: string, report = '') {
    const reason = cause instanceof Error ? cause.stack : String(cause);
    super(`${report}${reason}\n\nTo run this case again:\n${command}\n`);
  }
}

function chosenSeeds(usual: number): number[] {
  if (wanted.seed !== undefined) return [Number(wanted.seed)];
  if (wanted.seeds === undefined) return [usual];
  test?.timeout(0);
  return Array.from({ length: Number(wanted.seeds) }, randomSeed);
}

/** A shell command, to be run in the checkout. */
function commandFor(seed: number, path?: string): string {
  const variables = [`PROPERTY_SEED=${seed}`, ...(path === undefined ? [] : [`PROPERTY_PATH=${path}`])];
  if (!test?.file) return `${variables.join(' ')} npx mocha`;
  const file = relative(repoRoot, test.file).split(sep).join('/');
  const title = test.fullTitle().replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
  return [...variables, 'npx mocha', shellQuoted(file), '--grep', shellQuoted(`^${title}$`)].join(' ');
}
