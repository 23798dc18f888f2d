import { accountType, runType } from '../catalog/facts';
import { serviceUrl } from '../shared';
import { documentToFlow, rowHeight, type FlowFileNode, type LaidOut, type Layout } from './to-flow';

/** Node-RED's canvas, in pixels each way. */
export const canvasSize = 8000;

const gap = 60;
const runWidth = 100;
const portHeight = 15;

export interface NewFlow extends Pick<LaidOut, 'findings'> {
  /** The run node first, then the actions; none when the document has no action. */
  nodes: FlowFileNode[];
  /** The place it takes, in pixels. */
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** A document as a flow: a run node with a port for each label, and the actions. `x` and `y` are its upper left corner. */
export function newFlow(document: unknown, { x, y, ...layout }: Layout, account: string): NewFlow {
  const draw = (row: number) => {
    const first = y + rowHeight / 2;
    return documentToFlow(document, { ...layout, row, x: x + runWidth + gap, y: first });
  };
  const id = layout.id();
  let tree = draw(rowHeight);
  if (tree.bottom > canvasSize) tree = draw(40);
  const { labels, roots, findings } = tree;
  const outputs = 2 + labels.length;
  const height = Math.max(30, outputs * portHeight);
  const first = y + rowHeight / 2;
  const run: FlowFileNode = {
    id,
    type: runType,
    z: layout.z,
    name: '',
    account,
    labels,
    delivery: 'each',
    onFinding: 'stop',
    keep: 'last',
    timeout: 24,
    outputs,
    x: x + runWidth / 2,
    y: Math.max(y + height / 2, (first + tree.bottom) / 2),
    wires: [roots, ...Array.from({ length: outputs - 1 }, () => [])],
  };
  return {
    nodes: tree.nodes.length > 0 ? [run, ...tree.nodes] : [],
    left: x,
    top: y,
    right: Math.max(tree.right, x + runWidth),
    bottom: Math.max(tree.bottom + rowHeight / 2, run.y + height / 2),
    findings,
  };
}

/** A sandbox account, for an imported flow if there is no account. */
export const newAccount = (id: string) => ({
  id,
  type: accountType,
  name: 'Sandbox',
  mode: 'sandbox',
  baseUrl: serviceUrl,
  pollInterval: 5,
  sandboxAccount: 'sandbox',
  sandboxSpeed: 'fast',
  sandboxReading: 'A',
});
