import assert from 'node:assert/strict';
import { at, canvas, search, start, wiredTypes } from '../../support/browser/canvas';
import { apart, boxes, beginWire } from '../../support/browser/drawing';
import type { Editor } from '../../support/browser/editor';
import { action, func, junction, openPerson, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';
import { listOpened } from '../../support/browser/quick-add';

/* eslint-disable @typescript-eslint/no-explicit-any -- the page's globals have no types here */

for (const version of hostVersions) {
  describe(`Next steps on Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;
    const show = async (...nodes: FlowNode[]) => void (editor = await shared.show(...nodes));

    const list = () => editor.page.locator('#red-ui-type-search');
    const items = () => list().locator('li');
    const texts = async () => (await items().allInnerTexts()).map((text) => text.trim());
    const notice = () => editor.page.locator('.red-ui-notification');
    const undo = () => editor.red((RED) => void RED.history.pop());
    const isDirty = () => editor.red((RED) => RED.nodes.dirty() as boolean);
    const history = () => editor.red((RED) => RED.history.list().length as number);

    /** Draws a wire from a port to an empty place and waits for the list that opens. */
    async function drop(port: string, dx: number, dy: number, index = 0): Promise<void> {
      const [x, y] = await beginWire(editor, editor.page.locator(port).nth(index));
      await editor.page.mouse.down();
      await editor.page.mouse.move(x + dx - 20, y + dy + 5, { steps: 4 });
      await editor.page.mouse.move(x + dx, y + dy, { steps: 2 });
      await editor.page.mouse.up();
      await opened();
    }

    const opened = () => listOpened(editor.page);

    /** Waits until these are offered first; suggestions appear after the list itself. */
    async function offers(...first: string[]): Promise<void> {
      const offered = editor.page.waitForFunction((wanted) => {
        const rows = [...document.querySelectorAll<HTMLElement>('#red-ui-type-search li')].slice(0, wanted.length);
        return rows.map((row) => row.innerText.trim()).join() === wanted.join();
      }, first);
      await offered.catch(async () => assert.deepEqual((await texts()).slice(0, first.length), first));
    }

    const output = (id: string) => `[id="${id}"] .red-ui-flow-port-output .red-ui-flow-port`;
    const input = (id: string) => `[id="${id}"] .red-ui-flow-port-input .red-ui-flow-port`;

    async function choose(text: string): Promise<void> {
      await list()
        .locator('li', { hasText: new RegExp(`^\\s*${text}\\s*$`) })
        .first()
        .click();
      await list().waitFor({ state: 'hidden' });
    }

    const wires = () => wiredTypes(editor);

    /** Nodes by type: whether they are valid, and their parameters. */
    const nodes = () =>
      editor.red((RED) => {
        const found: { type: string; valid: boolean; params: any }[] = [];
        RED.nodes.eachNode(({ type, valid, params }: any) => found.push({ type, valid, params }));
        return found;
      });

    async function settled(count: number): Promise<Awaited<ReturnType<typeof nodes>>> {
      await editor.page.waitForFunction((wanted) => {
        const all: any[] = [];
        (window as any).RED.nodes.eachNode((node: any) => all.push(node));
        return all.length === wanted && all.every((node) => node.resize !== true) && (window as any).RED.nodes.dirty();
      }, count);
      // Nodes are marked after all wires are there.
      await editor.page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve))));
      return nodes();
    }

    it('offers the legal ones first where a wire is dropped, and adds one as from the palette', async () => {
      await show(start(['search']), search());
      await drop(output('search'), 160, 120);
      await offers(
        'do for people',
        'do for people → open person page → retrieve person experience',
        'do for people → open person page → retrieve person education',
      );
      const offered = await texts();
      assert.ok(offered.indexOf('inject (inject)') === -1 && offered.some((text) => /^debug/.test(text)));
      await items().nth(1).hover();
      await editor.page.locator('.red-ui-flow-node-ghost, .red-ui-flow-node-group').nth(2).waitFor();
      await editor.screenshot(`suggest-list-${version}`);
      await choose('do for people');
      const all = await settled(3);
      assert.deepEqual(await wires(), ['run > search-people', 'search-people > do-for-people']);
      assert.ok(all.filter(({ type }) => /search|run/.test(type)).every(({ valid }) => valid));
      await undo();
      assert.deepEqual(await wires(), ['run > search-people']);
      assert.equal(await isDirty(), false);
    });

    it('offers the legal ones first next to a node, too, when adding one without a wire', async () => {
      await show(start(['search']), search());
      const box = (await editor.page.locator('[id="search"] .red-ui-flow-node').boundingBox())!;
      const ctrlClick = async (below: number) => {
        await editor.page.keyboard.down('Control');
        await editor.page.mouse.click(box.x + box.width + 90, box.y + below);
        await editor.page.keyboard.up('Control');
      };
      await ctrlClick(40);
      await opened();
      await offers('do for people', 'do for people → open person page → retrieve person experience');
      await editor.page.keyboard.press('Escape');
      await list().waitFor({ state: 'hidden' });
      await ctrlClick(400);
      await opened();
      assert.ok(!(await texts())[0]!.startsWith('do for people'));
      await editor.page.keyboard.press('Escape');
      await list().waitFor({ state: 'hidden' });
    });

    it('adds a whole recipe in one step, wired, valid and apart', async () => {
      await show(start(['search']), search());
      await drop(output('search'), 100, 120);
      const steps = await history();
      await choose('do for people → open person page → retrieve person experience');
      const all = await settled(5);
      assert.deepEqual(await wires(), [
        'do-for-people > open-person-page',
        'open-person-page > retrieve-person-experience',
        'run > search-people',
        'search-people > do-for-people',
      ]);
      assert.deepEqual(
        all.filter(({ valid }) => !valid),
        [],
      );
      assert.deepEqual(all.find(({ type }) => /open-person/.test(type))?.params, { basicInfo: true });
      apart(await boxes(editor));
      assert.equal(await history(), steps + 1);
      await editor.screenshot(`suggest-recipe-${version}`);
      // No wire is being drawn any more: a click on the canvas opens nothing.
      await editor.page.mouse.click(700, 600);
      assert.equal(await list().isVisible(), false);
      await undo();
      assert.deepEqual(await wires(), ['run > search-people']);
      assert.equal(await isDirty(), false);
    });

    it('offers what may start a workflow under a run node, and nothing for its other ports', async () => {
      await show(start());
      await drop(output('run'), 120, 160);
      await editor.screenshot(`suggest-run-${version}`);
      await offers('search people');
      const offered = await texts();
      assert.ok(!offered.slice(0, 25).includes('retrieve person experience'));
      await choose('search people → do for people → open person page → retrieve person experience');
      const all = await settled(5);
      assert.deepEqual(
        all.filter(({ valid, type }) => !valid && type !== 'function'),
        [],
      );
      await drop(output('run'), 60, 200, 1);
      assert.match((await texts())[0]!, /^debug/);
      await editor.page.keyboard.press('Escape');
    });

    it('looks through a junction, and upwards from an input', async () => {
      await show(
        start(['search']),
        search(['j']),
        { ...junction('j', []), ...at(560, 80) },
        action('st.retrievePersonSkills', 'skills', [], at(700, 300)),
      );
      await drop('.red-ui-flow-junction-port-output', 60, 100);
      await offers('do for people');
      await editor.page.keyboard.press('Escape');
      await list().waitFor({ state: 'hidden' });
      await drop(input('skills'), -100, 80);
      await offers('open person page', 'search people → do for people → open person page');
      await choose('search people → do for people → open person page');
      await settled(6);
      apart((await boxes(editor)).filter(({ type }) => type !== 'junction'));
      assert.deepEqual(
        (await wires()).filter((wire) => !/junction/.test(wire)),
        [
          'do-for-people > open-person-page',
          'open-person-page > retrieve-person-skills',
          'run > search-people',
          'search-people > do-for-people',
        ],
      );
    });

    it('finds everything as soon as something is typed, and nothing twice', async () => {
      await show(start(['search']), search());
      await drop(output('search'), 160, 120);
      await editor.page.keyboard.type('do for people');
      await editor.page.waitForFunction(() => $('#red-ui-type-search li:visible').length === 2);
      const visible = await items().filter({ visible: true }).allInnerTexts();
      assert.deepEqual(
        visible.map((text) => text.trim()),
        ['do for people (linkedapi-st-do-for-people)', 'do for people (navigator) (linkedapi-nv-do-for-people)'],
      );
      await editor.page.keyboard.press('Enter');
      await settled(3);
      assert.deepEqual(await wires(), ['run > search-people', 'search-people > do-for-people']);
    });

    it('asks the other plugins, too, whatever they do', async () => {
      await show(start(['search']), search(), { ...func('f', 'return msg', []), ...at(400, 300) });
      await editor.red((RED) => {
        const type = 'node-red-flow-suggestion-source';
        const all = RED.plugins.getPluginsByType(type);
        const add = (id: string, getSuggestions: (context: any) => unknown) =>
          RED.plugins.registerPlugin(id, { type, getSuggestions });
        const offer = (label: string) => ({ label, nodes: [{ id: 'a', type: 'debug', x: 0, y: 0 }] });
        add('good', (context) => Promise.resolve([offer(`from another, for ${context.source.type}`)]));
        add('throws', () => {
          throw new Error('broken');
        });
        add('rejects', () => Promise.reject(new Error('broken')));
        add('odd', () => Promise.resolve([null, {}, { nodes: [] }, 7, { label: 'x', nodes: [] }]));
        add('circle', async (context) => all[0].getSuggestions({ ...context }));
        add('hangs', (context) => (context.source.type === 'function' ? [] : new Promise(() => undefined)));
      });
      await drop(output('f'), 100, 60);
      const other = list().locator('li', { hasText: 'from another' });
      await other.waitFor();
      await offers('from another, for function');
      await editor.page.keyboard.press('Escape');
      await list().waitFor({ state: 'hidden' });
      await drop(output('search'), 160, 120);
      await other.waitFor();
      await offers('do for people');
      const offered = await texts();
      assert.ok(offered.indexOf('from another, for linkedapi-st-search-people') > 4);
      await other.click();
      const all = await settled(4);
      assert.ok(all.some(({ type }) => type === 'debug'));
      await shared.close();
    });

    it('is asked even where another plugin was there before', async () => {
      await show(start(['search']), search());
      // The editor loads the html of all plugins before that of any node.
      const early = `<script>RED.plugins.registerPlugin('early', {
        type: 'node-red-flow-suggestion-source',
        getSuggestions: async () => [{ label: 'the first', nodes: [{ id: 'a', type: 'debug', x: 0, y: 0 }] }],
      })</script>`;
      await editor.page.route('**/plugins*', async (route) => {
        if (!route.request().headers()['accept']?.includes('text/html')) return route.continue();
        const response = await route.fetch();
        return route.fulfill({ response, body: `${await response.text()}${early}` });
      });
      await editor.reload();
      await show(start(['search']), search());
      await drop(output('search'), 160, 120);
      await list().locator('li', { hasText: 'the first' }).waitFor();
      await offers('do for people');
      const sources = await editor.red(
        (RED) => RED.plugins.getPluginsByType('node-red-flow-suggestion-source').length as number,
      );
      assert.equal(sources, 2);
      await shared.close();
    });

    const ghost = () => editor.page.locator('.red-ui-flow-node-ghost');
    const ghostly = async () => (await ghost().allTextContents()).map((text) => text.trim());
    const select = (...ids: string[]) =>
      editor.red((RED, chosen) => {
        RED.view.select({ nodes: chosen.map((id) => RED.nodes.node(id)) });
        RED.view.focus();
      }, ids);

    async function press(key: string, first: string): Promise<void> {
      await editor.page.keyboard.press(key);
      await editor.page.waitForFunction(
        (text) => document.querySelector('.red-ui-flow-node-ghost')?.textContent?.startsWith(text),
        first,
      );
    }

    it('shows the next action as a ghost when a key is pressed, then the one after, and Tab adds it', async () => {
      await show(
        start(['open']),
        openPerson('open', ['skills'], at(400, 80)),
        action('st.retrievePersonSkills', 'skills', [], at(720, 80)),
      );
      await select('open');
      await press('n', 'retrieve person experience');
      assert.match((await ghostly())[0]!, /1 \/ \d+$/);
      await press('n', 'retrieve person education');
      assert.match((await ghostly())[0]!, /2 \/ \d+$/);
      await press('ArrowDown', 'retrieve person languages');
      await press('n', 'retrieve person posts');
      await press('ArrowUp', 'retrieve person languages');
      await editor.screenshot(`suggest-ghost-${version}`);
      assert.equal(await isDirty(), false);
      const steps = await history();
      await editor.page.keyboard.press('Tab');
      const all = await settled(4);
      assert.deepEqual(
        all.filter(({ valid }) => !valid),
        [],
      );
      apart(await boxes(editor));
      assert.deepEqual(await wires(), [
        'open-person-page > retrieve-person-languages',
        'open-person-page > retrieve-person-skills',
        'run > open-person-page',
      ]);
      assert.deepEqual([await history(), await isDirty()], [steps + 1, true]);
      await undo();
      assert.deepEqual([(await nodes()).length, await isDirty()], [3, false]);
    });

    /** Presses the key, from the first ghost on, until so many nodes are shown at once. */
    async function cycleTo(count: number): Promise<void> {
      for (let shown = 2; (await ghost().count()) !== count; shown += 1) {
        await editor.page.keyboard.press('n');
        await ghost()
          .filter({ hasText: `${shown} / ` })
          .waitFor();
      }
    }

    it('adds a ghost when it is clicked', async () => {
      // Ghosts continue with the last one used; a new page starts with the first.
      await shared.close();
      await show(start());
      await select('run');
      await editor.red((RED) => RED.actions.invoke('linkedapi:suggest-next-action'));
      await ghost().filter({ hasText: '1 / ' }).waitFor();
      await cycleTo(2);
      await ghost().nth(1).locator('.red-ui-flow-node').click();
      await settled(3);
      apart(await boxes(editor));
      assert.deepEqual(await wires(), ['open-person-page > retrieve-person-experience', 'run > open-person-page']);
      await undo();
      assert.deepEqual([(await nodes()).length, await isDirty()], [1, false]);
    });

    it('continues at the end of a recipe', async () => {
      // Ghosts continue with the last one used; a new page starts with the first.
      await shared.close();
      await show(start());
      await select('run');
      await press('n', 'search people');
      await cycleTo(4);
      await editor.screenshot(`suggest-ghosts-${version}`);
      await editor.page.keyboard.press('Tab');
      const all = await settled(5);
      apart(await boxes(editor));
      assert.deepEqual(
        all.filter(({ valid }) => !valid),
        [],
      );
      await editor.page.keyboard.press('n');
      await notice()
        .filter({ hasText: /No action may come under the selected one/ })
        .waitFor();
    });

    it('says what to select if there is nothing to show', async () => {
      await show(start(['ssi']), action('st.retrieveSSI', 'ssi', [], at(400, 80)), func('f', 'return msg', []), {
        ...action('st.newer', 'x'),
        type: 'linkedapi-custom-action',
        actionType: 'st.newer',
        ...at(300, 200),
      });
      const says = async (words: RegExp, ...ids: string[]) => {
        await select(...ids);
        await editor.page.keyboard.press('n');
        await notice().filter({ hasText: words }).waitFor();
        assert.equal(await ghost().count(), 0);
      };
      await says(/Select one Linked API action or run node/);
      await says(/No action may come under the selected one/, 'ssi');
      await says(/is not known here/, 'x');
      assert.equal(await isDirty(), false);
    });

    if (version === '5.0') {
      it('looks right in the dark', async () => {
        await show(start(['search']), search());
        await editor.red(() => document.documentElement.classList.add('nr-theme-dark'));
        await drop(output('search'), 100, 120);
        await items().nth(1).hover();
        await ghost().nth(2).waitFor();
        await editor.screenshot('suggest-list-dark');
        await editor.page.keyboard.press('Escape');
        await list().waitFor({ state: 'hidden' });
        await select('search');
        await press('n', 'do for people');
        await press('n', 'do for people');
        await ghost().nth(2).waitFor();
        await editor.screenshot('suggest-ghosts-dark');
      });
    }
  });
}
