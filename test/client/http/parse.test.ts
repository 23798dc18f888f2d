import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSteps } from '../../../src/client/http/parse';
import { runToEnd } from '../../support/run-to-end';
import { assertProperty } from '../../support/property';

/** The parsed value, or that it is not JSON. */
function outcome(parse: () => unknown): unknown {
  try {
    return { value: parse() };
  } catch (error) {
    assert.ok(error instanceof SyntaxError);
    return 'no JSON';
  }
}

const same = (text: string, piece: number) =>
  assert.deepEqual(
    outcome(() => runToEnd(parseSteps(text, piece))),
    outcome(() => JSON.parse(text) as unknown),
  );

describe('parsing a long text', () => {
  it('returns what JSON.parse returns, however short the pieces', () => {
    return assertProperty(
      fc.property(fc.json(), fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 2), (text, piece, indent) =>
        same(JSON.stringify(JSON.parse(text), null, indent), piece),
      ),
      { numRuns: 3000 },
    );
  });

  it('refuses what JSON.parse refuses', () => {
    const noise = fc.stringMatching(/^[[\]{},:"\\ 0-9a-]{0,3}$/);
    return assertProperty(
      fc.property(
        fc.json(),
        noise,
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.integer({ min: 1, max: 12 }),
        (text, piece, at, cut, size) => {
          const from = at % (text.length + 1);
          same(text.slice(0, from) + piece + text.slice(from + cut), size);
        },
      ),
      { numRuns: 6000 },
    );
  });

  for (const text of [
    '',
    ' ',
    '[',
    '[1',
    '[1,]',
    '[,1]',
    '[1 2]',
    '[1}',
    '{"a":1]',
    '{"a":}',
    '{"a"}',
    '{a:1}',
    '{,}',
    '[[1],[2]] 3',
    '"a',
    '{"a":1,"a":2,"__proto__":[1]}',
    '["\\\\","\\""]',
  ]) {
    it(`is right about ${text || 'nothing'}`, () => [1, 2, 5].forEach((piece) => same(text, piece)));
  }

  it('yields after every piece, and survives extreme nesting', () => {
    const rows = Array.from({ length: 1000 }, (_, row) => ({ row, text: 'x'.repeat(90) }));
    const work = parseSteps(JSON.stringify({ result: { completion: { data: rows } } }), 10_000);
    let stops = 0;
    while (!work.next().done) stops += 1;
    assert.ok(stops >= 10 && stops < 25, `${stops} stops`);
    const deep = '['.repeat(2000) + ']'.repeat(2000);
    assert.equal(JSON.stringify(runToEnd(parseSteps(deep, 10))), deep);
  });
});
