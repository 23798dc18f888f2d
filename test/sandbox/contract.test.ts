import assert from 'node:assert/strict';
import { z } from 'zod';
import type { Action, Example } from '../../src/catalog/define';
import { readings } from '../../src/sandbox';
import { actions, envelopes, Served } from '../support/service/served';

/** Every row an action may return, strictly; `then` is the workflow's, not the action's. */
function rowSchema(action: Action) {
  return z.strictObject({ ...action.result.shape, then: z.unknown().optional() });
}

function firstOf(example: Example, type: string): Example | undefined {
  if (example.actionType === type) return example;
  for (const child of [example.then ?? []].flat()) {
    const found = firstOf(child, type);
    if (found) return found;
  }
  return undefined;
}

describe('sandbox: every action', () => {
  for (const reading of readings) {
    describe(`reading ${reading}`, () => {
      let served: Served;
      before(async () => {
        served = await Served.start({ reading });
      });
      after(() => served.close());

      for (const action of actions) {
        it(`${action.type}: the example runs and gives what the action says`, async () => {
          const completion = await served.complete(action.example);
          const found = envelopes(completion);
          const own = found.find(({ actionType }) => actionType === action.type);
          if (action.loop && reading === 'B') return assert.equal(own, undefined);
          assert.ok(own, 'the action has no result');
          for (const { success, error } of found) assert.equal(success, true, JSON.stringify(error));
          const label = firstOf(action.example, action.type)?.['label'];
          assert.equal(own.label, label);
          const { kind } = action.result;
          const data = own.data as unknown;
          if (kind === 'list') {
            assert.ok(Array.isArray(data) && data.length > 0, 'the example finds nothing');
            for (const row of data) rowSchema(action).parse(row);
          } else if (kind === 'object') {
            rowSchema(action).parse(data);
          } else {
            assert.deepEqual(Object.keys(data ?? { then: 0 }), ['then']);
          }
        });
      }
    });
  }
});
