'use strict';

module.exports = {
  require: ['tsx/cjs', './test/support/mocha.ts'],
  reporter: './test/support/reporter.cjs',
  // Most of a test's time in the editor is waiting.
  parallel: true,
  jobs: 2,
  timeout: 30_000,
  slow: 2_000,
  forbidOnly: Boolean(process.env.CI),
};
