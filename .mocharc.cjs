'use strict';

module.exports = {
  require: ['tsx/cjs', './test/support/mocha.ts'],
  reporter: './test/support/reporter.cjs',
  // Most of a test's time in the editor is waiting.
  parallel: true,
  jobs: 3,
  // Ends what hangs: nothing takes that long, not on a busy machine and not with Node-RED 5 to be installed first.
  timeout: 300_000,
  slow: 2_000,
  forbidOnly: Boolean(process.env.CI),
};
