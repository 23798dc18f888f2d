import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** Draws a wire with the mouse, from a port of one node or of the junction `j` to the input of another. */
export async function draw(editor: Editor, from: string, to: string, port = 0): Promise<void> {
  const { mouse } = editor.page;
  const ofNode = `[id="${from}"] .red-ui-flow-port-output`;
  const output = editor.page.locator(from === 'j' ? '.red-ui-flow-junction-port-output' : ofNode).nth(port);
  const input = editor.page.locator(`[id="${to}"] .red-ui-flow-port-input`);
  const end = await middleOf(input);
  await beginWire(editor, output);
  await mouse.move(end[0] - 20, end[1] + 10, { steps: 4 });
  await mouse.move(...end, { steps: 2 });
  await mouse.up();
}

/** Starts a wire at a port; resolves with the port's position. */
export async function beginWire({ page }: Editor, port: Locator): Promise<readonly [x: number, y: number]> {
  // The ports of a junction slide away from under the mouse, sooner or later.
  await page.addStyleTag({ content: '.red-ui-flow-junction-port { transform: none !important }' });
  const place = await middleOf(port);
  await page.mouse.move(...place);
  await page.mouse.down();
  return place;
}

async function middleOf(what: Locator): Promise<readonly [x: number, y: number]> {
  const { x, y, width, height } = (await what.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

/** The box of a node on the canvas, in pixels. */
export interface Box {
  id: string;
  type: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** The boxes of all nodes and junctions on the canvas in view, as drawn. */
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
