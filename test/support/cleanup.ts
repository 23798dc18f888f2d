import { closeBrowser, pictureOf } from './browser';
import { killAll } from './processes';

export const mochaHooks = {
  /** What failed in the editor is understood soonest by looking at it. */
  async afterEach(this: Mocha.Context): Promise<void> {
    if (this.currentTest?.state === 'failed') await pictureOf(this.currentTest.fullTitle());
  },

  // A suite that failed half-way leaves its host or page behind; mocha would then wait for them for ever.
  async afterAll(): Promise<void> {
    await closeBrowser();
    killAll();
  },
};
