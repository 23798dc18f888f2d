import type { Catalog } from '../catalog/facts';
import { compile } from './compile';
import { fill, type Values } from './fill';
import type { Graph } from './graph';
import { check } from './check/check';
import { Placeholder, type ActionNode, type Finding, type WorkflowDocument } from './tree';

/** A value that is known only when a message arrives. */
export interface Unknown {
  node: string;
  /** The node and the parameter, as text. */
  where: string;
  /** `{{msg.payload.url}}`, as it stands in the document. */
  placeholder: string;
}

export interface Preview {
  /** The tree of the document; empty when the wires make none. */
  roots: readonly ActionNode[];
  /** Absent when the wires make no document, or a value cannot be read. */
  document?: WorkflowDocument;
  findings: Finding[];
  unknown: Unknown[];
}

/**
 * The document that would be sent for a graph, made by the same code as for a run, with placeholders for values from a message.
 */
export async function preview<N>(graph: Graph<N>, values: Values<N>, catalog: Catalog): Promise<Preview> {
  if (isBad(graph.findings)) return { roots: [], findings: graph.findings, unknown: [] };
  const { roots, findings: unread } = await fill(graph, values, catalog);
  const findings = [...graph.findings, ...unread, ...check(roots, catalog, unread)];
  if (isBad(unread) || findings.some(({ rule }) => rule === 'size')) return { roots, findings, unknown: [] };
  return { roots, document: compile(roots, catalog), findings, unknown: unknownIn(roots) };
}

const isBad = (findings: readonly Finding[]) => findings.some(({ severity }) => severity === 'error');

function unknownIn(roots: readonly ActionNode[]): Unknown[] {
  const found: Unknown[] = [];
  const seen = new Set<ActionNode>();
  const look = (value: unknown, path: string, { id, title }: ActionNode) => {
    if (value instanceof Placeholder) found.push({ node: id, where: `${title}: ${path}`, placeholder: String(value) });
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value))
        look(inner, path ? `${path}.${key}` : key, { id, title } as ActionNode);
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
