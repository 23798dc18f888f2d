import assert from 'node:assert/strict';
import { account, action, probe, run, tab } from '../../support/flows/flows';
import { completing, linkedApi } from '../../support/service/linked-api-double';
import { nodeRed } from '../../support/node-red/running-flows';

describe('A long completion', () => {
  const nr = nodeRed();
  const service = linkedApi();

  it('is read and sent in pieces, between which other work is done', async () => {
    const found = Array.from({ length: 2000 }, (_, index) => ({
      name: `Person ${index}`,
      about: 'x'.repeat(900),
      then: { actionType: 'st.openPersonPage', label: 'page', success: true, data: { name: `P ${index}` } },
    }));
    service.answer(completing(() => ({ actionType: 'st.searchPeople', success: true, data: found })));
    const tree = [
      action('st.searchPeople', 'search', ['loop'], { params: { term: 'x' } }),
      action('st.doForPeople', 'loop', ['page']),
      action('st.openPersonPage', 'page', [], { label: 'page' }),
    ];
    const flow = [
      run(['search'], { completion: ['done'], labels: { page: ['p'] } }),
      ...tree,
      probe('done'),
      probe('p'),
    ];
    await nr.deploy([account(service.url), ...tab('t', ...flow)]);
    const busiest = { parsed: 0, made: 0, arrived: 0 };
    let turn = { parsed: 0, made: 0, arrived: 0 };
    const count = (what: keyof typeof turn, much: number) =>
      (busiest[what] = Math.max(busiest[what], (turn[what] += much)));
    const spies = [
      // Every message contains a clone of the input.
      spyOn(nr.runtime().util, 'cloneMessage', () => count('made', 1)),
      spyOn(JSON, 'parse', (text) => count('parsed', (text as string).length)),
    ];
    let watching = true;
    const next = () => {
      turn = { parsed: 0, made: 0, arrived: 0 };
      if (watching) setImmediate(next);
    };
    next();
    try {
      nr.node('p').on('input', () => count('arrived', 1));
      await nr.run({ own: {} });
    } finally {
      watching = false;
      for (const restore of spies) restore();
    }
    const [done] = nr.payloads('done') as [{ data: unknown[] }];
    assert.deepEqual([nr.at('p').length, done.data.length], [2000, 2000]);
    assert.ok(JSON.stringify(done).length > 2_000_000);
    assert.ok(busiest.parsed > 400_000 && busiest.parsed < 1_100_000, `${busiest.parsed} characters in one turn`);
    assert.ok(busiest.made >= 100 && busiest.made <= 500, `${busiest.made} messages made in one turn`);
    assert.ok(busiest.arrived <= 500, `${busiest.arrived} messages arrived in one turn`);
  });
});

/** Calls `before` with the arguments of each call of a function; returns a function that removes it again. */
function spyOn<T extends object>(owner: T, name: keyof T, before: (first: unknown) => void): () => void {
  const original = owner[name];
  owner[name] = ((...given: unknown[]) => {
    before(given[0]);
    return (original as (...given: unknown[]) => unknown).apply(owner, given);
  }) as T[keyof T];
  return () => (owner[name] = original);
}
