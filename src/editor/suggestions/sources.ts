import { suggesting, type Context, type Source } from './red-for-suggestions';

const type = 'node-red-flow-suggestion-source';

/** Marks a context that came through here, so that plugins that ask each other do not go in circles. */
const asked = Symbol('asked');
type Marked = Context & { [asked]?: true };

/** Milliseconds to wait for other plugins if there is something to show already, and if there is nothing. */
const patience = { withOwn: 1000, alone: 10_000 };

/**
 * Has Node-RED ask for suggestions here. Node-RED asks only the first of all plugins, so this one puts itself first and asks
 * the others. Its own suggestions come first; `own` is undefined for what does not concern it.
 */
export function registerSource(own: (context: Context) => object[] | undefined): void {
  let turns = 0;
  const me: Source = {
    type,
    async getSuggestions(given: Context | undefined): Promise<object[]> {
      const context: Marked = given ?? {};
      const mine = own(context);
      if (context[asked]) return mine ?? [];
      const turn = ++turns;
      const wait = mine ? patience.withOwn : patience.alone;
      const rest = suggesting.plugins.getPluginsByType(type).filter((plugin) => plugin !== me);
      const theirs = await Promise.all(rest.map((plugin) => answer(plugin, { ...context, [asked]: true }, wait)));
      // Node-RED would put a late answer into a list that was opened for something else.
      return turn === turns ? [...(mine ?? []), ...theirs.flat()] : [];
    },
  };
  suggesting.plugins.registerPlugin('linkedapi-suggestions', me);
  const all = suggesting.plugins.getPluginsByType(type);
  all.unshift(...all.splice(all.indexOf(me), 1));
}

/** Leaves out plugins that fail or answer late, and entries that break Node-RED's list. */
async function answer(plugin: Source, context: Marked, wait: number): Promise<object[]> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<[]>((resolve) => (timer = setTimeout(() => resolve([]), wait)));
  try {
    const found: unknown = await Promise.race([plugin.getSuggestions(context), late]);
    return (Array.isArray(found) ? found : [found]).filter(isSuggestion).map((one) => ({ index: '', ...one }));
  } catch {
    return [];
  } finally {
    clearTimeout(timer);
  }
}

function isSuggestion(one: unknown): one is object {
  if (typeof one !== 'object' || one === null) return false;
  const { nodes, label, suggestion } = one as { nodes?: unknown; label?: unknown; suggestion?: unknown };
  if (suggestion === false) return typeof label === 'string';
  return Array.isArray(nodes) && nodes.length > 0 && (typeof label === 'string' || nodes.length === 1);
}
