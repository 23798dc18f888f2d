import type { Catalog } from '../../catalog/facts';
import { valuesWithoutMessage } from '../../flow-file';
import { idlePorts, preview, type Preview } from '../../workflow';
import { labelOf, labelsOf, type NodeInstance } from '../canvas/canvas';
import type { FlowCheck } from '../canvas/check-flows';
import { isVariable } from '../../shared';

/** What a run node would send, made by the code that makes it for a run, out of the editor’s flows as they are. */
export async function previewOf(run: NodeInstance, { canvas, graphs }: FlowCheck, catalog: Catalog): Promise<Preview> {
  const graph = graphs.get(run)!;
  const values = valuesWithoutMessage<NodeInstance>((spot) => {
    const { label, params } = spot.node;
    return { actionType: catalog.actionTypeOf(spot.node) ?? '', label, params, around: canvas.envSources(spot) };
  });
  const made = await preview(graph, values, catalog);
  const ports = labelsOf(run.node);
  // What the environment will put in the place of a label is not known here.
  const known = ![...ports, ...graph.actions.map(({ node }) => labelOf(node.node))].some(isVariable);
  const idle = known && made.document ? idlePorts(canvas.describe(run), ports, made.roots, catalog) : [];
  return { ...made, findings: [...made.findings, ...idle] };
}
