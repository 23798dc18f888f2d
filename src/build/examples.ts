import type { Action } from '../catalog';
import { type Catalog, runType } from '../catalog/facts';
import { documentToFlow, estimatedWidth, type FlowFileNode, newAccount, type NodeWidth, rowHeight } from '../flow-file';
import type { WorkflowDocument } from '../workflow';
import type { NodeSet } from './sets';

/** The sandbox account that all examples share, so that importing several leaves one. */
const sandboxAccount = newAccount('linkedapi-sandbox');

/** A tab that shows every action of a subject at work: what it does, an inject, a run, the action, its results. */
export function referenceFlow(
  { name: set, actions }: NodeSet,
  definitions: ReadonlyMap<string, Action>,
  catalog: Catalog,
  widthOf: NodeWidth = estimatedWidth,
) {
  const tab = `reference-${set}`;
  let serial = 0;
  const id = () => `${tab}-${++serial}`;
  const nodes: FlowFileNode[] = [];
  const comment = (name: string, info: string, y: number) =>
    nodes.push({ id: id(), type: 'comment', z: tab, name, info, x: 40 + estimatedWidth(name) / 2, y, wires: [] });
  comment('Press “run it” below an action: its results appear in the debug sidebar', '', 40);
  let y = 100;
  for (const facts of actions) {
    const { summary, example } = definitions.get(facts.type)!;
    comment(facts.name, summary, y);
    const { nodes: row, bottom } = runRow(example, { id, z: tab, y: y + rowHeight, widthOf }, catalog);
    nodes.push(...row);
    y = bottom + rowHeight + 40;
  }
  const label = `Linked API: ${set}`;
  const info =
    'Every action of this subject with one example each. Press an inject; the results show in the debug sidebar.';
  return [{ id: tab, type: 'tab', label, disabled: false, info }, sandboxAccount, ...nodes];
}

/** The right edge of the canvas in a window of 1,440 pixels, with palette and sidebar open. */
const rightEdge = 890;

function runRow(
  document: WorkflowDocument,
  at: { id: () => string; z: string; y: number; widthOf: NodeWidth },
  catalog: Catalog,
) {
  const { id, z, y, widthOf } = at;
  const tree = documentToFlow(document, { catalog, id, z, x: 360, y, widthOf, rightEdge });
  const labels = tree.labels;
  const middle = (y + tree.bottom) / 2;
  const receivers = ['completion', ...labels].map((name, index) => ({
    id: id(),
    type: 'debug',
    z,
    name,
    active: index > 0,
    tosidebar: true,
    console: false,
    tostatus: false,
    complete: 'payload',
    targetType: 'msg',
    x: 360 + estimatedWidth(name) / 2,
    y: tree.bottom + rowHeight + index * 40,
    wires: [],
  }));
  const run = {
    id: id(),
    type: runType,
    z,
    name: '',
    account: sandboxAccount.id,
    labels,
    delivery: 'each',
    onFinding: 'stop',
    keep: 'last',
    timeout: 24,
    outputs: 2 + labels.length,
    x: 240,
    y: middle,
    wires: [tree.roots, ...receivers.map((receiver) => [receiver.id])],
  };
  const inject = {
    id: id(),
    type: 'inject',
    z,
    name: 'run it',
    props: [{ p: 'payload' }, { p: 'topic', vt: 'str' }],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    payload: '',
    payloadType: 'date',
    x: 90,
    y: middle,
    wires: [[run.id]],
  };
  return { nodes: [inject, run, ...tree.nodes, ...receivers], bottom: receivers.at(-1)!.y };
}
