import assert from 'node:assert/strict';
import { canvas, search, start } from '../../support/browser/canvas';
import { beginWire } from '../../support/browser/drawing';
import type { Editor } from '../../support/browser/editor';
import { listOpened } from '../../support/browser/quick-add';
import { hostVersions } from '../../support/node-red/hosts';

/** What users type, and a node that it has to find; without one, all nodes. */
const typed: Record<string, Record<string, string | undefined>> = {
  'en-US': {
    linkedin: undefined,
    invite: 'st-send-connection-request',
    sales: 'nv-search-people',
    lead: 'st-search-people',
    loop: 'st-do-for-people',
    profile: 'st-open-person-page',
    'follow up': 'st-send-message',
    scrape: 'st-retrieve-person-experience',
    enrich: 'st-open-company-page',
    InMail: 'nv-send-message',
    start: 'run',
    trigger: 'inbox',
  },
  de: {
    linkedin: undefined,
    einladen: 'st-send-connection-request',
    Vertrieb: 'nv-search-people',
    Schleife: 'st-do-for-people',
    anreichern: 'st-open-person-page',
    nachfassen: 'st-send-message',
    Auslöser: 'inbox',
    // Many users search in English, whatever language the editor has.
    invite: 'st-send-connection-request',
  },
};

const wire = '[id="search"] .red-ui-flow-port-output .red-ui-flow-port';

for (const version of hostVersions) {
  for (const [language, words] of Object.entries(typed)) {
    describe(`The words of users on Node-RED ${version}, ${language}`, function () {
      const shared = canvas(version, { language });
      let editor: Editor;
      beforeEach(async () => void (editor = await shared.show(start(['search']), search())));

      /** Types each term and waits until the entries in view are what it has to find. */
      async function find(input: string, entries: string): Promise<void> {
        for (const [term, node] of Object.entries(words)) {
          await editor.page.fill(input, '');
          await editor.page.locator(input).pressSequentially(term);
          const found = editor.page.waitForFunction(
            ([selector, wanted]) => {
              const all = document.querySelectorAll('[data-palette-type^="linkedapi-"]').length;
              const types = [...document.querySelectorAll<HTMLElement>(selector)]
                .filter((entry) => entry.offsetParent !== null)
                .map((entry) => entry.dataset['paletteType'] ?? $(entry).data<{ type?: string }>('data').type ?? '')
                .filter((type) => type.startsWith('linkedapi-'));
              return wanted === '' ? types.length === all : types.length < all && types.includes(`linkedapi-${wanted}`);
            },
            [entries, node ?? ''] as const,
          );
          await found.catch(() => assert.fail(`“${term}” does not find ${node ?? 'all'}`));
        }
      }

      it('find nodes in the palette', () => find('#red-ui-palette-search input', '.red-ui-palette-node'));

      it('find nodes in the list of nodes to add', async () => {
        const [x, y] = await beginWire(editor, editor.page.locator(wire));
        await editor.page.mouse.down();
        await editor.page.mouse.move(x + 140, y + 125, { steps: 4 });
        await editor.page.mouse.move(x + 160, y + 120, { steps: 2 });
        await editor.page.mouse.up();
        await listOpened(editor.page);
        await find('#red-ui-type-search-input', '#red-ui-type-search .red-ui-editableList-item-content');
      });
    });
  }
}
