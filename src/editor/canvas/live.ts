import type { Catalog } from '../../catalog/facts';
import type { CanvasLink, CanvasNode } from './canvas';
import { checkFlows, type FlowCheck } from './check-flows';
import { offerQuickFix, offerUndo, type Offer } from './quick-fix';

/** The editor's events that may change the wiring or its check. A link between link nodes and a move only show as a change of the flows. */
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

/** Findings that a new wire can cause. The others are about nodes that are not finished yet. */
const wireRules: readonly string[] = ['parent', 'root', 'cycle', 'tap', 'depth', 'size'];

/** Keeps the error marks of the nodes up to date with their wiring. */
export class Live {
  private flowCheck: FlowCheck | undefined;
  /** By node id, the findings that its mark was last made from. */
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
    // For the editor, a wire between link nodes is a change of both nodes.
    RED.events.on('workspace:dirty', () => {
      const step = RED.history.peek();
      if (isDropped() && step?.t === 'multi' && step.events?.every(({ changes }) => changes?.links)) this.linked = step;
    });
    this.later();
  }

  /** Calls back after every check of the flows, so after every change of a workflow. */
  onLook(listener: (flowCheck: FlowCheck) => void): void {
    this.listeners.push(listener);
  }

  /** Checks the flows as they are now. */
  now(): FlowCheck {
    return (this.flowCheck = checkFlows(RED.nodes, this.catalog));
  }

  /** The findings about a node's wiring at the last check, one sentence each. */
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

  // While flows are loaded or pasted, links exist before their nodes.
  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.revalidate();
    });
  }

  /** Checks everything again, and redraws nodes whose findings have changed. */
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

/** Only a wire that is drawn by hand appears while the pointer is released. */
const isDropped = () => window.event?.type === 'mouseup' || window.event?.type === 'touchend';

const isFound = (text: string, { errors }: FlowCheck) =>
  [...errors.values()].flat().some(({ message }) => message === text);

/** Nodes that are pasted, or picked for a dropped wire, come together with their wires. */
function isLastStep(link: CanvasLink): boolean {
  const step = RED.history.peek();
  return step?.t === 'add' && !step.nodes && (step.links?.includes(link) ?? false);
}
