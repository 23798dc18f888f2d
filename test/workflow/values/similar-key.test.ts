import assert from 'node:assert/strict';
import { translateToEnglish } from '../../../src/catalog/facts/sentences';
import { describeKey, similarKey } from '../../../src/workflow/values/similar-key';

const found = (message: object, path: (string | number)[]) => {
  const near = similarKey(message, path);
  if (!near) return undefined;
  const { key, difference } = describeKey(near, translateToEnglish);
  return `${key}, which ${difference}`;
};

describe('A key that looks like the one that is missing', () => {
  const cases: [key: string, says: string][] = [
    ['\ufeffnote', '“\\uFEFFnote”, which has a byte order mark (U+FEFF) at place 1'],
    ['note ', '“note ”, which has a space (U+0020) at place 5'],
    ['note\u00a0', '“note\\u00A0”, which has a no-break space (U+00A0) at place 5'],
    ['no\u200bte', '“no\\u200Bte”, which has a zero-width space (U+200B) at place 3'],
    ['note\r', '“note\\u000D”, which has a carriage return (U+000D) at place 5'],
    ['Note', '“Note”, which differs in upper and lower case'],
    [
      '\ufeffNOTE',
      '“\\uFEFFNOTE”, which has a byte order mark (U+FEFF) at place 1 and differs in upper and lower case',
    ],
  ];
  for (const [key, says] of cases) {
    it(`is ${says}`, () => assert.equal(found({ payload: { url: 'x', [key]: 'y' } }, ['payload', 'note']), says));
  }

  it('may be the name without characters pasted into it', () => {
    assert.equal(
      found({ payload: { note: 'y' } }, ['payload', 'note\u200b']),
      '“note”, which lacks a zero-width space (U+200B)',
    );
  });

  it('may have another kind of space between two words', () => {
    assert.equal(
      found({ 'first\u00a0name': 'y' }, ['first name']),
      '“first\\u00A0name”, which has a no-break space (U+00A0) at place 6',
    );
  });

  it('may have an accent that is a character of its own', () => {
    assert.equal(
      found({ 're\u0301sume\u0301': 'y' }, ['r\u00e9sum\u00e9']),
      '“re\u0301sume\u0301”, which is made of other characters that look the same',
    );
  });

  it('may stand anywhere on the way', () => {
    assert.equal(
      found({ payload: [{ Lead: { note: 'y' } }] }, ['payload', 0, 'lead', 'note']),
      '“Lead”, which differs in upper and lower case',
    );
  });

  it('is none that is clearly different', () => {
    for (const key of ['notes', 'no te', 'nöte', '_note', '']) {
      assert.equal(found({ payload: { [key]: 'y' } }, ['payload', 'note']), undefined, key);
    }
  });

  it('is none if nothing is missing, or its parent is', () => {
    assert.equal(found({ payload: { note: undefined, Note: 'y' } }, ['payload', 'note']), undefined);
    assert.equal(found({ payload: 'text' }, ['payload', 'note']), undefined);
    assert.equal(found({}, ['payload', 'note']), undefined);
  });
});
