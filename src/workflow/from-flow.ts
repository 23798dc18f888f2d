import type { Catalog } from '../catalog/catalog';
import type { FlowFile } from './flow-file';
import { fileValues } from './flow-values';
import { FileWiring, type Placed } from './flow-wiring';
import { readGraph } from './graph';
import { preview, type Preview } from './preview';
import type { Finding } from './tree';

/** The run nodes of a flow file that would run. */
export const runsOf = (file: FlowFile, catalog: Catalog): Placed[] =>
  new FileWiring(file, catalog).all('linkedapi-run');

/** `9f2c… (“Main”)`: what a run node is chosen by, and its name. */
export const titleOfRun = ({ id, node: { name } }: Placed): string =>
  typeof name === 'string' && name !== '' ? `${id} (“${name}”)` : id;

/** The document that a run node would send, with everything the check has to say about it. */
export async function flowToDocument(file: FlowFile, run: Placed, catalog: Catalog): Promise<Preview> {
  const graph = readGraph(run, new FileWiring(file, catalog), catalog.tell);
  // An unknown node's action type is not missing, but out of reach.
  const strangers = graph.actions
    .filter(({ node: { node } }) => node.type !== 'linkedapi-custom-action' && !catalog.ofNode(node.type))
    .map(({ id, title, node: { node } }): Finding => {
      const message = catalog.tell('unknownNode', { node: title, type: node.type });
      return { severity: 'error', rule: 'unknown', nodes: [id], message };
    });
  return preview(graph, fileValues(file, catalog), catalog, strangers);
}
