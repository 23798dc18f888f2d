import type { Catalog } from '../catalog/catalog';
import { check } from './check';
import { compile } from './compile';
import { evaluate } from './evaluate';
import type { FlowFile } from './flow-file';
import { fileValues } from './flow-values';
import { FileWiring, type Placed } from './flow-wiring';
import { readGraph } from './graph';
import { Placeholder, type ActionNode, type Finding, type WorkflowDocument } from './tree';

/** The run nodes of a flow file that would run. */
export const runsOf = (file: FlowFile, catalog: Catalog): Placed[] =>
  new FileWiring(file, catalog).all('linkedapi-run');

/** `9f2c… (“Main”)`: what a run node is chosen by, and its name. */
export const titleOfRun = ({ id, node: { name } }: Placed): string =>
  typeof name === 'string' && name !== '' ? `${id} (“${name}”)` : id;

/** A value that is known only when a message arrives. */
export interface Unknown {
  node: string;
  /** The node and the parameter, for people. */
  where: string;
  /** `{{msg.payload.url}}`, as it stands in the document. */
  placeholder: string;
}

export interface Exported {
  /** Absent when the wires make no document, or a value cannot be read. */
  document?: WorkflowDocument;
  findings: Finding[];
  unknown: Unknown[];
}

/** The document that a run node would send, with everything the check has to say about it. */
export async function flowToDocument(file: FlowFile, run: Placed, catalog: Catalog): Promise<Exported> {
  const graph = readGraph(run, new FileWiring(file, catalog), catalog.tell);
  if (isBad(graph.findings)) return { findings: graph.findings, unknown: [] };
  const { roots, findings } = await evaluate(graph, fileValues(file, catalog), catalog);
  const strangers = graph.actions
    .filter(({ node: { node } }) => node.type !== 'linkedapi-custom-action' && !catalog.ofNode(node.type))
    .map(({ id, title, node: { node } }): Finding => {
      const message = catalog.tell('unknownNode', { node: title, type: node.type });
      return { severity: 'error', rule: 'unknown', nodes: [id], message };
    });
  // An unknown node's action type is not missing, but out of reach.
  const reasons = [
    ...strangers,
    ...findings.filter(({ nodes }) => !strangers.some((one) => one.nodes[0] === nodes[0])),
  ];
  const all = [...graph.findings, ...reasons, ...(strangers.length > 0 ? [] : check(roots, catalog))];
  if (isBad(reasons) || all.some(({ rule }) => rule === 'size')) return { findings: all, unknown: [] };
  return { document: compile(roots, catalog), findings: all, unknown: unknownIn(roots) };
}

const isBad = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === 'error');

function unknownIn(roots: readonly ActionNode[]): Unknown[] {
  const found: Unknown[] = [];
  const seen = new Set<ActionNode>();
  const look = (value: unknown, path: string, { id, title }: ActionNode) => {
    if (value instanceof Placeholder) found.push({ node: id, where: `${title}: ${path}`, placeholder: String(value) });
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) look(inner, path ? `${path}.${key}` : key, { id, title } as ActionNode); // prettier-ignore
    }
  };
  const visit = (nodes: readonly ActionNode[]) => {
    for (const node of nodes) {
      if (seen.has(node)) continue;
      seen.add(node);
      look(node.params, '', node);
      visit(node.then);
    }
  };
  visit(roots);
  return found;
}
