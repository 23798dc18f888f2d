import type { Catalog, ActionFacts } from '../../catalog/facts';
import { aboveOutput } from '../canvas/wire-context';
import type { CanvasNode } from '../canvas/canvas';
import { chainBeside, type SuggestedNode } from './chain';
import { drawnWidth } from '../red/drawn-width';
import { nextActions, type Offers, type Chain } from './next';
import { editor } from '../red/red-for-flows';
import { suggesting, type Ghosts } from './red-for-suggestions';
import { say } from '../red/words';

let shown: { ghosts: Ghosts; what: string } | undefined;

/**
 * Shows what may come next as ghost nodes beside the selected action or run node; called again, the next suggestion. A click
 * or Tab accepts it. If there is nothing to show, a notification says why.
 */
export function suggestNext(catalog: Catalog): void {
  // Otherwise the key press that is still being handled would count as an answer to the suggestion.
  setTimeout(() => {
    if (suggesting.typeSearch.isVisible()) return;
    const problem = showNext(catalog);
    if (problem) editor.notify(editor.utils.sanitize(problem), { type: 'warning', timeout: 5000 });
  });
}

function showNext(catalog: Catalog): string | undefined {
  const source = selected();
  const above = source && aboveOutput(source, 0, RED.nodes, catalog);
  if (!source || !above) return say('suggest.choose');
  if (suggesting.workspaces.isLocked?.()) return say('suggest.locked');
  if (above.parents.length === 0) return say('suggest.unknown');
  const ways = chainsOf(nextActions(above.parents, above.present, catalog));
  if (ways.length === 0) return say('suggest.nothing');
  const what = `${source.id} ${ways.map(typesOf).join(' ')}`;
  const last = shown?.what === what ? (shown.ghosts.currentIndex ?? 0) : -1;
  const nodes = ways.map((way) => chainBeside(source, way, drawnWidth, RED.nodes));
  const ghosts: Ghosts = { source, sourcePort: 0, clickToApply: true, nodes };
  suggesting.view.setSuggestedFlow(ghosts);
  shown = { ghosts, what };
  explainKeys();
  if (last >= 0) {
    ghosts.currentIndex = last;
    // The same as Node-RED's own key for the next suggestion.
    $(window).trigger($.Event('keydown.suggestedFlow', { keyCode: 40 }));
  }
  bringIntoView(nodes[ghosts.currentIndex ?? 0] ?? []);
  return undefined;
}

let keys: { close(): void } | undefined;

function explainKeys(): void {
  keys?.close();
  keys = editor.notify(editor.utils.sanitize(say('suggest.keys')), { type: 'compact', timeout: 5000 });
}

/** Scrolls the canvas as far as it takes to show these nodes. */
function bringIntoView(nodes: readonly SuggestedNode[]): void {
  const chart = $('#red-ui-workspace-chart')[0];
  if (!chart || nodes.length === 0) return;
  const scale = RED.view.scale();
  const right = Math.max(...nodes.map(({ x }) => x + widest)) * scale + margin;
  const bottom = Math.max(...nodes.map(({ y }) => y)) * scale + margin;
  chart.scrollLeft = Math.max(chart.scrollLeft, right - chart.clientWidth);
  chart.scrollTop = Math.max(chart.scrollTop, bottom - chart.clientHeight);
}

/** Pixels between a ghost and the edge of the view, and the most of a ghost to the right of its place. */
const margin = 60;
const widest = 240;

/** In order: single actions, each recipe after the single action it begins with, then actions without next steps. */
export function chainsOf({ single, recipes }: Offers): Chain[] {
  const last = Math.max(
    ...single.map((action, index) => (recipes.some(([first]) => first === action) ? index + 1 : 0)),
  );
  const ways = [...single.slice(0, last).map(one), ...recipes, ...single.slice(last).map(one)];
  // A set of nodes may be switched off in the palette.
  return ways.filter((way) => way.every(({ node }) => isInstalled(node)));
}

const one = (action: ActionFacts): Chain => [action];

function isInstalled(type: string): boolean {
  const definition = suggesting.nodes.getType(type);
  return definition !== undefined && definition.set?.enabled !== false;
}

const typesOf = (way: Chain) => way.map(({ type }) => type).join('>');

/** The selected node; of a selected chain, the last one. */
function selected(): CanvasNode | undefined {
  const nodes = new Map((suggesting.view.selection().nodes ?? []).map((node) => [node.id, node]));
  RED.nodes.eachLink(({ source, target }) => void (nodes.has(target.id) && nodes.delete(source.id)));
  return nodes.size === 1 ? [...nodes.values()][0] : undefined;
}
