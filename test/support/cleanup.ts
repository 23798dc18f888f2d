import { closeBrowser } from './browser';
import { killAll } from './processes';

// A suite that failed half-way leaves its host or page behind; mocha would then wait for them for ever.
export const mochaHooks = {
  async afterAll(): Promise<void> {
    await closeBrowser();
    killAll();
  },
};
