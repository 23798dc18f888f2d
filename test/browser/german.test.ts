import assert from 'node:assert/strict';
import { canvas } from '../support/browser/canvas';
import type { Editor } from '../support/browser/editor';
import { hostVersions } from '../support/node-red/hosts';

const flows = [
  { id: 'tab', type: 'tab', label: 'Flow' },
  {
    ...{ id: 'run', z: 'tab', type: 'linkedapi-run', name: '', account: 'account', labels: [], delivery: 'each' },
    ...{ onFinding: 'stop', timeout: 24, outputs: 2, x: 200, y: 80, wires: [['search'], []] },
  },
  {
    ...{ id: 'search', z: 'tab', type: 'linkedapi-st-search-people', name: '', label: '', params: { term: 'heat' } },
    ...{ x: 260, y: 160, wires: [[]] },
  },
  {
    ...{ id: 'react', z: 'tab', type: 'linkedapi-st-react-to-post', name: '', label: '', params: { type: 'love' } },
    ...{ x: 260, y: 240, wires: [[]] },
  },
  {
    ...{ id: 'account', type: 'linkedapi-account', name: '', mode: 'sandbox', baseUrl: '', pollInterval: 5 },
    ...{ sandboxAccount: 'sandbox', sandboxSpeed: 'fast', sandboxReading: 'A' },
  },
];

for (const version of hostVersions) {
  describe(`the editor of Node-RED ${version} in German`, function () {
    const shared = canvas(version, { language: 'de' });
    let editor: Editor;
    beforeEach(async () => {
      editor = await shared.load(flows);
    });

    const text = async (selector: string) => (await editor.page.locator(selector).innerText()).replace(/\s+/g, ' ');

    it('names the nodes of the palette and of the canvas', async () => {
      const label = (type: string) => text(`.red-ui-palette-node[data-palette-type="${type}"] .red-ui-palette-label`);
      assert.equal(await label('linkedapi-st-open-person-page'), 'Profil öffnen');
      assert.equal(await label('linkedapi-run'), 'Linked API Lauf');
      assert.equal(await label('linkedapi-st-search-companies'), 'Firmen suchen');
      assert.equal(await text('#red-ui-palette-header-Linked_API_people'), 'Linked API Personen');
      assert.equal(await label('linkedapi-nv-search-people'), 'Personen suchen (Navigator)');
      await editor.page.locator('[data-palette-type="linkedapi-st-do-for-people"]').scrollIntoViewIfNeeded();
      await editor.screenshot(`german-palette-${version}`);
      const shown = await editor.page.locator('.red-ui-flow-node-label-text').allTextContents();
      assert.deepEqual(shown.filter((words) => words !== '').sort(), [
        'Auf Beitrag reagieren',
        'Ausführen',
        'Personen suchen',
      ]);
    });

    it('asks for an action’s parameters', async () => {
      await editor.openDialog('search');
      const rows = await editor.page.locator('#dialog-form .form-row:visible > label').allInnerTexts();
      assert.deepEqual(
        rows.map((words) => words.trim()),
        ['Name', 'Label', 'Suchbegriff', 'Höchstzahl', 'Such-URL', 'Filter'],
      );
      const form = await text('#dialog-form');
      assert.match(form, /1 – 1\.000 Personen, ohne Angabe 10\./);
      assert.match(form, /Jedes Feld grenzt die Suche weiter ein/);
      await editor.screenshot(`german-dialog-${version}`);
      await editor.clickDone();
    });

    it('says what is wrong with a value, in the names that are shown', async () => {
      const problems = await editor.red((RED) => {
        const node = RED.nodes.node('search');
        const { validate } = node._def.defaults.params;
        return validate.call(node, { limit: 5000, term: [7], filter: { locations: { city: 7 } } }, {}) as string[];
      });
      const sentences = problems.map((sentence) => sentence.replace(/\s+/g, ' '));
      assert.deepEqual(sentences, [
        'Suchbegriff muss Text sein, nicht [7]',
        'Höchstzahl darf höchstens 1000 Personen sein, nicht 5000',
        'Filter → Orte muss eine Liste von Texten sein, nicht [{"city":7}]',
      ]);
    });

    it('names the values to choose from', async () => {
      await editor.openDialog('react');
      assert.match(await text('#dialog-form'), /Wunderbar/);
      await editor.clickDone();
    });

    it('asks for an account’s settings', async () => {
      await editor.openDialog('account');
      assert.match(await text('.red-ui-tray:last-child'), /Verbindung testen/);
      await editor.page.locator('.linkedapi-more > summary').click();
      assert.match(await text('#linkedapi-sandbox-says'), /^Das gewöhnliche Konto/);
      await editor.page.selectOption('#node-config-input-sandboxAccount', 'not-found');
      assert.match(
        await text('#linkedapi-sandbox-says'),
        /endet mit companyNotFound, jobNotFound, personNotFound, postNotFound, commentNotFound\.$/,
      );
      await editor.screenshot(`german-account-${version}`);
      await editor.clickDone();
    });

    it('helps with every node', async () => {
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('search')] });
        RED.actions.invoke('core:show-help-tab');
      });
      const help = editor.page.locator('.red-ui-help', { hasText: 'Sucht Personen auf LinkedIn' }).last();
      await help.waitFor();
      assert.match(await help.innerText(), /Platz im Workflow\s+Steht am Anfang eines Workflows/);
      await editor.screenshot(`german-help-${version}`);
    });

    it('says in German how a run has ended, with a 24-hour time', async () => {
      const inject = { id: 'inject', z: 'tab', type: 'inject', props: [], repeat: '', x: 80, y: 80, wires: [['run']] };
      editor = await shared.deploy([...flows.filter(({ id }) => id !== 'react'), inject]);
      await editor.red((RED) => {
        RED.actions.invoke('linkedapi:show-sidebar');
        RED.view.select({ nodes: [RED.nodes.node('run')] });
      });
      await shared.nodeRed.inject('inject');
      await editor.page.locator('[id="run"] .red-ui-flow-node-status-label', { hasText: /^1 fertig/ }).waitFor();
      const line = editor.page.locator('.linkedapi-results-run option').first();
      await line.filter({ hasText: /heat · abgeschlossen · \d\d?:\d\d:\d\d$/ }).waitFor({ state: 'attached' });
    });

    it('loads one language only', async () => {
      const html = async (language: string) => {
        const answer = await fetch(new URL('/nodes', shared.nodeRed.url), {
          headers: { accept: 'text/html', 'accept-language': language },
        });
        return answer.text();
      };
      const [english, german, austrian] = await Promise.all(['en-US', 'de', 'de-AT'].map(html));
      const [one, other] = ['Searches LinkedIn for people', 'Sucht Personen auf LinkedIn'];
      assert.deepEqual([english!.includes(one), english!.includes(other)], [true, false]);
      for (const texts of [german!, austrian!]) {
        assert.deepEqual([texts.includes(one), texts.includes(other)], [false, true]);
      }
    });
  });
}
