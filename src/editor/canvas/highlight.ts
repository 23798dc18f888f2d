import type { CanvasNode } from './canvas';

/** Highlights the node on the canvas that the pointer is on in the sidebar. */
export class Highlight {
  private highlighted: CanvasNode | undefined;

  /** Highlights this node instead of the last one, or none. */
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

/** Calls back with the id of the node that the pointer enters, or with undefined when it leaves. */
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
