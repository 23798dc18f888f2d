import assert from 'node:assert/strict';
import { FlowFile } from '../../src/flow-file';
import { accountFindings, runsOf } from '../../src/flow-file/from-flow';
import { run, tab } from '../support/flows/flows';
import { catalog } from '../support/flows/trees';

const accountNode = (more: object = {}) => ({ id: 'account', type: 'linkedapi-account', name: 'Mine', ...more });

function found(account: string, ...others: object[]): string[] {
  const file = FlowFile.of([...others, ...tab('t', run([], {}, { name: 'Main', account }))]);
  return runsOf(file, catalog).flatMap((one) => accountFindings(file, one, catalog).map(({ message }) => message));
}

describe('the account of a run node in a flow file', () => {
  it('is reported if it is missing, deleted or disabled', () => {
    assert.match(found('', accountNode()).join(), /“Main” \(run\) has no account/);
    assert.match(found('account').join(), /uses an account that has been deleted/);
    assert.match(found('account', { id: 'account', type: 'debug' }).join(), /uses an account that has been deleted/);
    assert.match(found('account', accountNode({ d: true })).join(), /uses a disabled account: “Mine”/);
    assert.match(found('account', accountNode({ d: true, name: '' })).join(), /uses a disabled account: “account”/);
  });

  it('is not reported otherwise', () => {
    assert.deepEqual(found('account', accountNode()), []);
  });
});
