/** With `TEST_ORDER=reversed` the tests of each suite and the suites of each file run in reverse, since none may need another. */
export function reverseIfAsked(suite: Mocha.Suite): void {
  if (process.env.TEST_ORDER !== 'reversed') return;
  suite.tests.reverse();
  suite.suites.reverse();
  suite.suites.forEach(reverseIfAsked);
}
