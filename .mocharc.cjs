'use strict';

module.exports = {
  require: ['tsx/cjs', './test/support/cleanup.ts'],
  reporter: './test/support/reporter.cjs',
  timeout: 30_000,
  slow: 2_000,
  forbidOnly: Boolean(process.env.CI),
};
