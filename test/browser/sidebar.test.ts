import assert from 'node:assert/strict';
import { at, canvas, sheet } from '../support/browser/canvas';
import type { Editor } from '../support/browser/editor';
import { account as liveAccount, action, canaries, run } from '../support/flows/flows';
import { hostVersions } from '../support/node-red/hosts';
import { linkedApi } from '../support/service/linked-api-double';
import { until } from '../support/until';

const flows = sheet([
  run(['search'], {}, at(160, 80)),
  { ...run(['open'], {}, at(160, 280)), id: 'other', name: 'Other run' },
  action('st.searchPeople', 'search', ['loop'], { params: { term: 'x' }, label: 'found', ...at(360, 80) }),
  action('st.doForPeople', 'loop', ['open'], { params: {}, ...at(560, 80) }),
  action('st.openPersonPage', 'open', [], { params: { basicInfo: true }, ...at(760, 80) }),
  action('st.retrievePersonSkills', 'skills', [], { params: {}, ...at(760, 180) }),
]);
const limit = { type: 'msg', value: 'payload.limit' };
const third = action('st.searchPeople', 'third', [], { params: { term: "it's", limit }, ...at(420, 400) });
const typed = [...flows, { ...run(['third'], {}, at(160, 400)), id: 'from-message', z: 't' }, { ...third, z: 't' }];

