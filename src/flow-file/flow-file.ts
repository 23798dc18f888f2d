import { migrated } from '../catalog/facts';
import { isRecord } from '../shared';

/** A node, tab or subflow as a flow file has it; nothing in it can be relied on but its id and type. */
export interface FileNode {
  id: string;
  type: string;
  [property: string]: unknown;
}

/** The nodes of a flow file (https://nodered.org/docs/api/admin/types), to be looked up. */
export class FlowFile {
  private readonly byId: ReadonlyMap<string, FileNode>;
  private readonly nodesByParent = new Map<string, FileNode[]>();
  private readonly linkedFrom = new Map<string, FileNode[]>();

  private constructor(readonly nodes: readonly FileNode[]) {
    this.byId = new Map(nodes.map((node) => [node.id, node]));
    for (const node of this.byId.values()) {
      add(this.nodesByParent, typeof node['z'] === 'string' ? node['z'] : '', node);
      if (node.type === 'link in') for (const id of texts(node['links'])) add(this.linkedFrom, id, node);
    }
  }

  /** Takes what was parsed from JSON: a list of nodes, or `{ flows: […] }`. Throws an error whose message is one line for people. */
  static of(value: unknown): FlowFile {
    const nodes: unknown = isRecord(value) ? value['flows'] : value;
    if (!Array.isArray(nodes)) throw new Error('This is no flow file: a flow file is a list of nodes.');
    const strange = nodes.findIndex((node) => !isNode(node));
    if (strange !== -1)
      throw new Error(`This is no flow file: its entry ${strange + 1} is no node with an id and a type.`);
    return new FlowFile((nodes as FileNode[]).map(migrated));
  }

  node(id: string): FileNode | undefined {
    return this.byId.get(id);
  }

  /** The subflow that a node is an instance of. */
  templateOf({ type }: FileNode): FileNode | undefined {
    return type.startsWith('subflow:') ? this.node(type.slice('subflow:'.length)) : undefined;
  }

  /** The contents of a tab or a subflow. */
  inside(id: string): readonly FileNode[] {
    return this.nodesByParent.get(id) ?? [];
  }

  /** Is it switched off, by itself or with its tab? */
  isDisabled(node: FileNode): boolean {
    return node['d'] === true || this.node(String(node['z']))?.['disabled'] === true;
  }

  /** Where a link out node leads; either end may name the other. */
  linksOf(node: FileNode): string[] {
    if (node['mode'] === 'return') return [];
    return [...new Set([...texts(node['links']), ...(this.linkedFrom.get(node.id) ?? []).map(({ id }) => id)])];
  }
}

/** Ids that a port of a node is wired to. */
export function wiresOf(node: FileNode, port: number): string[] {
  const wires = node['wires'];
  return Array.isArray(wires) ? texts(wires[port]) : [];
}

export const portCount = ({ wires }: FileNode): number => (Array.isArray(wires) ? wires.length : 0);

export interface SubflowPort {
  y: number;
  x: number;
  /** Inner nodes and their ports; the template's own id stands for what comes in. */
  wires: { id: string; port: number }[];
}

/** The inputs or outputs of a subflow. */
export function portsOf(template: FileNode, side: 'in' | 'out'): SubflowPort[] {
  const ports = template[side];
  if (!Array.isArray(ports)) return [];
  return ports.filter(isRecord).map((port) => ({
    y: number(port['y']),
    x: number(port['x']),
    wires: (Array.isArray(port['wires']) ? port['wires'] : [])
      .filter(isRecord)
      .map((wire) => ({ id: String(wire['id']), port: number(wire['port']) })),
  }));
}

/** Down, then right: the order in which the eye goes. */
export const placeOf = ({ y, x }: FileNode): number[] => [number(y), number(x)];

const number = (value: unknown) => (typeof value === 'number' ? value : 0);

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const isNode = (value: unknown) =>
  isRecord(value) && typeof value['id'] === 'string' && typeof value['type'] === 'string';

function add<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
