import assert from 'node:assert/strict';
import { at, canvas, sheet } from '../../support/browser/canvas';
import type { Editor } from '../../support/browser/editor';
import { action, run, type FlowNode } from '../../support/flows/flows';
import { hostVersions } from '../../support/node-red/hosts';

const collect = { id: 'collect', type: 'test-collect', name: '', wires: [], ...at(900, 280) };
const inject: FlowNode = {
  id: 'inject',
  type: 'inject',
  name: 'go',
  props: [{ p: 'topic', vt: 'str' }],
  topic: 'people',
  repeat: '',
  wires: [['run']],
  ...at(120, 80),
};
const found = (more: object = {}) => [
  inject,
  run(['search'], { completion: ['collect'] }, { name: '', ...at(240, 80), ...more }),
  action('st.searchPeople', 'search', ['loop'], {
    name: '',
    params: { limit: 3, term: 'engineer' },
    label: 'found',
    ...at(400, 80),
  }),
  action('st.doForPeople', 'loop', ['open'], { name: '', label: '', params: {}, ...at(600, 80) }),
  action('st.openPersonPage', 'open', ['skills'], {
    name: '',
    params: { basicInfo: true },
    label: 'profile',
    ...at(800, 80),
  }),
  action('st.retrievePersonSkills', 'skills', [], { name: '', params: {}, label: 'skills', ...at(1000, 180) }),
  collect,
];
const missing = [
  inject,
  run(['open'], { completion: ['collect'] }, { name: '', ...at(240, 80) }),
  action('st.openPersonPage', 'open', ['skills'], {
    name: '',
    params: { personUrl: 'https://www.linkedin.com/in/not-found' },
    label: 'profile',
    ...at(400, 80),
  }),
  action('st.retrievePersonSkills', 'skills', [], { name: '', params: {}, label: 'skills', ...at(600, 80) }),
  collect,
];

