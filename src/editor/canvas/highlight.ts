import type { CanvasNode } from './canvas';

/** Light on the canvas that comes and goes with the pointer in the sidebar. */
export class Highlight {
  private highlighted: CanvasNode | undefined;

  /** Lights up a node in place of the one before, or none. */
  show(node: CanvasNode | undefined): void {
    if (node === this.highlighted) return;
    for (const [one, on] of [
      [this.highlighted, false],
      [node, true],
    ] as const)
      if (one) Object.assign(one, { highlighted: on, dirty: true });
    this.highlighted = node;
    RED.view.redraw();
  }
}

/** Calls back with the id of the node of the canvas that the pointer comes to, or undefined when it leaves it. */
export function onPointed(listener: (id: string | undefined) => void): void {
  $('#red-ui-workspace-chart').on('mouseover mouseleave', ({ type, target }) => {
    listener(type === 'mouseover' ? target.closest('.red-ui-flow-node-group')?.id : undefined);
  });
}

/** Brings nodes into view and selects them. */
export function reveal(nodes: readonly CanvasNode[]): void {
  const [first] = nodes;
  if (!first) return;
  RED.view.reveal(first.id, true);
  RED.view.select({ nodes: nodes.filter(({ z }) => z === first.z) });
}
