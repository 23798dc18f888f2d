import type {
  CanvasLink,
  CanvasNode,
  CanvasSubflow,
  EditorNodes,
  SubflowPort,
} from '../../../src/editor/canvas/canvas';
import type { FlowNode } from './flows';

type Wires = { id: string; port?: number }[];
interface TemplatePort {
  x: number;
  y: number;
  wires: Wires;
}

/** The wiring that Node-RED's editor builds from a flow file; `missing` are types it has no node for. */
export function editorWith(flow: readonly FlowNode[], missing: readonly string[] = []): EditorNodes {
  const copies = (structuredClone(flow) as FlowNode[]).map((node) =>
    missing.includes(node.type) ? unknownNode(node) : node,
  );
  const tabs = copies.filter(({ type }) => type === 'tab') as unknown as { id: string; disabled?: boolean }[];
  const placed = copies.filter((node) => 'z' in node && node.type !== 'group') as unknown as (CanvasNode & {
    wires: string[][];
  })[];
  const byId = new Map(placed.map((node) => [node.id, node]));
  const links: CanvasLink[] = placed.flatMap((source) =>
    source.wires.flatMap((port, sourcePort) =>
      port.flatMap((id) => (byId.has(id) ? [{ source, sourcePort, target: byId.get(id)! }] : [])),
    ),
  );
  const subflows = copies
    .filter(({ type }) => type === 'subflow')
    .map((template): CanvasSubflow => {
      const ports = (direction: 'in' | 'out') =>
        ((template[direction] ?? []) as TemplatePort[]).map(({ x, y, wires }, i) => {
          const port: SubflowPort = {
            id: `${template.id} ${direction} ${i}`,
            type: 'subflow',
            direction,
            z: template.id,
            i,
            x,
            y,
          };
          return { port, wires };
        });
      const [inputs, outputs] = [ports('in'), ports('out')];
      for (const { port, wires } of inputs) {
        for (const { id } of wires) links.push({ source: port, sourcePort: 0, target: byId.get(id)! });
      }
      for (const { port, wires } of outputs) {
        for (const { id, port: sourcePort = 0 } of wires) {
          const source = id === template.id ? inputs[sourcePort]!.port : byId.get(id)!;
          links.push({ source, sourcePort: id === template.id ? 0 : sourcePort, target: port });
        }
      }
      return {
        id: template.id,
        in: inputs.map(({ port }) => port),
        out: outputs.map(({ port }) => port),
        env: template['env'],
      };
    });
  return {
    eachNode: (visit) => placed.filter(({ type }) => type !== 'junction').forEach(visit),
    eachJunction: (visit) => placed.filter(({ type }) => type === 'junction').forEach(visit),
    eachLink: (visit) => links.forEach(visit),
    eachSubflow: (visit) => subflows.forEach(visit),
    eachWorkspace: (visit) => tabs.forEach(visit),
    eachGroup: (visit) => copies.filter(({ type }) => type === 'group').forEach(visit),
  };
}

function unknownNode({ id, z, x, y, d, g, wires, ...more }: FlowNode): FlowNode {
  return { id, z, x, y, d, g, wires, type: 'unknown', name: more.type, _orig: more };
}
