import assert from 'node:assert/strict';
import { FlowFile } from '../../../src/flow-file/flow-file';
import { flowToDocument, runsOf } from '../../../src/flow-file/from-flow';
import { newAccount, newFlow } from '../../../src/flow-file/new-flow';
import type { Preview } from '../../../src/workflow/preview';
import type { Finding } from '../../../src/workflow/tree';
import { catalog } from './trees';

/** A flow as `linkedapi-flow import` writes it, with the findings. */
export function imported(document: unknown): { flow: Record<string, unknown>[]; findings: Finding[] } {
  let serial = 0;
  const id = () => `n${++serial}`;
  const { nodes, findings } = newFlow(document, { catalog, id, z: 'tab', x: 40, y: 40 }, 'account');
  return { flow: [{ id: 'tab', type: 'tab' }, newAccount('account'), ...nodes], findings };
}

/** What the only run node of a flow would send. The flow is turned into JSON and back, as in a file. */
export async function exported(flow: unknown): Promise<Preview> {
  const file = FlowFile.of(JSON.parse(JSON.stringify(flow)));
  const [run, ...others] = runsOf(file, catalog);
  assert.ok(run, 'there is no run node');
  assert.deepEqual(others, []);
  return flowToDocument(file, run, catalog);
}

/** One form for equal documents: a list of one is its only action, an empty `then` is none. */
export function canonical(document: unknown): unknown {
  if (Array.isArray(document) && document.length === 1) return canonical(document[0]);
  if (Array.isArray(document)) return document.map(canonical);
  const entries = Object.entries(document as object)
    .filter(([key, value]) => !(key === 'then' && Array.isArray(value) && value.length === 0))
    .map(([key, value]): [string, unknown] => [key, key === 'then' ? canonical(value) : value]);
  return Object.fromEntries(entries);
}
