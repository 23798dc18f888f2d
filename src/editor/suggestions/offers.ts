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

/** Offers legal next steps where Node-RED asks what to wire, and by a command with a key of its own. */
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

/** Where on the canvas a node is to be added: where Node-RED shows the outline of one, its upper left corner at the origin. */
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

/** Marked as common, it gives way to its like in the whole list as soon as something is typed. */
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
  // Node-RED asks for it where Ctrl-Enter is pressed: without outputs nothing is to be added behind.
  def: { outputs: 0 },
  index: '',
});

/** Node-RED forgets, when several nodes are added at once, that the flows have changed and that the wire has been drawn. */
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
      // As if Escape had been pressed.
      $(window).trigger($.Event('keyup', { keyCode: 27 }));
    });
  });
}
