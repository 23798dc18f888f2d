import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assertProperty, withSeed } from '../support/property';
import { forAll } from '../support/flows/trees';

// Run by properties.test.ts; its name excludes it from the suite.
describe('Properties that fail (on purpose)', () => {
  it('of a value that is made smaller: it’s $1', () =>
    assertProperty(fc.property(fc.array(fc.integer()), (numbers) => assert.ok(numbers.every((one) => one < 1000)))));

  it('of a value as it was found', () => forAll((dice) => assert.notEqual(dice.integer(0, 20), 7), 1000));

  it('of a seed', () => withSeed((seed) => Promise.reject(new Error(`This is seed ${seed}`))));

  it('by never coming to an end', function () {
    this.timeout(50);
    return assertProperty(fc.asyncProperty(fc.integer(), () => new Promise<void>(() => undefined)));
  });
});
