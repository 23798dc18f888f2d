import { specialNodes, textKeyOf, type Catalog } from '../../catalog/facts';
import { say, searchWords } from './words';

/** How an entry of a list stores what Node-RED searches in, which is neither documented nor extensible. */
interface List {
  input: string;
  entries: string;
  typeOf(entry: JQuery): string | undefined;
  add(entry: JQuery, words: string): void;
}

interface QuickAddEntry {
  type?: string;
  index?: string;
}

const palette: List = {
  input: '#red-ui-palette-search input',
  entries: '.red-ui-palette-node',
  typeOf: (entry) => entry.attr('data-palette-type'),
  add: (entry, words) => entry.attr('data-palette-label', `${entry.attr('data-palette-label') ?? ''} ${words}`),
};

const quickAdd: List = {
  input: '#red-ui-type-search-input',
  entries: '#red-ui-type-search .red-ui-editableList-item-content',
  typeOf: (entry) => entry.data<QuickAddEntry | undefined>('data')?.type,
  add(entry, words) {
    const data = entry.data<QuickAddEntry | undefined>('data');
    if (typeof data?.index === 'string') data.index += ` ${words.toLowerCase()}`;
  },
};

/**
 * Has the palette and the list from which a node is added find our nodes by further words. The words are added when something
 * is typed, since Node-RED rebuilds both lists without an event.
 */
export function addSearchWords(catalog: Catalog): void {
  const done = new WeakSet<HTMLElement>();
  const words = new Map<string, () => string>([
    ...specialNodes.map(({ type }) => [type, () => say(`${textKeyOf(type)}.search`)] as const),
    ...catalog.actions.map((action) => [action.node, () => searchWords(action)] as const),
  ]);
  document.addEventListener(
    'input',
    ({ target }) => {
      const list = [palette, quickAdd].find(({ input }) => target instanceof Element && target.matches(input));
      if (!list) return;
      $(list.entries).each((_, element) => {
        const entry = $(element);
        const found = words.get(list.typeOf(entry) ?? '');
        if (!found || done.has(element)) return;
        done.add(element);
        list.add(entry, `linkedin ${found()}`);
      });
    },
    true,
  );
}
