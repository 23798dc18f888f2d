import assert from 'node:assert/strict';
import { canvas } from '../../support/browser/canvas';
import type { Editor } from '../../support/browser/editor';
import { canaries, run, someone, tab } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { linkedApi } from '../../support/service/linked-api-double';
import { success } from '../../support/service/misbehaving-server';
import { completeAccount } from '../../support/node-red/shared-host';

const flows = [completeAccount, ...tab('accounts', run([]))];
const field = (name: string) => `#node-config-input-${name}`;

for (const version of hostVersions) {
  describe(`the dialog of an account in Node-RED ${version}`, function () {
    const service = linkedApi();
    const shared = canvas(version);
    let editor: Editor;

    beforeEach(async () => {
      editor = await shared.deploy(flows);
      await editor.openDialog('account');
    });

    /** Presses Test connection; resolves with the answer it shows. */
    const tested = async () => {
      const answer = editor.page.waitForResponse((one) => one.url().endsWith('/linkedapi/account/test'));
      await editor.page.click('#linkedapi-test');
      await answer;
      await editor.page.waitForSelector('#linkedapi-test:not([disabled])');
      return editor.page.locator('#linkedapi-test-outcome').innerText();
    };

    const more = () => editor.page.locator('.linkedapi-more > summary').click();

    it('shows whose account of the sandbox it is', async () => {
      assert.match(await tested(), /^Connected as Robin Mercer \(https:\/\/www\.linkedin\.com\/in\/robin-mercer\)$/);
      assert.equal(await editor.page.isVisible(field('linkedApiToken')), false);
      assert.equal(await editor.page.isVisible(field('sandboxAccount')), false);
      assert.equal(await editor.page.isVisible(field('sandboxReading')), false);
      await more();
      await editor.page.selectOption(field('sandboxAccount'), 'lapsed');
      assert.match(await tested(), /\(subscriptionRequired\)$/);
      await editor.clickDone();
    });

    it('says what a Linked API account lacks, and whose it is once it is complete', async () => {
      service.answer(success({ name: 'Robin Mercer', url: someone }));
      await editor.page.selectOption(field('mode'), 'live');
      assert.equal(await editor.page.locator('.linkedapi-steps > li').count(), 3);
      assert.equal(await editor.page.getAttribute('.linkedapi-steps a', 'href'), 'https://linkedapi.io');
      await editor.screenshot(`account-${version}`);
      await more();
      assert.equal(await editor.page.isVisible(field('sandboxAccount')), false);
      assert.match(await tested(), /has no Linked API token\..*\(linkedApiTokenRequired\)$/);
      await editor.page.fill(field('linkedApiToken'), canaries.linkedApiToken);
      assert.match(await tested(), /has no identification token\./);
      await editor.page.fill(field('identificationToken'), canaries.identificationToken);
      await editor.page.fill(field('baseUrl'), 'http://example.com');
      assert.match(await tested(), /https/);
      assert.equal(service.requests, 0);
      await editor.page.fill(field('baseUrl'), service.url);
      assert.match(await tested(), /^Connected as Robin Mercer/);
      await editor.clickDone();
    });

    it('keeps the tokens out of the flows, and shows only that they are set', async () => {
      service.answer(success({ name: 'Robin Mercer', url: someone }));
      await editor.page.selectOption(field('mode'), 'live');
      for (const [name, token] of Object.entries(canaries)) await editor.page.fill(field(name), token);
      await more();
      await editor.page.fill(field('baseUrl'), service.url);
      await editor.clickDone();
      await editor.deploy();
      const account = (await shared.nodeRed.getFlows()).find(({ id }) => id === 'account')!;
      assert.deepEqual([account['mode'], account['baseUrl']], ['live', service.url]);
      const sent = JSON.stringify(account);
      await editor.reload();
      await editor.openDialog('account');
      const shown = await Promise.all(Object.keys(canaries).map((name) => editor.page.inputValue(field(name))));
      assert.deepEqual(new Set(shown), new Set(['__PWRD__']));
      const page = await editor.page.content();
      for (const token of Object.values(canaries)) assert.ok(!sent.includes(token) && !page.includes(token));

      assert.match(await tested(), /^Connected as Robin Mercer/, 'with the tokens that Node-RED keeps');
      const [{ headers } = { headers: {} }] = service.server.requests as { headers: Record<string, unknown> }[];
      assert.deepEqual(
        [headers['linked-api-token'], headers['identification-token']],
        [canaries.linkedApiToken, canaries.identificationToken],
      );
      await editor.clickDone();
      assert.equal(await editor.red((RED) => RED.nodes.dirty() as boolean), false);
    });
  });
}
