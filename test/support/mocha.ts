import { join } from 'node:path';
import { closeBrowser, pictureOf } from './browser/browser';
// First loaded by the main process, which removes the shared folder when it ends.
import './once-per-run';
import { reverseIfAsked } from './order';
import { killAll, run } from './processes';
import { testBegins, unfinishedCommand } from './property';
import { repoRoot } from './repo-root';

/** Run once by Mocha's main process, before any file or worker: tests use the build, and none may rebuild it while another runs. */
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

  /** A screenshot explains a failure in the editor best. */
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state !== 'failed') return;
    const again = unfinishedCommand();
    if (again) process.stderr.write(`${this.currentTest.fullTitle()} did not finish. To run it again:\n${again}\n`);
    await pictureOf(this.currentTest.fullTitle());
  },

  // A suite that failed half-way leaves its host or page open, and mocha would wait for them forever. A worker of a
  // parallel run is ended by mocha, and keeps what its next file can use.
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID !== undefined) return;
    await closeBrowser();
    killAll();
  },
};
