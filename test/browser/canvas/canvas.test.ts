import assert from 'node:assert/strict';
import { at, canvas, search as searchPeople, start } from '../../support/browser/canvas';
import { apart, boxes, draw } from '../../support/browser/drawing';
import type { Editor } from '../../support/browser/editor';
import { action, junction, linkIn, linkOut, openPerson, run, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';

const search = (wires: string[] = []) => searchPeople(wires, { label: 'found' });
const skills = (more: object = {}) => action('st.retrievePersonSkills', 'skills', [], { ...at(740, 80), ...more });

for (const version of hostVersions) {
  describe(`The canvas on Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    const show = async (...nodes: FlowNode[]) => void (editor = await shared.show(...nodes));

    /** What the editor says is wrong with each node. */
    const marks = () =>
      editor.red((RED) => {
        const found: Record<string, string[]> = {};
        RED.nodes.eachNode((node: { id: string; valid: boolean; validationErrors: string[] }) => {
          if (!node.valid) found[node.id] = node.validationErrors.map((error) => error.replace(/\s+/g, ' '));
        });
        return found;
      });

    /** Resolves as soon as exactly these nodes are marked. */
    async function marked(...ids: string[]): Promise<Record<string, string[]>> {
      await editor.page
        .waitForFunction((wanted) => {
          const now: string[] = [];
          (window as any).RED.nodes.eachNode((node: any) => void (!node.valid && now.push(node.id))); // eslint-disable-line @typescript-eslint/no-explicit-any
          return JSON.stringify(now.sort()) === wanted;
        }, JSON.stringify(ids.sort()))
        .catch(async (error: unknown) => assert.fail(`${String(error)}: ${JSON.stringify(await marks())}`));
      return marks();
    }

    /** Moves a node with the mouse to a place on the canvas. */
    async function drag(id: string, x: number, y: number): Promise<void> {
      const box = (await editor.page.locator(`[id="${id}"] .red-ui-flow-node`).boundingBox())!;
      const [fromX, fromY] = [box.x + box.width / 2, box.y + box.height / 2];
      const node = await editor.red(
        (RED, one) => ({ x: RED.nodes.node(one).x as number, y: RED.nodes.node(one).y as number }),
        id,
      );
      await editor.page.mouse.move(fromX, fromY);
      await editor.page.mouse.down();
      await editor.page.mouse.move(fromX + 20, fromY - 20, { steps: 3 });
      await editor.page.mouse.move(fromX + x - node.x, fromY + y - node.y, { steps: 10 });
      // The editor searches for a wire below the node a moment later.
      await editor.page.locator('.red-ui-flow-link-splice').waitFor({ state: 'attached' });
      await editor.page.mouse.up();
    }

    const notice = () => editor.page.locator('.red-ui-notification:has(.linkedapi-quick-fix)');
    const press = (name: RegExp) => notice().getByRole('button', { name }).click();
    const history = () => editor.red((RED) => RED.history.list().length as number);
    const undo = () => editor.red((RED) => void RED.history.pop());
    const redo = () => editor.red((RED) => void RED.history.redo());
    const wires = () =>
      editor.red((RED) => {
        const found: string[] = [];
        RED.nodes.eachLink((link: any) => found.push(`${link.source.id} ${link.target.id}`)); // eslint-disable-line @typescript-eslint/no-explicit-any
        return found.sort();
      });
    const types = () =>
      editor.red((RED) => {
        const found: string[] = [];
        RED.nodes.eachNode((node: { type: string }) => found.push(node.type));
        return found;
      });

    it('says why a drawn wire is illegal, and inserts what is missing in one step', async () => {
      await show(start(['search']), search(), skills());
      await marked();
      await draw(editor, 'search', 'skills');
      const found = await marked('skills');
      assert.deepEqual(found['skills'], [
        '“retrieve person skills” may not stand under “found” (search people). Put “do for people” and “open person page” between them.',
      ]);
      await notice().waitFor();
      assert.match(await notice().innerText(), /may not stand under “found” \(search people\)/);
      await notice()
        .getByRole('button', { name: /^Insert/ })
        .hover();
      await editor.screenshot(`canvas-illegal-wire-${version}`);

      const steps = await history();
      await press(/^Insert “do for people” → “open person page”$/);
      await marked();
      assert.equal(await history(), steps + 1);
      assert.equal((await wires()).length, 4);
      const all = ['linkedapi-run', 'linkedapi-st-search-people', 'linkedapi-st-retrieve-person-skills'];
      const inserted = ['linkedapi-st-do-for-people', 'linkedapi-st-open-person-page'];
      assert.deepEqual((await types()).sort(), [...all, ...inserted].sort());
      assert.equal(await editor.red((RED) => RED.nodes.dirty() as boolean), true);
      await editor.screenshot(`canvas-mended-${version}`);

      await undo();
      await marked('skills');
      assert.deepEqual(await wires(), ['run search', 'search skills']);
      assert.deepEqual((await types()).sort(), all.sort());
      await redo();
      await marked();
      await undo();
      await undo();
      await marked();
      assert.deepEqual(await wires(), ['run search']);
      assert.equal(await editor.red((RED) => RED.nodes.dirty() as boolean), false);
      await notice().waitFor({ state: 'detached' });
    });

    it('undoes what it has inserted with Ctrl-Z, right after it', async () => {
      await show(start(['search']), search(), skills());
      await marked();
      await draw(editor, 'search', 'skills');
      await marked('skills');
      await press(/^Insert “do for people” → “open person page”$/);
      await marked();
      await editor.page.keyboard.press('Control+z');
      await marked('skills');
      assert.deepEqual(await wires(), ['run search', 'search skills']);
    });

    it('removes the wire on request, in one step', async () => {
      await show(start(), skills());
      await draw(editor, 'run', 'skills');
      assert.match((await marked('skills'))['skills']!.join(), /may not start a workflow/);
      const steps = await history();
      await press(/^Remove the wire$/);
      await marked();
      assert.deepEqual([await wires(), await history()], [[], steps + 1]);
      await undo();
      await marked('skills');
      assert.deepEqual(await wires(), ['run skills']);
      await notice().waitFor({ state: 'detached' });
    });

    it('makes room if there is not enough', async () => {
      await show(start(['search']), search(), skills(at(600, 80)));
      await draw(editor, 'search', 'skills');
      await press(/^Insert/);
      await marked();
      apart(await boxes(editor));
      await undo();
      assert.equal(await editor.red((RED) => RED.nodes.node('skills').x as number), 600);
    });

    it('marks nodes at once after import, undo and delete, without a notification', async () => {
      await show(start(), search());
      await editor.red((RED) =>
        RED.view.importNodes(
          [
            { id: 'a', type: 'linkedapi-st-search-people', x: 200, y: 300, params: { term: 'x' }, wires: [['b']] },
            { id: 'b', type: 'linkedapi-st-retrieve-person-skills', x: 500, y: 300, params: {}, wires: [[]] },
          ],
          { touchImport: true, notify: false, applyNodeDefaults: true },
        ),
      );
      await marked('b');
      await undo();
      await marked();
      await redo();
      await marked('b');
      assert.equal(await notice().count(), 0);
      await editor.red((RED) => RED.view.select({ nodes: [RED.nodes.node('a')] }));
      await editor.red((RED) => RED.actions.invoke('core:delete-selection'));
      await marked();
      await undo();
      await marked('b');
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('a')] });
        RED.actions.invoke('core:disable-selected-nodes');
      });
      await marked();
      await undo();
      await marked('b');
    });

    it('marks pasted nodes', async () => {
      await show(start(['search']), search(['skills']), skills());
      await marked('skills');
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('search'), RED.nodes.node('skills')] });
        RED.actions.invoke('core:copy-selection-to-internal-clipboard');
        RED.actions.invoke('core:paste-from-internal-clipboard');
      });
      await editor.page.mouse.move(700, 500);
      await editor.page.mouse.click(700, 500);
      await editor.page.waitForFunction(() => {
        let invalid = 0;
        (window as any).RED.nodes.eachNode((node: any) => void (invalid += node.valid ? 0 : 1)); // eslint-disable-line @typescript-eslint/no-explicit-any
        return invalid === 2;
      });
      assert.equal(await notice().count(), 0);
    });

    it('looks through junctions and links', async () => {
      await show(
        start(['search']),
        search(['j']),
        { ...junction('j', []), ...at(560, 80) },
        linkOut('out', []),
        { ...linkIn('in', [], ['skills']), ...at(700, 200) },
        skills(),
      );
      await marked();
      await draw(editor, 'j', 'skills');
      assert.match((await marked('skills'))['skills']!.join(), /may not stand under “found”/);
      await undo();
      await marked();
      // Connecting a pair of link nodes triggers no event, like this.
      await editor.red((RED) => {
        RED.nodes.addLink({ source: RED.nodes.node('search'), sourcePort: 0, target: RED.nodes.node('out') });
        RED.nodes.node('out').links = ['in'];
        RED.nodes.node('in').links = ['out'];
        RED.nodes.dirty(true);
      });
      await marked('skills');
    });

    it('says what a new pair of link nodes makes illegal, and undoes it on request', async () => {
      await show(
        start(['search']),
        search(['out']),
        { ...linkOut('out', []), ...at(560, 160) },
        { ...linkIn('in', [], ['skills']), ...at(640, 260) },
        skills(),
      );
      await marked();
      const port = (id: string, side: 'input' | 'output') =>
        editor.page.locator(`[id="${id}"] .red-ui-flow-port-${side} .red-ui-flow-port`);
      await editor.red((RED) => RED.view.select({ nodes: [RED.nodes.node('out')] }));
      await port('out', 'output').hover();
      await editor.page.mouse.down();
      await editor.page.mouse.move(600, 300, { steps: 3 });
      // While a wire is drawn, a port may have two marks, one of them without a tooltip.
      const end = await port('in', 'input').first().boundingBox();
      await editor.page.mouse.move(end!.x + end!.width / 2, end!.y + end!.height / 2, { steps: 3 });
      await editor.page.mouse.up();
      assert.match((await marked('skills'))['skills']!.join(), /may not stand under “found”/);
      assert.match(await notice().innerText(), /may not stand under “found”/);
      await press(/^Remove the wire$/);
      await marked();
      assert.deepEqual(
        await editor.red((RED) => [RED.nodes.node('out').links, RED.nodes.node('in').links] as unknown),
        [[], []],
      );
    });

    it('marks a node that is spliced into a wire, and lets it be undone', async () => {
      const loose = action('st.openCompanyPage', 'open', [], { params: { basicInfo: true }, ...at(400, 300) });
      await show(
        start(['search']),
        search(['people']),
        action('st.doForPeople', 'people', ['page'], at(740, 80)),
        openPerson('page', [], at(1000, 80)),
        loose,
      );
      await marked();
      await drag('open', 570, 80);
      assert.deepEqual(await wires(), ['open people', 'people page', 'run search', 'search open']);
      await marked('open', 'people');
      await undo();
      await marked();
      assert.deepEqual(await wires(), ['people page', 'run search', 'search people']);
    });

    it('adds nodes inserted within a group to that group', async () => {
      await show(start(['search']), search(), skills());
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('search'), RED.nodes.node('skills')] });
        RED.actions.invoke('core:group-selection');
        RED.view.select({ nodes: [] });
      });
      await marked();
      await draw(editor, 'search', 'skills');
      await marked('skills');
      const members = () => editor.red((RED) => RED.nodes.groups('t')[0].nodes.length as number);
      assert.equal(await members(), 2);
      await press(/^Insert/);
      await marked();
      assert.equal(await members(), 4);
      await undo();
      await marked('skills');
      assert.equal(await members(), 2);
      await redo();
      await marked();
      assert.equal(await members(), 4);
    });

    it('reports at deploy what is wrong', async () => {
      await show(start(['search']), search(['skills']), skills());
      await marked('skills');
      await editor.red((RED) => RED.nodes.dirty(true));
      await editor.page.click('#red-ui-header-button-deploy');
      const dialog = editor.page.locator('.red-ui-notification', { hasText: 'not properly configured' });
      await dialog.waitFor();
      assert.match(await dialog.innerText(), /skills/);
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'detached' });
    });

    it('shows in a dialog that a parent gives the target', async () => {
      const url = { name: '', label: '', params: { personUrl: 'nonsense' } };
      await show(
        start(['open']),
        openPerson('open', ['status'], at(400, 80)),
        action('st.checkConnectionStatus', 'status', [], { ...at(700, 80), ...url }),
      );
      await marked();
      await editor.openDialog('status');
      const note = editor.page.locator('.linkedapi-given-by-parent');
      assert.match(
        await note.innerText(),
        /Person URL: taken from “open person page” above\.\s+What was entered before/,
      );
      assert.equal(await editor.page.locator('.red-ui-tray-body label', { hasText: 'Person URL' }).count(), 0);
      await editor.screenshot(`canvas-given-by-parent-${version}`);
      await editor.clickDone();
      assert.deepEqual(await editor.red((RED) => [RED.nodes.node('status').params, RED.nodes.dirty()] as unknown), [
        url.params,
        false,
      ]);
      await editor.openDialog('open');
      await editor.page.locator('label.linkedapi-needed', { hasText: 'Person URL' }).waitFor();
      assert.match(await editor.page.locator('.red-ui-tray-body').innerText(), /the action starts a workflow/);
      await editor.clickDone();
    });

    it('offers a run node the labels wired under it', async () => {
      const loop = action('st.doForPeople', 'loop', ['open'], { label: 'each', ...at(600, 80) });
      const open = action('st.openPersonPage', 'open', [], { label: 'page', params: {}, ...at(800, 80) });
      await show(run(['search'], { labels: { gone: [] } }, at(160, 80)), search(['loop']), loop, open);
      await editor.openDialog('run');
      const offers = editor.page.locator('#linkedapi-found-labels button');
      await offers.first().waitFor();
      assert.deepEqual(await offers.allInnerTexts().then((all) => all.map((text) => text.trim())), [
        'all 3 labels',
        'found',
        'each',
        'page',
      ]);
      assert.match((await editor.page.locator('input.linkedapi-stale').getAttribute('title')) ?? '', /“gone”/);
      await offers.nth(2).click();
      await editor.page.locator('#linkedapi-found-labels button', { hasText: 'all 2 labels' }).click();
      await offers.first().waitFor({ state: 'detached' });
      await editor.screenshot(`canvas-labels-${version}`);
      await editor.clickDone();
      const { labels, outputs } = await editor.red((RED) => {
        const { labels, outputs } = RED.nodes.node('run');
        return { labels, outputs };
      });
      assert.deepEqual([labels, outputs], [['gone', 'each', 'found', 'page'], 6]);
    });

    it('describes what leaves a port', async () => {
      await show(start(['search']), search());
      await editor.page.locator('[id="search"] .red-ui-flow-port-output').hover();
      const tip = editor.page.locator('.red-ui-flow-port-tooltip');
      await tip.waitFor();
      assert.match((await tip.textContent()) ?? '', /results “found”/);
    });
  });
}
