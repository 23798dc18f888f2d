import assert from 'node:assert/strict';
import { z } from 'zod';
import { errorsOf } from '../../support/flows/checks';
import { illegalValues } from '../../support/flows/illegal-values';
import { facts, fieldsOf, forAll, loaded, put } from '../../support/flows/trees';

const junk: unknown[] = [
  null,
  '',
  ' ',
  'x',
  'true',
  '7',
  0,
  -1,
  0.5,
  7,
  1e9,
  2 ** 60,
  Number.NaN,
  Infinity,
  true,
  [],
  [''],
  ['x'],
  [['x']],
  [7],
  [null],
  {},
  { unknown: 1 },
  '2026-02-30',
  '2026-13-01',
  'https://example.com/in/a',
  'https://www.linkedin.com/in/',
  'https://www.linkedin.com.example.com/in/a',
  'a@b',
  'x'.repeat(5000),
];

/** The schema of a field, inside groups too. */
function schemaAt(type: string, path: string): z.ZodType {
  const params = loaded.find(({ action }) => action.type === type)!.action.params;
  return path.split('.').reduce<z.ZodType>((schema, key) => {
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    if (!(inner instanceof z.ZodArray)) return (inner as z.ZodObject).shape[key] as z.ZodType;
    const row = inner.element as z.ZodType;
    return row instanceof z.ZodUnion ? (row.options[1] as z.ZodType) : row;
  }, z.object(params));
}

describe('check and schema agree about every value', () => {
  for (const { type, params } of facts.filter(({ params }) => params.length > 0)) {
    it(type, () => {
      return forAll((dice) => {
        for (const { path, field } of fieldsOf(params)) {
          for (const value of [dice.value(field), ...illegalValues(field), ...junk]) {
            const node = { ...dice.node(type, true), params: {} };
            put(node.params, path, value);
            const passes = !errorsOf([node]).some(({ rule }) => rule === 'field');
            // The check accepts a parameter that a newer service may know.
            const unknown = field.kind === 'group' && typeof value === 'object' && value !== null && 'unknown' in value;
            assert.equal(passes, unknown || schemaAt(type, path).safeParse(value).success, `${path} ${String(value)}`);
          }
        }
      }, 3);
    });
  }
});
