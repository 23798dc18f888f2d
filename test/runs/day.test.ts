import assert from 'node:assert/strict';
import { simulatedDay } from '../support/day';

describe('a day of runs', () => {
  it('leaves no timer, no listener and no entry of the journal behind', async () => {
    const { ended, polls, ...rest } = await simulatedDay(40, 20261123);
    assert.ok(polls > 40 && Object.keys(ended).length > 2);
    const none = { unended: 0, doubleSubmissions: 0, timers: 0, waiting: 0, listeners: 0, entries: 0 };
    assert.deepEqual(rest, { runs: 40, ...none });
  });
});
