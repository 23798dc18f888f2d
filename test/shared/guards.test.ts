import assert from 'node:assert/strict';
import { runInNewContext, runInThisContext } from 'node:vm';
import { errorText, isDate, isPlainObject, textOf } from '../../src/shared/guards';

describe('Values of any realm', () => {
  const realms = { 'this realm': runInThisContext, 'another realm': runInNewContext };

  for (const [realm, make] of Object.entries(realms)) {
    const cases: [code: string, kind: 'plain object' | 'date' | 'neither'][] = [
      ['({ a: 1 })', 'plain object'],
      ['Object.create(null)', 'plain object'],
      ['JSON.parse("{}")', 'plain object'],
      ['new Date(0)', 'date'],
      ['[]', 'neither'],
      ['null', 'neither'],
      ['"text"', 'neither'],
      ['new Map()', 'neither'],
      ['new Error("x")', 'neither'],
      ['new Uint8Array(1)', 'neither'],
      ['new String("x")', 'neither'],
      ['new (class Socket {})()', 'neither'],
      ['new (class Bare extends null { constructor() { return Object.create(Bare.prototype); } })()', 'neither'],
      ['Object.create({})', 'neither'],
      ['() => 1', 'neither'],
    ];
    for (const [code, kind] of cases) {
      it(`recognises that ${code} of ${realm} is ${kind === 'neither' ? 'neither plain object nor date' : `a ${kind}`}`, () => {
        const value: unknown = make(code);
        assert.deepEqual([isPlainObject(value), isDate(value)], [kind === 'plain object', kind === 'date']);
      });
    }

    it(`reads what was thrown in ${realm}`, () => {
      assert.deepEqual(
        ['new TypeError("no")', '"plain"'].map((code) => errorText(make(code))),
        ['no', 'plain'],
      );
    });
  }

  it('turns any value into text, even one whose own toString cannot be called', () => {
    assert.equal(textOf(12), '12');
    assert.equal(textOf(undefined), 'undefined');
    assert.equal(textOf({ toString: null }), '[object Object]');
    assert.equal(errorText({ toString: {} }), '[object Object]');
  });
});