for (const version of hostVersions) {
  describe(`Results on the canvas of Node-RED ${version}`, function () {
    const shared = canvas(version);
    let editor: Editor;

    async function show(nodes: FlowNode[], account: object = {}): Promise<void> {
      editor = await shared.deploy(sheet(nodes, account));
      await editor.red((RED) => RED.actions.invoke('linkedapi:show-sidebar') as undefined);
    }

    const section = () => editor.page.locator('.linkedapi-results');
    const select = (id: string) =>
      editor.red((RED, one) => RED.view.select({ nodes: [RED.nodes.node(one)] }) as undefined, id);
    const status = (id: string) => editor.page.locator(`[id="${id}"] .red-ui-flow-node-status-label`);

    /** Resolves when a node shows this text and this class of dot or ring. */
    async function shows(id: string, text: string, mark?: string): Promise<void> {
      await editor.page
        .waitForFunction(
          ([node, words, look]) => {
            const element = document.getElementById(node);
            const label = element?.querySelector('.red-ui-flow-node-status-label')?.textContent;
            const shape = element?.querySelector('.red-ui-flow-node-status')?.getAttribute('class') ?? '';
            return label === words && (!look || shape.endsWith(look));
          },
          [id, text, mark ?? ''] as const,
        )
        .catch(async (error: unknown) => assert.fail(`${String(error)}: ${await status(id).textContent()}`));
    }
    const go = () => shared.nodeRed.inject('inject');
    /** Resolves when the newest run, which is in view, has this state. */
    const stands = (state: string) =>
      editor.page.waitForFunction(
        (word) => document.querySelector('.linkedapi-results option:checked')?.textContent?.includes(` · ${word} · `),
        state,
      );

    it('show the number of results per action, and the results in the sidebar', async () => {
      await show(found());
      await select('run');
      await section().getByText('Not run yet since Node-RED was started.').waitFor();
      await go();
      await shows('run', '7 done', 'dot-green');
      await shows('search', '✓ 1', 'dot-green');
      await shows('loop', '✓ 3', 'dot-green');
      await shows('skills', '✓ 3', 'dot-green');
      await stands('completed');
      assert.match((await section().locator('.linkedapi-run-facts code').innerText()).trim(), /^wf-/);
      const rows = await section().locator('.linkedapi-counts tr').allInnerTexts();
      assert.deepEqual(
        rows.map((row) => row.split(/\s+/).filter(Boolean)),
        [
          ['succeeded', 'failed', 'skipped'],
          ['found', '1', '0', '0'],
          ['profile', '3', '0', '0'],
          ['skills', '3', '0', '0'],
        ],
      );
      assert.equal(await section().locator('.linkedapi-counts .linkedapi-succeeded').first().innerText(), '✓ 7');
      await editor.screenshot(`results-run-${version}`);

      await select('open');
      await section().getByText('Results of this action: 3').waitFor();
      const results = section().locator('.linkedapi-result');
      assert.equal(await results.count(), 3);
      assert.match(await results.first().locator('.linkedapi-result-head').innerText(), /1\. \S+ \S+/);
      await results.first().locator('.red-ui-debug-msg-object-key:visible', { hasText: 'headline' }).first().waitFor();
      await editor.screenshot(`results-action-${version}`);
      if (version !== '5.0') return;
      await editor.red(() => document.documentElement.classList.add('nr-theme-dark'));
      await editor.screenshot(`results-dark-${version}`);
    });

    it('name the error of a failed action, and what was skipped', async () => {
      await show(missing);
      await go();
      await shows('open', '✗ 1 personNotFound', 'ring-red');
      await shows('skills', 'skipped 1', 'ring-grey');
      await select('open');
      const result = section().locator('.linkedapi-result');
      await result.getByText('personNotFound').waitFor();
      await select('skills');
      await section().getByText('This action brought no results in this run').waitFor();
      await editor.screenshot(`results-failed-${version}`);
    });

    it('are shown as old after an edit, a wire or a deploy, until that is undone', async () => {
      await show(found());
      await go();
      await shows('skills', '✓ 3');
      await editor.openDialog('open');
      await editor.page.locator('#node-input-label').fill('pages');
      await editor.clickDone();
      await shows('open', 'old: ✓ 3', 'ring-grey');
      assert.equal(await status('search').textContent(), '✓ 1');
      await select('open');
      await section().getByText('Changed since').waitFor();
      await editor.screenshot(`results-old-${version}`);
      await editor.red((RED) => void RED.history.pop());
      await shows('open', '✓ 3', 'dot-green');
      await section().getByText('Changed since').waitFor({ state: 'hidden' });

      await editor.red((RED) => {
        const link = RED.nodes.filterLinks({ target: { id: 'skills' } })[0];
        RED.nodes.removeLink(link);
        RED.history.push({ t: 'delete', links: [link], dirty: RED.nodes.dirty() });
        RED.nodes.dirty(true);
        RED.view.redraw(true);
      });
      await shows('skills', 'old: ✓ 3', 'ring-grey');
      await shows('open', 'old: ✓ 3', 'ring-grey');
      await shows('loop', '✓ 3', 'dot-green');
      await shared.nodeRed.started(() => editor.deploy());
      await editor.reload();
      await shows('skills', 'old: ✓ 3', 'ring-grey');
      await shows('loop', '✓ 3', 'dot-green');

      await go();
      await shows('open', '✓ 3', 'dot-green');
      await shows('skills', 'old: ✓ 3', 'ring-grey');
    });

    it('are not kept if so set, and even then show an edit', async () => {
      await show(found({ keep: 'nothing' }));
      await go();
      await shows('open', '✓ 3');
      await select('open');
      await section().getByText('this run node keeps nothing').waitFor();
      await editor.openDialog('open');
      await editor.page.locator('#node-input-label').fill('pages');
      await editor.clickDone();
      await shows('open', 'old: ✓ 3', 'ring-grey');
      assert.equal((await shared.nodeRed.get('/linkedapi/runs/open')).json() instanceof Object, true);
      assert.deepEqual(((await shared.nodeRed.get('/linkedapi/runs/open')).json() as { runs: [] }).runs, []);
    });

    it('read well in the debug sidebar when the run could not be sent', async () => {
      const params = { personUrl: 'https://example.com/', basicInfo: 'perhaps' };
      await show([
        inject,
        run(['open'], {}, { name: '', ...at(240, 80) }),
        action('st.openPersonPage', 'open', [], { name: '', params, label: '', ...at(400, 80) }),
      ]);
      await editor.red((RED) => RED.actions.invoke('core:show-debug-tab') as undefined);
      await go();
      const message = editor.page.locator('.red-ui-debug-msg-payload').last();
      await message.waitFor();
      await editor.screenshot(`results-debug-${version}`);
      for (const folded of await message.locator('.red-ui-debug-msg-object-handle').all()) await folded.click();
      const text = await message.textContent();
      assert.match(text ?? '', /2 things are wrong with the workflow/);
      assert.doesNotMatch(text ?? '', /object Object|NodeError/);
      await editor.screenshot(`results-debug-open-${version}`);
    });

    it('of one sequence are one line with totals, and those with failures come first', async () => {
      const one = { id: 'rows', type: 'function', name: '', outputs: 1, libs: [], wires: [['run']], ...at(120, 160) };
      const people = ['amelie-hoffmann', 'not-found', 'tomas-novak'];
      const func = `return [${JSON.stringify(people)}.map((name, index) => ({
        url: 'https://www.linkedin.com/in/' + name, parts: { id: 'rows', index, count: 3 }
      }))]`;
      await show([
        { ...inject, wires: [['rows']] },
        { ...one, func },
        run(['open'], { completion: ['collect'] }, { name: '', ...at(240, 80) }),
        action('st.openPersonPage', 'open', [], {
          ...{ name: '', label: 'profile', ...at(400, 80) },
          params: { personUrl: { type: 'msg', value: 'url' }, basicInfo: true },
        }),
        collect,
      ]);
      await go();
      await shared.nodeRed.next(3, 'collect');
      await shows('run', '2 done, 1 failed', 'dot-yellow');
      await select('run');
      const lines = section().locator('.linkedapi-results-run').first().locator('option');
      await lines.filter({ hasText: /^3 runs · ✓ 2 · ✗ 1 · / }).waitFor({ state: 'attached' });
      assert.match(await section().locator('.linkedapi-totals').innerText(), /^✓ 2 · ✗ 1$/);
      const own = await section().locator('.linkedapi-results-run').nth(1).locator('option').allTextContents();
      assert.match(own[0]!, /^not-found · ✗ 1 · completed/);
      assert.deepEqual(own.map((text) => text.split(' · ')[0]).sort(), people.sort());
      await select('open');
      await section().locator('.linkedapi-result-failed', { hasText: 'not-found' }).waitFor();
      await editor.screenshot(`results-sequence-${version}`);
    });

    it('show what was sent', async () => {
      await show(found());
      await select('run');
      await go();
      await stands('completed');
      await section().locator('.linkedapi-sent > summary').click();
      await section().locator('.linkedapi-sent :text("st.searchPeople"):visible').waitFor();
      await editor.screenshot(`results-sent-${version}`);
    });

    it('can cancel a run and start it again, after asking', async () => {
      await show(found(), { sandboxSpeed: 'real' });
      await select('search');
      await go();
      await shows('search', 'running', 'dot-blue');
      await stands('running');
      await editor.screenshot(`results-running-${version}`);
      await section().locator('[data-do="cancel"]').click();
      await stands('cancelled');
      await shows('run', 'cancelled', 'ring-grey');
      await shows('search', '');
      assert.equal(await section().locator('[data-do="cancel"]').count(), 0);

      await section().locator('[data-do="again"]').click();
      const question = editor.page.locator('.red-ui-notification', { hasText: 'Run the workflow again' });
      // Waits until it no longer moves.
      await question.getByRole('button', { name: 'Cancel' }).hover();
      await editor.screenshot(`results-again-${version}`);
      await question.getByRole('button', { name: 'Cancel' }).click();
      await question.waitFor({ state: 'detached' });
      assert.equal(await section().locator('option').count(), 1);
      await section().locator('[data-do="again"]').click();
      await question.getByRole('button', { name: 'Run again' }).click();
      await stands('running');
      assert.equal(await section().locator('option').count(), 2);
      await section().locator('[data-do="cancel"]').click();
      await stands('cancelled');
    });
  });
}
