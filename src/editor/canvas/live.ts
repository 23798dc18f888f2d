import type { Catalog } from '../../catalog/facts';
import type { CanvasLink, CanvasNode } from './canvas';
import { checkFlows, type FlowCheck } from './check-flows';
import { offerQuickFix, offerUndo, type Offer } from './quick-fix';

/** Everything that may change the wiring, or what the check says of it. A drawn link between link nodes and a move only show as dirt. */
const events = [
  'links:add',
  'links:remove',
  'nodes:add',
  'nodes:remove',
  'nodes:change',
  'junctions:add',
  'junctions:remove',
  'subflows:add',
  'subflows:remove',
  'subflows:change',
  'flows:change',
  'flows:loaded',
  'groups:change',
  'workspace:dirty',
];

/** Wiring findings that come of a wire: of the others, a node that is still to be wired further or filled in. */
const wireRules: readonly string[] = ['parent', 'root', 'cycle', 'tap', 'depth', 'size'];

/** Keeps the marks of the nodes in step with their wiring. */
export class Live {
  private flowCheck: FlowCheck | undefined;
  /** What each node's marks were last made from. */
  private readonly marked = new Map<string, string>();
  private waiting = false;
  private drawn: CanvasLink[] = [];
  private linked: EditorStep | undefined;
  private offer: Offer | undefined;
  private readonly listeners: ((flowCheck: FlowCheck) => void)[] = [];

  constructor(readonly catalog: Catalog) {}

  listen(): void {
    for (const event of events) RED.events.on(event, () => this.later());
    RED.events.on('links:add', (link) => {
      if (isDropped()) this.drawn.push(link as CanvasLink);
    });
    // A wire between link nodes is none to the editor, but a change of both.
    RED.events.on('workspace:dirty', () => {
      const step = RED.history.peek();
      if (isDropped() && step?.t === 'multi' && step.events?.every(({ changes }) => changes?.links)) this.linked = step;
    });
    this.later();
  }

  /** Calls back after every look at the flows: whatever may change a workflow has one follow. */
  onLook(listener: (flowCheck: FlowCheck) => void): void {
    this.listeners.push(listener);
  }

  /** The judgement of the flows as they are at this moment. */
  now(): FlowCheck {
    return (this.flowCheck = checkFlows(RED.nodes, this.catalog));
  }

  /** What is wrong with how a node is wired, as far as it was last looked at: one sentence each. */
  problems(node: { id: string }): string[] {
    this.marked.set(node.id, this.marksOf(node.id));
    return this.flowCheck?.errors.get(node.id)?.map(({ message }) => message) ?? [];
  }

  isGivenByParent(node: { id: string }): boolean {
    return this.flowCheck?.places.get(node.id)?.givenByParent ?? false;
  }

  private marksOf(id: string): string {
    const messages = this.flowCheck?.errors.get(id)?.map(({ message }) => message) ?? [];
    return JSON.stringify([messages, this.flowCheck?.places.get(id)?.givenByParent ?? false]);
  }

  // While flows are loaded or pasted, links are there before their nodes.
  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.revalidate();
    });
  }

  /** Looks at everything again, and draws anew what has changed. */
  revalidate(): void {
    const before = this.flowCheck;
    const after = this.now();
    let changed = false;
    for (const { node } of after.canvas.instances) {
      if ((this.marked.get(node.id) ?? '[[],false]') === this.marksOf(node.id)) continue;
      RED.editor.validateNode(node);
      (node as CanvasNode & { dirty?: boolean }).dirty = true;
      changed = true;
    }
    if (changed) RED.view.redraw();
    this.answerDrawing(before, after);
    for (const listener of this.listeners) listener(after);
  }

  private answerDrawing(before: FlowCheck | undefined, after: FlowCheck): void {
    if (this.offer && !isFound(this.offer.message, after)) this.withdraw();
    const [link] = this.drawn.filter(isLastStep);
    const linked = this.linked === RED.history.peek() ? this.linked : undefined;
    this.drawn = [];
    this.linked = undefined;
    if (!link && !linked) return;
    const wrong = [...after.errors.values()]
      .flat()
      .find(({ rule, message }) => wireRules.includes(rule) && !(before && isFound(message, before)));
    if (!wrong) return;
    this.withdraw();
    this.offer = link ? offerQuickFix(wrong.message, link, this.catalog) : offerUndo(wrong.message, linked!);
  }

  private withdraw(): void {
    this.offer?.close();
    this.offer = undefined;
  }
}

/** Only a wire drawn by hand comes while the hand lets go of it. */
const isDropped = () => window.event?.type === 'mouseup' || window.event?.type === 'touchend';

const isFound = (text: string, { errors }: FlowCheck) =>
  [...errors.values()].flat().some(({ message }) => message === text);

/** Nodes come together with their wires when they are pasted, or picked for a wire that was let go. */
function isLastStep(link: CanvasLink): boolean {
  const step = RED.history.peek();
  return step?.t === 'add' && !step.nodes && (step.links?.includes(link) ?? false);
}
