import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { languages } from '../../../src/build/html/language';
import { estimatedWidth } from '../../../src/flow-file/to-flow';
import { launch, openEditorIn, requireBrowser } from '../../support/browser/browser';
import { at, search, sheet, start } from '../../support/browser/canvas';
import { browserProgram, chromiumOfNpm } from '../../support/browser/chromium';
import { apart, boxes, draw } from '../../support/browser/drawing';
import type { Editor } from '../../support/browser/editor';
import { imported } from '../../support/flows/flow-files';
import { action } from '../../support/flows/flows';
import { fonts, onlyFont } from '../../support/browser/fonts';
import { built, sets } from '../../build/built';
import { hostVersions, repoRoot } from '../../support/node-red/hosts';
import { sharedNodeRed } from '../../support/node-red/shared-host';
import { facts } from '../../support/flows/trees';

const names = facts.map(({ name }) => name);
const labels = [...names, ...names.map((name) => name.toUpperCase()), 'Größe: 100 % @ “Müller & Söhne” → #1 …'];
const example = {
  actionType: 'st.searchPeople',
  then: {
    actionType: 'st.doForPeople',
    then: {
      actionType: 'st.openPersonPage',
      then: ['Experience', 'Education', 'Skills'].map((what) => ({ actionType: `st.retrievePerson${what}` })),
    },
  },
};

/** In pixels. Node-RED cuts words of 82, and other fonts may be a little wider. */
const maxPaletteWord = 79;

/** The single words of all palette labels in a language. */
function paletteWords(code: string): string[] {
  const labels = (texts: object): string[] =>
    Object.entries(texts).flatMap(([key, text]: [string, unknown]) => {
      if (typeof text === 'object' && text !== null) return key === 'palette' ? [] : labels(text);
      return key === 'palette' ? [String(text)] : [];
    });
  return sets
    .flatMap((set) => labels(JSON.parse(built(`nodes/locales/${code}/${set}.json`)) as object))
    .flatMap((label) => label.split(/[ -]/));
}

const sample = 'Hamburgefonts Hamburgefonts';
/** In pixels, as a node's label. */
const sampleWidths = { DejaVu: 226, Liberation: 200, Noto: 216, 'Open Sans': 214 };

async function isDrawnIn(font: keyof typeof sampleWidths, editor: Editor): Promise<void> {
  const width = await editor.red(
    (RED, words) => RED.view.calculateTextWidth(words, 'red-ui-flow-node-label') as number,
    sample,
  );
  assert.ok(Math.abs(width - sampleWidths[font]) <= 2, `${width} pixels`);
}

fonts.forEach((font, index) => {
  // The effect of a font depends on the browser alone, so each is tried with one version only.
  const version = hostVersions[index % hostVersions.length]!;

  describe(`Nodes in ${font} on Node-RED ${version}`, function () {
    let browser: Browser;
    let editor: Editor;

    before(async function () {
      await requireBrowser(this);
      browser = await launch((await browserProgram())!, await onlyFont(font));
      editor = await openEditorIn(browser, await sharedNodeRed(version));
    });
    afterEach(() => assert.deepEqual(editor.errors, []));
    after(() => browser?.close());

    it('are drawn in that font', async () => {
      await isDrawnIn(font, editor);
    });

    it('are no wider than estimated without a browser', async () => {
      const widths = await editor.red(
        (RED, all) =>
          all.map((label) => RED.view.calculateNodeDimensions({ type: '', _def: { label, inputs: 1 } })[0] as number),
        labels,
      );
      labels.forEach((label, i) => assert.ok(widths[i]! <= estimatedWidth(label), `${label}: ${widths[i]} pixels`));
    });

    it('have palette words that are not cut, in any language', async () => {
      const words = [...new Set(languages(repoRoot).flatMap(paletteWords))];
      assert.ok(words.includes('people') && words.includes('Personen'), String(words));
      const widths = await editor.red(
        (RED, all) => all.map((word) => RED.view.calculateTextWidth(word, 'red-ui-palette-label') as number),
        words,
      );
      const tooLong = words.filter((_, index) => widths[index]! > maxPaletteWord);
      assert.deepEqual(tooLong, []);
    });

    it('do not overlap in a flow made without a browser', async () => {
      await editor.show(imported(example).flow);
      apart(await boxes(editor));
    });

    it('do not overlap when a quick fix inserts some', async () => {
      const skills = action('st.retrievePersonSkills', 'skills', [], at(600, 80));
      await editor.show(sheet([start(['search']), search(), skills]));
      await draw(editor, 'search', 'skills');
      await editor.page.getByRole('button', { name: /^Insert/ }).click();
      await editor.page.waitForFunction(() => document.querySelectorAll('.red-ui-flow-node-group').length === 5);
      apart(await boxes(editor));
    });

    it('do not overlap when a suggestion is accepted', async () => {
      await editor.show(sheet([start()]));
      await editor.red((RED) => {
        RED.view.select({ nodes: [RED.nodes.node('run')] });
        RED.view.focus();
      });
      const ghosts = editor.page.locator('.red-ui-flow-node-ghost');
      for (let shown = 1; (await ghosts.count()) < 4; shown += 1) {
        await editor.page.keyboard.press('n');
        await ghosts.filter({ hasText: `${shown} / ` }).waitFor();
      }
      await editor.page.keyboard.press('Tab');
      await editor.page.waitForFunction(() => {
        const left = document.querySelectorAll('.red-ui-flow-node-ghost').length;
        return left === 0 && document.querySelectorAll('.red-ui-flow-node-group').length === 5;
      });
      apart(await boxes(editor));
    });
  });
});

describe('The Chromium from npm', function () {
  it('shows the editor using only the C library of this machine', async function () {
    if (process.platform !== 'linux' || process.arch !== 'x64') return this.skip();
    const browser = await launch(await chromiumOfNpm(), { PATH: '', HOME: '' });
    try {
      const editor = await openEditorIn(browser, await sharedNodeRed(hostVersions.at(-1) ?? '5.0'));
      await editor.show(sheet([start(['search']), search()]));
      const words = await editor.page.locator('.red-ui-flow-node-label-text').allTextContents();
      assert.ok(words.includes('search people'), String(words));
      await isDrawnIn('Open Sans', editor);
      await editor.screenshot('chromium-of-npm');
    } finally {
      await browser.close();
    }
  });
});
