import { type Catalog, isNewer } from '../catalog/facts';
import { placeOf, portCount, portsOf, wiresOf, type FileNode, type FlowFile } from './flow-file';
import { titleFor, type Wiring } from '../workflow';
import { compareLists } from '../shared';

/** A node of a flow file; inside a subflow, one for each instance of it. */
export interface NodeInstance {
  /** The id that Node-RED gives it: the ids of the instances and of the node, joined by hyphens. */
  id: string;
  node: FileNode;
  /** Subflow instances, from the tab inwards. */
  within: readonly NodeInstance[];
}

interface Target {
  target: NodeInstance;
  /** Coordinates by which it is ordered among the targets of one wire. */
  order: number[];
}

/** The wiring of the flows in a file, in the same structure and order as in Node-RED's runtime. */
export class FileWiring implements Wiring<NodeInstance> {
  /** By id, so that each node has one instance. */
  private readonly placed = new Map<string, NodeInstance>();

  constructor(
    readonly file: FlowFile,
    readonly catalog: Catalog,
  ) {}

  /** The nodes of a type that would run, those inside subflows once for each instance. */
  all(type: string): NodeInstance[] {
    const found: NodeInstance[] = [];
    const look = (container: string, within: readonly NodeInstance[]) => {
      for (const { id } of this.file.inside(container)) {
        const placed = this.at(id, within);
        if (!placed) continue;
        if (placed.node.type === type) found.push(placed);
        const template = this.enterable(placed);
        if (template) look(template.id, [...within, placed]);
      }
    };
    // A selection that was copied out of the editor may have no tab in it.
    const tabs = this.file.nodes.filter(({ type }) => type === 'tab').map(({ id }) => id);
    const others = this.file.nodes.map(({ z }) => z).filter((z) => typeof z === 'string' && !this.file.node(z));
    for (const container of new Set([...tabs, ...(others as string[]), ''])) look(container, []);
    return found;
  }

  next(placed: NodeInstance): NodeInstance[] {
    return this.expand(placed, new Set());
  }

  disabled({ node }: NodeInstance): string[] {
    const targets = wiresOf(node, 0).map((id) => this.file.node(id));
    return targets.flatMap((target) => (target?.['d'] === true ? [titleFor(target, this.catalog)] : []));
  }

  onward(placed: NodeInstance): NodeInstance[] {
    if (isLink(placed) || this.enterable(placed)) return this.targets(placed).map(({ target }) => target);
    return Array.from({ length: this.ports(placed) }, (_, port) =>
      this.wired(placed, port).map(({ target }) => target),
    ).flat();
  }

  describe({ id, node }: NodeInstance): ReturnType<Wiring<NodeInstance>['describe']> {
    return { id, title: titleFor(node, this.catalog), type: node.type, newer: isNewer(node) };
  }

  private expand(placed: NodeInstance, passed: ReadonlySet<string>): NodeInstance[] {
    return this.targets(placed)
      .sort((a, b) => compareLists(a.order, b.order) || (a.target.id < b.target.id ? -1 : 1))
      .flatMap(({ target }) => {
        if (!isSeenThrough(target)) return [target];
        return passed.has(target.id) ? [] : this.expand(target, new Set(passed).add(target.id));
      });
  }

  /** What the first port leads to; a subflow instance leads into its subflow. */
  private targets(placed: NodeInstance): Target[] {
    const { node, within } = placed;
    if (isLink(placed)) return this.found(this.file.linksOf(node), within);
    if (!node.type.startsWith('subflow:')) return this.wired(placed, 0);
    const template = this.enterable(placed);
    if (!template) return [];
    const entries = portsOf(template, 'in').flatMap(({ wires }) => wires.map(({ id }) => id));
    const straight = portsOf(template, 'out').flatMap(({ wires }, out) =>
      wires.some(({ id }) => id === template.id) ? this.wired(placed, out) : [],
    );
    return [
      ...this.found(entries, [...within, placed]),
      ...straight.map(({ target }) => ({ target, order: placeOf(target.node) })),
    ];
  }

  /** The targets of a port, also those outside the subflow that contains the node; there the output's position counts first. */
  private wired({ node, within }: NodeInstance, port: number): Target[] {
    const instance = within.at(-1);
    const template = instance && this.file.templateOf(instance.node);
    const outside = template
      ? portsOf(template, 'out').flatMap(({ y, x, wires }, out) =>
          wires.some((wire) => wire.id === node.id && wire.port === port)
            ? this.wired(instance, out).map(({ target, order }) => ({ target, order: [y, x, ...order] }))
            : [],
        )
      : [];
    return [...this.found(wiresOf(node, port), within), ...outside];
  }

  private found(ids: readonly string[], within: readonly NodeInstance[]): Target[] {
    return ids
      .map((id) => this.at(id, within))
      .filter((target) => target !== undefined)
      .map((target) => ({ target, order: placeOf(target.node) }));
  }

  private at(id: string, within: readonly NodeInstance[]): NodeInstance | undefined {
    const node = this.file.node(id);
    if (!node || this.file.isDisabled(node)) return undefined;
    const instance = within.at(-1);
    const home = this.file.node(String(node['z']));
    const here = instance ? home === this.file.templateOf(instance.node) : home?.type !== 'subflow';
    if (!here) return undefined;
    const path = [...within.map((one) => one.node.id), id].join('-');
    const placed = this.placed.get(path) ?? { id: path, node, within };
    this.placed.set(path, placed);
    return placed;
  }

  /** The subflow behind an instance, unless the file has it contain itself. */
  private enterable({ node, within }: NodeInstance): FileNode | undefined {
    const template = this.file.templateOf(node);
    return within.some((one) => one.node.type === node.type) ? undefined : template;
  }

  /** The number of ports; a subflow's outputs may be wired to more than the node lists. */
  private ports({ node, within }: NodeInstance): number {
    const template = within.length > 0 ? this.file.templateOf(within.at(-1)!.node) : undefined;
    const outputs = template ? portsOf(template, 'out').flatMap(({ wires }) => wires) : [];
    const most = outputs.reduce((most, { id, port }) => (id === node.id ? Math.max(most, port + 1) : most), 0);
    return Math.min(Math.max(portCount(node), most), maxPorts);
  }
}

/** A bad file may name any port. */
const maxPorts = 1000;

const isLink = ({ node }: NodeInstance) => node.type === 'link out';

const isSeenThrough = ({ node: { type } }: NodeInstance) =>
  type === 'junction' || type === 'link in' || type === 'link out' || type.startsWith('subflow:');
