import { closeBrowser, pictureOf } from './browser';
import { reverseIfAsked } from './order';
import { killAll } from './processes';

export const mochaHooks = {
  beforeAll(this: Mocha.Context): void {
    reverseIfAsked(this.test!.parent!);
  },

  /** What failed in the editor is understood soonest by looking at it. */
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state === 'failed') await pictureOf(this.currentTest.fullTitle());
  },

  // A suite that failed half-way leaves its host or page behind; mocha would then wait for them for ever. A worker of a
  // parallel run has no end to wait for, and keeps what its next file can use.
  async afterAll(): Promise<void> {
    if (process.env.MOCHA_WORKER_ID !== undefined) return;
    await closeBrowser();
    killAll();
  },
};
