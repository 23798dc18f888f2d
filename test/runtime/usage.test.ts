import assert from 'node:assert/strict';
import { probe, sandboxAccount, tab, usage } from '../support/flows';
import { nodeRed } from '../support/running-flows';
import type { Usage } from '../../src/workflow/usage';

describe('The usage node', () => {
  const nr = nodeRed();
  const flow = (more: object = {}, account: object = {}) => [
    sandboxAccount(account),
    ...tab('t', usage('usage', ['out'], more), probe('out')),
  ];

  it('adds up what the account did', async () => {
    await nr.deploy(flow({ period: 'days', days: 30, limits: false }));
    await nr.run({}, 'usage');
    const [found] = nr.payloads('out') as [Usage];
    console.dir(found, { depth: 5 });
    assert.ok(found.total.total > 100);
  });
});
