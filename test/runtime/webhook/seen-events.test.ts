import assert from 'node:assert/strict';
import { SeenEvents } from '../../../src/runtime/webhook/seen-events';

const day = 24 * 60 * 60_000;

describe('the events that a webhook node has seen', () => {
  let now: number;
  let full: number;
  let seen: SeenEvents;
  beforeEach(() => {
    [now, full, seen] = [0, 0, new SeenEvents(3, () => now)];
  });
  const take = (id: string) => seen.take(id, () => (full += 1));

  it('are known for a day', () => {
    assert.equal(take('a'), 'new');
    now = day - 1;
    assert.deepEqual([take('a'), take('b')], ['again', 'new']);
    now = day;
    assert.deepEqual([take('c'), take('a'), take('b')], ['new', 'new', 'again']);
    assert.equal(full, 0);
  });

  it('are forgotten earlier only if there are too many, with a warning', () => {
    for (const id of ['a', 'b', 'c']) assert.equal(take(id), 'new');
    assert.equal(full, 0);
    assert.equal(take('d'), 'new');
    assert.equal(full, 1);
    assert.deepEqual([take('b'), take('a')], ['again', 'new']);
    assert.equal(full, 2);
  });
});
