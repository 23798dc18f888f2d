'use strict';

module.exports = {
  require: ['tsx/cjs', './test/support/cleanup.ts'],
  spec: ['test/**/*.test.ts'],
  reporter: './test/support/reporter.cjs',
  timeout: 10_000,
  slow: 2_000,
  forbidOnly: Boolean(process.env.CI),
};
