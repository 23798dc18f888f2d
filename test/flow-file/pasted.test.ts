import assert from 'node:assert/strict';
import { readPasted, UnreadableText } from '../../src/flow-file/pasted';

const search = { actionType: 'st.searchPeople', term: 'engineer', limit: 3 };
const json = JSON.stringify(search, null, 2);

describe('pasted text', () => {
  for (const [what, text, wrappers] of [
    ['JSON', json, []],
    ['JSON with a byte order mark and no-break spaces', `\uFEFF${json.replaceAll('  ', '\u00A0\u00A0')}`, []],
    ['a fenced block among other words', `Here it is:\n\n\`\`\`json\n${json}\n\`\`\`\nDone.`, []],
    ['a wrapper', JSON.stringify({ definition: search }), ['definition']],
    ['a text in a wrapper', JSON.stringify({ workflowDefinition: json }), ['workflowDefinition']],
    ['wrappers in wrappers', JSON.stringify({ id: 1, arguments: { workflow: search } }), ['arguments', 'workflow']],
    [
      'an object literal with comments, trailing commas and quotes of all kinds',
      "{ // people\n actionType: 'st.searchPeople', 'term': `engineer`, limit: 3, /* few */ }",
      [],
    ],
  ] as const) {
    it(`may be ${what}`, () => {
      assert.deepEqual(readPasted(text), { document: search, wrappers });
    });
  }

  it('may be a list, and keeps texts as they are', () => {
    const text = "[{ actionType: 'st.createPost', text: 'It\\'s \\u0041\\nhere: {a, b,}', },]";
    assert.deepEqual(readPasted(text).document, [{ actionType: 'st.createPost', text: "It's A\nhere: {a, b,}" }]);
  });

  it('is not unwrapped if it is unclear what is meant', () => {
    const both = { one: search, other: search };
    assert.deepEqual(readPasted(JSON.stringify(both)), { document: both, wrappers: [] });
  });

  for (const [what, text, line, column] of [
    ['a variable', '{\n  actionType: type\n}', 2, 15],
    ['a missing comma', "{\n  actionType: 'a'\n  limit: 3\n}", 3, 3],
    ['a call', "{ actionType: f('a') }", 1, 16],
    ['a missing end', "{ actionType: 'a'", 1, 15],
    ['two commas', '{ "a": 1,, "b": 2 }', 1, 10],
    ['plain words', 'search people', 1, 1],
  ] as const) {
    it(`names the place of ${what}`, () => {
      assert.throws(
        () => readPasted(text),
        (error) => error instanceof UnreadableText && error.line === line && error.column === column,
      );
    });
  }
});
