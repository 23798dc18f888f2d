import { suggesting, type Context, type Source } from './red-for-suggestions';

const type = 'node-red-flow-suggestion-source';

/** Marks a context that came through here: who hands it back gets no more than is known here, and nobody is asked in circles. */
const asked = Symbol('asked');
type Marked = Context & { [asked]?: true };

/** In milliseconds: how long others are waited for where there is something to show, and where there is nothing. */
const patience = { withOwn: 1000, alone: 10_000 };

/**
 * Has Node-RED ask for suggestions here. Of all plugins it asks the first alone, so this becomes the first and asks the
 * others in turn, for what concerns it as for what does not: `own` is undefined for the latter. Its own come first.
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
      // Node-RED would put an answer that comes late into a list that was opened for something else.
      return turn === turns ? [...(mine ?? []), ...theirs.flat()] : [];
    },
  };
  suggesting.plugins.registerPlugin('linkedapi-suggestions', me);
  const all = suggesting.plugins.getPluginsByType(type);
  all.unshift(...all.splice(all.indexOf(me), 1));
}

/** Nothing from a plugin that fails or does not answer in time, and nothing that Node-RED’s list would stumble over. */
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
