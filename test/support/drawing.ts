import assert from 'node:assert/strict';
import type { Editor } from './editor';

/** Draws a wire with the mouse, from a port of one node or of the junction `j` to the input of another. */
export async function draw(editor: Editor, from: string, to: string, port = 0): Promise<void> {
  const { mouse } = editor.page;
  const ofNode = `[id="${from}"] .red-ui-flow-port-output`;
  const output = editor.page.locator(from === 'j' ? '.red-ui-flow-junction-port-output' : ofNode).nth(port);
  if (from === 'j') {
    // The ports of a junction come out when the mouse is on it.
    await editor.page.locator('.red-ui-flow-junction-background').hover();
    await output.hover();
  }
  const input = editor.page.locator(`[id="${to}"] .red-ui-flow-port-input`);
  const [start, end] = [await output.boundingBox(), await input.boundingBox()];
  const middle = (box: typeof start) => [box!.x + box!.width / 2, box!.y + box!.height / 2] as const;
  await mouse.move(...middle(start));
  await mouse.down();
  await mouse.move(middle(end)[0] - 20, middle(end)[1] + 10, { steps: 4 });
  await mouse.move(...middle(end), { steps: 2 });
  await mouse.up();
}

/** The place that a node takes on the canvas, in pixels. */
export interface Box {
  id: string;
  type: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The places of all nodes and junctions on the canvas in view, as they are drawn. */
export const boxes = (editor: Editor): Promise<Box[]> =>
  editor.red((RED) => {
    const found: Box[] = [];
    const z = RED.workspaces.active();
    for (const { id, type, x, y, w, h } of [...RED.nodes.filterNodes({ z }), ...RED.nodes.junctions(z)]) {
      found.push({ id, type, left: x - w / 2, right: x + w / 2, top: y - h / 2, bottom: y + h / 2 });
    }
    return found;
  });

/** No two of these touch. */
export function apart(all: readonly Box[]): void {
  all.forEach((a, index) => {
    for (const b of all.slice(index + 1)) {
      const free = a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
      assert.ok(free, `${JSON.stringify(a)} touches ${JSON.stringify(b)}`);
    }
  });
}
