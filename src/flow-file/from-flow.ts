import { type Catalog, runType } from '../catalog/facts';
import type { FlowFile } from './flow-file';
import { fileValues } from './flow-values';
import { FileWiring, type NodeInstance } from './flow-wiring';
import { accountProblem, type Finding, preview, type Preview, readGraph, titleFor } from '../workflow';

/** The run nodes of a flow file that would run. */
export const runsOf = (file: FlowFile, catalog: Catalog): NodeInstance[] => new FileWiring(file, catalog).all(runType);

/** `9f2c… (“Main”)`: the id and the name of a run node. */
export const titleOfRun = ({ id, node: { name } }: NodeInstance): string =>
  typeof name === 'string' && name !== '' ? `${id} (“${name}”)` : id;

/** The document that a run node would send, with everything the check has to say about it. */
export function flowToDocument(file: FlowFile, run: NodeInstance, catalog: Catalog): Promise<Preview> {
  const graph = readGraph(run, new FileWiring(file, catalog), catalog);
  return preview(graph, fileValues(file, catalog), catalog);
}

/** What is wrong with the account of a run node. */
export function accountFindings(file: FlowFile, { id, node }: NodeInstance, catalog: Catalog): Finding[] {
  const find = (account: string) => file.node(account);
  const message = accountProblem(titleFor(node, catalog), node['account'], find, catalog.translate);
  return message === undefined ? [] : [{ severity: 'error', rule: 'account', nodes: [id], message }];
}
