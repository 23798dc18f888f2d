import assert from 'node:assert/strict';
import { at, canvas, start } from '../../support/browser/canvas';
import { Dialog } from '../../support/browser/dialog';
import type { Editor } from '../../support/browser/editor';
import { action, admin } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';

const note = 'Hello Ada,\n\nwe met in Oslo.';

for (const version of hostVersions) {
  describe(`Writing in dialogs on Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    let dialog: Dialog;

    beforeEach(async () => {
      editor = await shared.show(
        start(['invite', 'accept', 'post']),
        { ...action('st.sendConnectionRequest', 'invite', [], { label: 'invited' }), ...at(300, 200) },
        {
          ...action('st.acceptInvitation', 'accept', [], { label: 'accepted', params: { invitationType: 'connect' } }),
          ...at(300, 260),
        },
        { ...action('st.createPost', 'post'), ...at(300, 320) },
        { ...admin('admin', 'limits.get'), ...at(300, 380) },
      );
      dialog = new Dialog(editor.page);
    });

    const isMarked = (label: string) =>
      dialog.row(label).evaluate((row) => row.querySelector('.input-error:not([hidden])') !== null);
    const hasStar = (label: string) =>
      dialog
        .row(label)
        .locator('> label')
        .evaluate((element) => element.classList.contains('linkedapi-needed'));
    const params = (id: string) =>
      editor.red((RED, id) => (RED.nodes.node(id) as { params: Record<string, unknown> }).params, id);

    it('a note is a text area that grows, keeps line breaks and counts its characters', async () => {
      await editor.openDialog('invite');
      const area = dialog.row('Note').locator('textarea');
      const height = async () => (await area.boundingBox())!.height;
      const before = await height();
      await area.fill(note);
      assert.ok((await height()) > before);
      assert.match(await dialog.row('Note').innerText(), new RegExp(`${note.length} of 300 characters`));
      assert.equal(await isMarked('Note'), false);
      await area.fill('x'.repeat(301));
      assert.match(await dialog.row('Note').innerText(), /301 of 300 characters/);
      assert.equal(await isMarked('Note'), true);
      const { width } = (await area.boundingBox())!;
      assert.ok(width > 300 && (await area.evaluate((element) => element.scrollWidth <= element.clientWidth)));
      await area.fill(note);
      await editor.clickDone();
      assert.equal((await params('invite'))['note'], note);
      await editor.openDialog('invite');
      assert.equal(await area.inputValue(), note);
      await dialog.from('Note', 'msg', 'payload.note');
      assert.equal(await area.isVisible(), false);
      await editor.clickDone();
      assert.deepEqual((await params('invite'))['note'], { type: 'msg', value: 'payload.note' });
    });

    it('required fields have a star, and a red border while they are empty', async () => {
      await editor.openDialog('invite');
      assert.deepEqual([await hasStar('Person URL'), await isMarked('Person URL')], [true, true]);
      assert.deepEqual([await hasStar('E-mail'), await isMarked('E-mail')], [false, false]);
      await dialog.type('Person URL', 'https://www.linkedin.com/in/ada');
      await editor.page.press('.red-ui-tray:last-child #node-input-name', 'Tab');
      assert.equal(await isMarked('Person URL'), false);
      await editor.clickDone();
      await editor.openDialog('post');
      assert.deepEqual([await hasStar('Text'), await isMarked('Text')], [true, true]);
      await dialog.type('Text', 'Hello');
      assert.equal(await isMarked('Text'), false);
      await editor.clickDone();
      await editor.openDialog('run');
      assert.equal(await hasStar('Account'), true);
      await editor.clickDone();
    });

    it('only the address of the chosen kind of invitation is shown and sent', async () => {
      await editor.openDialog('accept');
      const shown = async () => {
        const labels = ['Person URL', 'Company URL', 'Newsletter URL'];
        const visible = await Promise.all(labels.map((label) => dialog.row(label).isVisible()));
        return labels.filter((_, index) => visible[index]);
      };
      assert.deepEqual(await shown(), ['Person URL']);
      await dialog.type('Person URL', 'https://www.linkedin.com/in/ada');
      await dialog.choose('Invitation to', 'companyFollow');
      assert.deepEqual(await shown(), ['Company URL']);
      assert.equal(await isMarked('Company URL'), true);
      await dialog.type('Company URL', 'https://www.linkedin.com/company/acme');
      await editor.clickDone();
      assert.deepEqual(await params('accept'), {
        invitationType: 'companyFollow',
        companyUrl: 'https://www.linkedin.com/company/acme',
      });
    });

    it('a label that another action of the workflow has is marked', async () => {
      await editor.openDialog('accept');
      const label = editor.page.locator('#node-input-label');
      const marked = () => label.and(editor.page.locator('.input-error'));
      await label.fill('invited');
      await marked().waitFor();
      assert.match(
        (await label.getAttribute('title')) ?? '',
        /Another action of this workflow has the label “invited”/,
      );
      await label.fill('accepted');
      await marked().waitFor({ state: 'detached' });
      await editor.clickDone();
    });

    it('context stores, labels and operations are lists', async () => {
      await editor.openDialog('run');
      await editor.page.locator('.linkedapi-more > summary').click();
      const options = (selector: string) => editor.page.locator(`${selector} option`).allTextContents();
      const stores = await editor.red((RED) => RED.settings.context.stores as string[]);
      assert.deepEqual(await options('#node-input-store'), ['files in the user directory', ...stores]);
      assert.deepEqual(
        await editor.page
          .locator('#linkedapi-label-names option')
          .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value)),
        ['invited', 'accepted'],
      );
      await editor.clickDone();
      await editor.openDialog('admin');
      assert.ok((await options('#node-input-operation')).includes('Lists the limits of an account'));
      assert.match(await editor.page.innerText('#linkedapi-admin-says'), /limits\.get/);
      await editor.clickDone();
    });
  });
}
