import assert from 'node:assert/strict';
import { action, probe, run, sandboxAccount, tab } from '../../support/flows/flows';
import { nodeRed } from '../../support/node-red/running-flows';

/** A setting that only a newer version knows and can read. */
const newer = { version: 2, timeout: { hours: 1 } };
const account = sandboxAccount();
const open = (more: object = {}) =>
  action('st.openPersonPage', 'open', [], { params: { personUrl: 'https://www.linkedin.com/in/x' }, ...more });

describe('A node that a newer version of the package has saved', () => {
  const nr = nodeRed();
  const refused = async (message: object, to = 'run') => {
    const { error } = await nr.fail(message, to);
    return String(error.message);
  };

  it('shows that it does not work, and answers each message with the solution', async () => {
    await nr.deploy([account, ...tab('t', run(['open'], {}, { ...newer, name: 'CTOs' }), open())]);
    assert.deepEqual(nr.statuses('run'), ['red ring newer version']);
    assert.deepEqual(nr.warnings(), ['“CTOs” (run) was saved by a newer version of the package. Update the package.']);
    assert.match(await refused({}), /^“CTOs” \(run\) was saved by a newer version of the package\./);
    assert.equal(nr.at('caught')[0]?.['error'].code, 'newerVersion');
  });

  it('prevents a workflow from being sent without it', async () => {
    await nr.deploy([account, ...tab('t', run(['open']), open({ version: 2, name: 'page' }))]);
    assert.match(await refused({}), /“page” \(open person page\) was saved by a newer version/);
  });

  it('prevents a workflow from being sent even if set to warn only', async () => {
    await nr.deploy([account, ...tab('t', run(['open'], {}, { onFinding: 'warn' }), open({ version: 2 }))]);
    assert.match(await refused({}), /“open person page” was saved by a newer version/);
  });

  it('cannot be used as an account', async () => {
    await nr.deploy([{ ...account, version: 7, name: 'Mine' }, ...tab('t', run(['open']), open())]);
    assert.match(await refused({}), /“Mine” \(account\) was saved by a newer version/);
  });

  for (const type of ['workflow', 'usage', 'admin', 'inbox', 'network', 'conversations']) {
    it(`sends no request as ${type}`, async () => {
      const node = { id: 'it', type: `linkedapi-${type}`, account: 'account', version: 2, wires: [['out']] };
      await nr.deploy([account, ...tab('t', node, probe('out'))]);
      assert.match(await refused({}, 'it'), new RegExp(`^“${type}” was saved by a newer version`));
      assert.deepEqual(nr.statuses('it'), ['red ring newer version']);
    });
  }
});
