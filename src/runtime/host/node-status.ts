import type { Runtime, Status } from './node-red';
import { several } from './status';

/** The runs that are under way at one node. */
interface UnderWay {
  shown: Map<object, Status>;
  /** How many of them show the same, by what that is. */
  counts: Map<string, { status: Status; count: number }>;
}

/** What the nodes show: one node may take part in several runs at once, of one run node or of different ones. */
export class NodeStatus {
  private readonly underWay = new Map<string, UnderWay>();

  constructor(private readonly RED: Pick<Runtime, 'nodes'>) {}

  /** A run's progress at one node. */
  progress(run: object, nodeId: string, shown: Status): void {
    let node = this.underWay.get(nodeId);
    if (!node) this.underWay.set(nodeId, (node = { shown: new Map(), counts: new Map() }));
    this.takeAway(run, node);
    node.shown.set(run, shown);
    const key = keyOf(shown);
    const counted = node.counts.get(key);
    if (counted) counted.count += 1;
    else node.counts.set(key, { status: shown, count: 1 });
    this.show(nodeId, shown);
  }

  /** A run is over at one node, which shows the outcome unless other runs go on there. */
  end(run: object, nodeId: string, outcome: Status): void {
    const node = this.underWay.get(nodeId);
    if (node) this.takeAway(run, node);
    if (node?.shown.size === 0) this.underWay.delete(nodeId);
    this.show(nodeId, outcome);
  }

  private takeAway(run: object, { shown, counts }: UnderWay): void {
    const before = shown.get(run);
    if (!before) return;
    shown.delete(run);
    const counted = counts.get(keyOf(before));
    if (!counted) return;
    counted.count -= 1;
    if (counted.count === 0) counts.delete(keyOf(before));
  }

  private show(nodeId: string, otherwise: Status): void {
    const node = this.underWay.get(nodeId);
    // A node may have been deployed anew while the workflow ran.
    this.RED.nodes.getNode(nodeId)?.status(node ? several([...node.counts.values()]) : otherwise);
  }
}

const keyOf = ({ fill, shape, text }: Status) => `${fill} ${shape} ${text}`;
