import type { Catalog } from '../../catalog/facts';
import { valuesWithoutMessage } from '../../flow-file';
import { idlePorts, preview, type Preview } from '../../workflow';
import { labelOf, labelsOf, type NodeInstance } from '../canvas/canvas';
import type { FlowCheck } from '../canvas/check-flows';
import { isVariable } from '../../shared';

/** The document that a run node would send now, made with the code of a run. */
export async function previewOf(run: NodeInstance, { canvas, graphs }: FlowCheck, catalog: Catalog): Promise<Preview> {
  const graph = graphs.get(run)!;
  const values = valuesWithoutMessage<NodeInstance>((spot) => {
    const { label, params } = spot.node;
    return { actionType: catalog.actionTypeOf(spot.node) ?? '', label, params, around: canvas.envSources(spot) };
  });
  const made = await preview(graph, values, catalog);
  const ports = labelsOf(run.node);
  // The value of an environment variable is not known here.
  const known = ![...ports, ...graph.actions.map(({ node }) => labelOf(node.node))].some(isVariable);
  const idle = known && made.document ? idlePorts(canvas.describe(run), ports, made.roots, catalog) : [];
  return { ...made, findings: [...made.findings, ...idle] };
}
