import { type ActionFacts, type Catalog, runType } from '../../catalog/facts';
import { shortestPathBetween, shortestPathToRoot } from '../../workflow';
import { readCanvas, type CanvasLink, type CanvasNode, type EditorNodes, type NodeInstance } from './canvas';
import { drawnWidth } from '../red/drawn-width';
import { placeBetween } from './placement';
import { say } from '../red/words';

/** A notification about a wire. It closes when it is no longer true. */
export interface Offer {
  message: string;
  close(): void;
}

/** Says what is wrong with a new wire, and offers to fix it. Nothing is changed without the user's consent. */
export function offerQuickFix(message: string, link: CanvasLink, catalog: Catalog): Offer {
  const missing = missingActions(link, RED.nodes, catalog);
  const names = missing?.map(({ name }) => catalog.translate('quoted', { name })).join(' → ');
  return offer(message, () => isStillDrawn(link), [
    { text: say('quickFix.remove'), act: () => removeWire(link) },
    ...(missing
      ? [{ text: say('quickFix.insert', { names }), act: () => insert(missing, link), class: 'primary' }]
      : []),
  ]);
}

/** Says what is wrong with the last step, and offers to undo it. */
export function offerUndo(message: string, step: EditorStep): Offer {
  const undo = { text: say('quickFix.remove'), act: () => RED.history.pop() };
  return offer(message, () => RED.history.peek() === step, [undo]);
}

/** `isStillValid`: whether the step can still be fixed or undone. */
function offer(
  message: string,
  isStillValid: () => boolean,
  answers: readonly { text: string; act: () => void; class?: string }[],
): Offer {
  const buttons = [{ text: say('quickFix.leave'), act: () => undefined }, ...answers].map(({ act, ...button }) => ({
    ...button,
    click: () => {
      notification.close();
      if (isStillValid()) act();
      // So that the keys of the canvas work at once, such as Ctrl-Z.
      RED.view.focus();
    },
  }));
  const text = $('<p class="linkedapi-quick-fix"></p>').text(message);
  const notification = RED.notify(text, { type: 'warning', fixed: true, buttons });
  return { message, close: () => notification.close() };
}

/** The actions that make a wire legal when they are inserted; undefined if there are none. */
function missingActions(link: CanvasLink, nodes: EditorNodes, catalog: Catalog): ActionFacts[] | undefined {
  const without: EditorNodes = {
    eachNode: (visit) => nodes.eachNode(visit),
    eachJunction: (visit) => nodes.eachJunction(visit),
    eachSubflow: (visit) => nodes.eachSubflow(visit),
    eachWorkspace: (visit) => nodes.eachWorkspace(visit),
    eachGroup: (visit) => nodes.eachGroup(visit),
    eachLink: (visit) =>
      nodes.eachLink((one) => {
        if (!isSame(one, link)) visit(one);
      }),
  };
  const others = pairs(without, catalog);
  const chains = [...pairs(nodes, catalog)]
    .filter(([key]) => !others.has(key))
    .map(([, [parent, child]]) => {
      const type = catalog.actionTypeOf(child) ?? '';
      if (parent.type === runType) return catalog.action(type)?.root ? undefined : shortestPathToRoot(type, catalog);
      const above = catalog.actionTypeOf(parent) ?? '';
      return catalog.action(above)?.children.includes(type) ? undefined : shortestPathBetween(above, type, catalog);
    });
  const [first] = chains;
  return first &&
    chains.every((chain) => chain?.map(({ type }) => type).join() === first.map(({ type }) => type).join())
    ? first
    : undefined;
}

function pairs(nodes: EditorNodes, catalog: Catalog): Map<string, [CanvasNode, CanvasNode]> {
  const canvas = readCanvas(nodes, catalog);
  const isAction = ({ node }: NodeInstance) => catalog.actionTypeOf(node) !== undefined;
  return new Map(
    canvas.instances.flatMap((parent) =>
      canvas
        .next(parent)
        .filter(isAction)
        .map((child): [string, [CanvasNode, CanvasNode]] => [`${parent.id} ${child.id}`, [parent.node, child.node]]),
    ),
  );
}

const isSame = (one: CanvasLink, other: CanvasLink) =>
  one.source.id === other.source.id && one.sourcePort === other.sourcePort && one.target.id === other.target.id;

function isStillDrawn(link: CanvasLink): boolean {
  let found = false;
  RED.nodes.eachLink((one) => {
    if (isSame(one, link)) found = true;
  });
  return found;
}

function removeWire(link: CanvasLink): void {
  const dirty = RED.nodes.dirty();
  const links = theLinks(link);
  links.forEach((one) => RED.nodes.removeLink(one));
  done({ t: 'delete', links, dirty });
}

// After undo and redo, the same wire may be another object.
function theLinks(link: CanvasLink): CanvasLink[] {
  const found: CanvasLink[] = [];
  RED.nodes.eachLink((one) => {
    if (isSame(one, link)) found.push(one);
  });
  return found;
}

function insert(actions: readonly ActionFacts[], link: CanvasLink): void {
  const dirty = RED.nodes.dirty();
  const widths = actions.map(({ name }) => drawnWidth(name));
  const { places, moves } = placeBetween(link, widths, RED.nodes);
  let subflow: unknown;
  const nodes = actions.map(({ node: type }, index) => {
    const { x, y } = places[index]!;
    const created = RED.view.createNode(type, x, y, link.source.z);
    subflow ??= created.historyEvent.subflow;
    // Node-RED guesses the width of a new node and keeps its left edge, which would move its centre.
    Object.assign(created.node, { w: widths[index] });
    const node = RED.nodes.add(created.node) ?? created.node;
    RED.editor.validateNode(node);
    return node;
  });
  const removedLinks = theLinks(link);
  removedLinks.forEach((one) => RED.nodes.removeLink(one));
  const chain = [link.source, ...nodes, link.target];
  const links = nodes.concat([link.target as CanvasNode]).map((target, index): CanvasLink => ({
    source: chain[index]!,
    sourcePort: index === 0 ? link.sourcePort : 0,
    target,
  }));
  links.forEach((one) => RED.nodes.addLink(one));
  const moved = moves.map(({ node, x }) => {
    const before = { n: node, ox: node.x, oy: node.y, moved: (node as { moved?: boolean }).moved };
    Object.assign(node, { x, moved: true, dirty: true });
    return before;
  });
  const group = groupOf(link);
  if (group) RED.group.addToGroup(group, nodes);
  const added = {
    t: 'add',
    nodes: nodes.map(({ id }) => id),
    links,
    removedLinks,
    dirty,
    ...(subflow ? { subflow } : {}),
  };
  const events: EditorStep[] = [added];
  if (moved.length > 0) events.push({ t: 'move', nodes: moved, dirty });
  if (group) events.push({ t: 'addToGroup', group, nodes, dirty });
  done({ t: 'multi', events, dirty });
  RED.view.select({ nodes });
}

/** Nodes inserted between two nodes of a group belong to it, too. */
function groupOf({ source, target }: CanvasLink): object | undefined {
  const [one, other] = [source, target] as { g?: string }[];
  return one?.g !== undefined && one.g === other?.g ? RED.nodes.group(one.g) : undefined;
}

function done(step: EditorStep): void {
  RED.history.push(step);
  RED.nodes.dirty(true);
  RED.view.updateActive();
  RED.view.redraw(true);
}
