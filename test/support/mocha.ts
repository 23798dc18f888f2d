import { join } from 'node:path';
import { closeBrowser, pictureOf } from './browser/browser';
// First loaded by the main process, which removes the shared folder when it ends.
import './once-per-run';
import { reverseIfAsked } from './order';
import { killAll, run } from './processes';
import { testBegins, unfinishedCommand } from './property';
import { repoRoot } from './repo-root';

/** Mocha's main process does this once, before any file and any worker: the tests run what is built, and none builds it under another. */
export async function mochaGlobalSetup(): Promise<void> {
  await run(process.execPath, [join(repoRoot, 'src/cli/ready.cjs')]);
}

export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    reverseIfAsked(this.test!.parent!);
  },

  beforeEach(this: Mocha.Context): void {
    testBegins(this.currentTest);
  },

  /** What failed in the editor is understood soonest by looking at it. */
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    const again = unfinishedCommand();
    if (again) process.stderr.write(`${this.currentTest.fullTitle()} did not finish. To run it again:\n${again}\n`);
    await pictureOf(this.currentTest.fullTitle());
  },

  // A suite that failed half-way leaves its host or page behind; mocha would then wait for them for ever. A worker of a
  // parallel run has no end to wait for, and keeps what its next file can use.
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID !== undefined) return;
    await closeBrowser();
    killAll();
  },
};
