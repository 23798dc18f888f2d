import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEditor, requireBrowser } from '../support/browser/browser';
import type { Editor } from '../support/browser/editor';
import { repoRoot } from '../support/node-red/hosts';
import { keepTrackOfFolder, run } from '../support/processes';
import { Started } from '../support/node-red/started';

describe('npm start, seen in the editor', function () {
  let started: Started;
  let editor: Editor;

  before(async function () {
    await requireBrowser(this);
    await run(process.execPath, [join(repoRoot, 'src/cli/ready.cjs')]);
    const folder = mkdtempSync(join(tmpdir(), 'linkedapi-start-'));
    keepTrackOfFolder(folder);
    started = await Started.in(folder);
    editor = await openEditor(started.api);
  });
  after(async () => {
    await editor?.close();
    await started?.stop();
  });

  it('has the results of the first run in the debug sidebar', async () => {
    await editor.page.setViewportSize({ width: 1640, height: 620 });
    await editor.red((RED) => RED.actions.invoke('core:show-debug-tab'));
    const messages = editor.page.locator('.red-ui-debug-msg');
    // The list of people, five profiles, five lists of skills, the summary.
    await messages.nth(11).waitFor();
    assert.equal(await messages.count(), 12);
    await editor.screenshot('start-demo');
    // Without a network, Node-RED's own catalogue of nodes cannot be read.
    assert.deepEqual(
      editor.errors.filter((error) => !error.includes('catalogue.nodered.org')),
      [],
    );
  });
});
