import { type Catalog, runType } from '../../catalog/facts';
import { aboveOutput, nodeBeside } from '../canvas/wire-context';
import { chain } from './chain';
import { addCommand } from '../red/commands';
import { drawnWidth } from '../red/drawn-width';
import { nextActions, previousActions, type Offers, type Chain } from './next';
import { suggesting, type Context } from './red-for-suggestions';
import { registerSource } from './sources';
import { suggestNext, chainsOf } from './suggest';
import { say } from '../red/words';

const command = 'suggest-next-action';

/** Offers legal next steps where Node-RED asks for a node, and through a command with its own key. */
export function registerSuggestions(catalog: Catalog): void {
  registerSource((context) => offersFor(context, catalog));
  addCommand(command, say('suggest.command'), () => suggestNext(catalog));
  suggesting.keyboard.add('red-ui-workspace', 'n', `linkedapi:${command}`);
  finishApplying();
}

function offersFor(context: Context, catalog: Catalog): object[] | undefined {
  const { sourcePort = 0, sourcePortType = 0 } = context;
  const source = context.source ?? nodeBeside(placeAsked(), context.workspace, RED.nodes, catalog);
  if (!source) return undefined;
  if (sourcePortType === 0) {
    const above = aboveOutput(source, sourcePort, RED.nodes, catalog);
    if (!above || above.parents.length === 0) return undefined;
    return listed(nextActions(above.parents, above.present, catalog), false);
  }
  if (source.type === 'subflow') return undefined;
  const below = catalog.action(catalog.actionTypeOf(source) ?? '');
  if (!below) return undefined;
  return [...(below.root ? [entry(runType, say('run.node'))] : []), ...listed(previousActions(below, catalog), true)];
}

/** Where on the canvas a node is to be added: Node-RED shows an outline there. */
function placeAsked(): { x: number; y: number } | undefined {
  const outline = document.querySelector('.red-ui-flow-node-placeholder');
  const [, x, y] =
    /translate\(([\d.-]+)[ ,]+([\d.-]+)\)/.exec(outline?.parentElement?.getAttribute('transform') ?? '') ?? [];
  if (!outline || x === undefined || y === undefined) return undefined;
  return { x: Number(x), y: Number(y) + Number(outline.getAttribute('height')) / 2 };
}

/** As Node-RED’s list takes them: one node is added as from the palette, several as the flow they are. */
function listed(offers: Offers, upwards: boolean): object[] {
  const ways = chainsOf(offers);
  return ways.map((way, index) => {
    const [first, ...more] = way;
    const item = more.length > 0 ? recipe(way, upwards) : entry(first!.node, first!.name);
    const next = ways[index + 1];
    return { ...item, separator: next === undefined || next.length > 1 !== more.length > 0 };
  });
}

/** Node-RED hides a common entry as soon as something is typed, and finds the same node in its whole list. */
const entry = (type: string, label: string) => ({
  suggestion: false,
  common: true,
  type,
  def: suggesting.nodes.getType(type),
  label,
  index: '',
});

const recipe = (way: Chain, upwards: boolean) => ({
  label: (upwards ? [...way].reverse() : way).map(({ name }) => name).join(' → '),
  nodes: chain(way, drawnWidth, 0, upwards),
  // Node-RED also asks after Ctrl-Enter, but nothing can be added behind a node without outputs.
  def: { outputs: 0 },
  index: '',
});

/** When several nodes are added at once, Node-RED does not mark the flows as changed, nor end the drawing of the wire. */
function finishApplying(): void {
  let waiting = false;
  suggesting.events.on('nodes:add', (_node, how) => {
    const ofSeveral = how?.source === 'typeSearch' && !('splice' in how);
    if (waiting || !(ofSeveral || how?.source === 'suggestion')) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      suggesting.nodes.dirty(true);
      if (suggesting.view.state() !== suggesting.state.QUICK_JOINING) return;
      // The same as pressing Escape.
      $(window).trigger($.Event('keyup', { keyCode: 27 }));
    });
  });
}