for (const version of hostVersions) {
  describe(`The sidebar on Node-RED ${version}`, function () {
    const service = linkedApi();
    const shared = canvas(version);
    let editor: Editor;
    beforeEach(async () => {
      editor = await shared.load(typed);
      await editor.red((RED) => RED.actions.invoke('linkedapi:show-sidebar') as undefined);
    });

    const pane = () => editor.page.locator('.linkedapi-sidebar');
    const select = (...ids: string[]) =>
      editor.red((RED, wanted) => RED.view.select({ nodes: wanted.map((id) => RED.nodes.node(id)) }), ids);

    it('opens by its command and says what to do', async () => {
      // It keeps showing the last run node; in a new page there is none.
      await shared.close();
      editor = await shared.load(typed);
      await editor.red((RED) => RED.actions.invoke('linkedapi:show-sidebar') as undefined);
      await pane().getByText('Select a run node').waitFor();
      await editor.screenshot(`sidebar-hint-${version}`);
      const labels = await editor.red(
        (RED) => RED.actions.list().map((one: { label: string }) => one.label) as string[],
      );
      assert.ok(labels.includes('Linked API: show the sidebar'));
    });

    it('says why an action belongs to no workflow', async () => {
      await select('skills');
      await pane().getByText('“retrieve person skills” is under no run node yet').waitFor();
    });

    it('offers the run nodes above an action, and remembers the chosen one', async () => {
      await select('open');
      const choice = pane().locator('#linkedapi-sidebar-run');
      await choice.waitFor();
      assert.deepEqual(await choice.locator('option').allInnerTexts(), ['“run” run', 'Other run']);
      assert.equal(await choice.inputValue(), 'run');
      await editor.screenshot(`sidebar-choice-${version}`);
      await choice.selectOption('other');
      await select('search');
      await choice.waitFor({ state: 'hidden' });
      await select('other');
      await select('open');
      await choice.waitFor();
      assert.equal(await choice.inputValue(), 'other');
    });

    it('has buttons for its commands', async () => {
      await pane().locator('button[data-action="import-workflow"]').click();
      await editor.page.locator('#linkedapi-import').waitFor();
      await editor.page.locator('#linkedapi-import-cancel').click();
      await editor.page.locator('#linkedapi-import').waitFor({ state: 'detached' });
    });

    const text = () => editor.page.locator('.linkedapi-document');
    const shown = async (node: string) => {
      const parts = text().locator(`[data-node="${node}"]`);
      await parts.first().waitFor();
      return (await parts.allTextContents()).join('');
    };
    const document = async () => JSON.parse((await text().textContent()) ?? '') as unknown;
    const copied = async (name: string) => {
      await editor.page.evaluate(() => {
        window.addEventListener(
          'copy',
          () => {
            (window as unknown as { copied: string }).copied = (
              window.document.activeElement as HTMLTextAreaElement
            ).value;
          },
          { once: true },
        );
      });
      await pane().locator(`button[data-copy="${name}"]`).click();
      return editor.page.evaluate(() => (window as unknown as { copied: string }).copied);
    };

    it('shows the workflow as it would be sent, with an estimate', async () => {
      await select('run');
      assert.match(await shown('search'), /"term": "x"/);
      assert.deepEqual(await document(), {
        actionType: 'st.searchPeople',
        label: 'found',
        term: 'x',
        then: { actionType: 'st.doForPeople', then: { actionType: 'st.openPersonPage', basicInfo: true } },
      });
      await pane().getByText('Nothing is wrong with this workflow.').waitFor();
      assert.match(
        await pane().locator('.linkedapi-estimate').innerText(),
        /Actions: 11 at most[^]*10 × open person page[^]*10 × profile views/,
      );
    });

    it('follows what is wired, undone and edited', async () => {
      await select('run');
      await shown('open');
      await editor.red((RED) => {
        const link = { source: RED.nodes.node('open'), sourcePort: 0, target: RED.nodes.node('skills') };
        RED.nodes.addLink(link);
        RED.history.push({ t: 'add', links: [link], dirty: false });
      });
      assert.match(await shown('skills'), /st\.retrievePersonSkills/);
      await editor.screenshot(`sidebar-preview-${version}`);
      await editor.red((RED) => void RED.history.pop());
      await text().locator('[data-node="skills"]').waitFor({ state: 'detached' });
      await editor.openDialog('search');
      await editor.page.locator('#node-input-label').fill('renamed');
      await editor.clickDone();
      await text().getByText('"label": "renamed"').waitFor();
      await editor.red((RED) => void RED.history.pop());
      await text().getByText('"label": "found"').waitFor();
    });

    it('leads from a finding to its node', async () => {
      await select('other');
      const finding = pane().locator('button.linkedapi-error', { hasText: 'needs Person URL' });
      await finding.click();
      assert.deepEqual(
        await editor.red((RED) => RED.view.selection().nodes.map(({ id }: { id: string }) => id) as string[]),
        ['open'],
      );
      await pane().getByText('As it is, nothing is sent').waitFor();
      await editor.screenshot(`sidebar-finding-${version}`);
    });

    it('highlights the node of the lines under the mouse, and the lines of the node', async () => {
      await select('run');
      await shown('loop');
      const lit = (id: string) =>
        editor.page.locator(`[id="${id}"] .red-ui-flow-node-highlighted, [id="${id}"].red-ui-flow-node-highlighted`);
      // Lines redrawn under a resting mouse get no mouse event.
      await until(async () => {
        await text().locator('[data-node="search"]').first().hover();
        await text().locator('[data-node="loop"]').first().hover();
        return lit('loop')
          .waitFor({ timeout: 2_000 })
          .then(
            () => true,
            () => false,
          );
      });
      await editor.screenshot(`sidebar-hover-${version}`);
      await editor.page.locator('[id="open"]').hover();
      await text().locator('.linkedapi-pointed[data-node="open"]').waitFor();
      await lit('loop').waitFor({ state: 'detached' });
      await text().locator('[data-node="search"]').first().click();
      await text().locator('.linkedapi-current[data-node="search"]').first().waitFor();
    });

    it('copies as JSON, as curl and as a call of the client, and names what to fill in', async () => {
      await select('from-message');
      assert.match(await shown('third'), /"limit": "\{\{msg\.payload\.limit\}\}"/);
      const body = '{"actionType":"st.searchPeople","term":"it\'s","limit":"{{msg.payload.limit}}"}';
      await pane().getByText('Known only when a message arrives: {{msg.payload.limit}}').waitFor();
      assert.equal(await copied('json'), JSON.stringify(JSON.parse(body), null, 2));
      await pane().getByText('Copied. To be filled in: {{msg.payload.limit}}').waitFor();
      const curl = await copied('curl');
      assert.match(curl, /^# To be filled in: \{\{msg\.payload\.limit\}\}\ncurl -X POST/);
      assert.ok(curl.endsWith(`'${body.replace("'", "'\\''")}'`), curl);
      assert.match(await copied('sdk'), /\/\/ To be filled in: [^]*customWorkflow\.execute\(\{\n {2}"actionType"/);
      await editor.screenshot(`sidebar-copied-${version}`);
    });

    it('shows exactly the bytes that Node-RED posts', async () => {
      const inject = {
        id: 'inject',
        type: 'inject',
        z: 't',
        props: [{ p: 'payload' }],
        payload: '{"limit":7}',
        payloadType: 'json',
        repeat: '',
        x: 100,
        y: 500,
        wires: [['from-message', 'run']],
      };
      const live = liveAccount(service.url);
      await shared.nodeRed.deploy([live, ...typed.filter(({ id }) => id !== live.id), inject], 'full', {
        [live.id]: canaries,
      });
      await shared.nodeRed.inject('inject');
      // One POST per run and one poll per workflow.
      await service.server.arrived(4);
      for (const id of ['run', 'from-message']) {
        await select(id);
        await shown(id === 'run' ? 'search' : 'third');
        const bytes = JSON.stringify(await document()).replace('"{{msg.payload.limit}}"', '7');
        assert.ok(
          service.server.requests.some(({ method, body }) => method === 'POST' && body === bytes),
          bytes,
        );
      }
    });

    it('does nothing while it is hidden', async () => {
      await select('run');
      await shown('search');
      await editor.red((RED) => RED.sidebar.show('info'));
      await select('from-message');
      await editor.red((RED) => RED.sidebar.show('linkedapi'));
      await shown('third');
    });
  });
}
