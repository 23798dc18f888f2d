import assert from 'node:assert/strict';
import { simulatedDay } from '../support/kills/day';
import { withSeed } from '../support/property';

describe('a day of runs', () => {
  it('leaves no timer, no listener and no entry of the journal behind', async () => {
    const seen = { polls: 0, ends: new Set<string>() };
    const complete = await withSeed(async (seed) => {
      const { ended, polls, ...rest } = await simulatedDay(40, seed);
      seen.polls += polls;
      for (const end of Object.keys(ended)) seen.ends.add(end);
      const none = { unended: 0, doubleSubmissions: 0, timers: 0, waiting: 0, listeners: 0, entries: 0 };
      assert.deepEqual(rest, { runs: 40, ...none });
    }, 20261123);
    if (complete) assert.ok(seen.polls > 40 && seen.ends.size > 2, JSON.stringify([seen.polls, ...seen.ends]));
  });
});
