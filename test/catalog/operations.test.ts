import assert from 'node:assert/strict';
import type { FieldFacts } from '../../src/catalog/facts/action-facts';
import { bodySchema, operationFacts, operations } from '../../src/catalog/operations';
import { translateToEnglish } from '../../src/catalog/facts/sentences';
import { fieldProblem, objectsIn } from '../../src/workflow/check/check-fields';

const facts = operationFacts();

/** Checks one value and everything inside it. Unknown names are left to the service. */
const passes = (field: FieldFacts, value: unknown): boolean =>
  fieldProblem(field, value, translateToEnglish) === undefined &&
  objectsIn(field, value, '').every(
    ([row]) =>
      Object.keys(row).every((name) => field.fields!.some((inner) => inner.name === name)) &&
      field.fields!.every((inner) =>
        row[inner.name] === undefined ? !inner.required : passes(inner, row[inner.name]),
      ),
  );

describe('the admin operations', () => {
  it('are spelled like their addresses, with texts for everything', () => {
    assert.ok(facts.length > 20);
    for (const { name, summary, params } of facts) {
      assert.match(name, /^(subscription|accounts|limits|webhook)\.[a-z]+[A-Za-z]*$/);
      assert.match(summary, /^[A-Z].*\.$/, name);
      for (const field of params) {
        assert.ok(field.label, `${name} ${field.name}`);
        assert.match(field.help ?? '', /\.$/, `${name} ${field.name}`);
      }
      const { nothingIsNull } = operations[name]!;
      if (nothingIsNull)
        assert.ok(
          params.some((field) => field.name === nothingIsNull && !field.required),
          name,
        );
    }
  });

  it('that only read need no confirmation, and those whose names say so do', () => {
    for (const { name, reads, confirm } of facts) {
      assert.equal(reads === true, /\.(get|deliveries|eventTypes|reveal)/.test(name), name);
      assert.ok(!(reads && confirm), name);
      if (/setSeats|disconnect|regenerate|rotate|webhook\.delete$|reset/.test(name)) assert.ok(confirm, name);
    }
  });

  it('are checked the same way before they are sent and where they arrive', () => {
    const values: unknown[] = [
      '',
      'x',
      7,
      0,
      -1,
      1001,
      1.5,
      true,
      null,
      {},
      { a: 'b' },
      { a: 1 },
      [],
      ['x'],
      [{}],
      'core',
      'fat',
    ];
    const row = { category: 'stPosts', period: 'weekly' };
    values.push(
      [row],
      [{ ...row, maxValue: 1 }],
      [{ ...row, maxValue: '1' }],
      [{ ...row, maxValue: 1, isEnabled: 'no' }],
    );
    values.push([
      { ...row, maxValue: 1 },
      { ...row, period: 'yearly', maxValue: 1 },
    ]);
    for (const { name, params } of facts) {
      for (const field of params) {
        for (const value of values) {
          const schema = bodySchema(name)!.shape[field.name]!;
          assert.equal(
            passes(field, value),
            schema.safeParse(value).success,
            `${name} ${field.name} ${JSON.stringify(value)}`,
          );
        }
      }
    }
  });
});
