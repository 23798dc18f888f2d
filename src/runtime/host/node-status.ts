import type { Runtime, Status } from './node-red';
import { several } from './status';

/** The runs in progress at one node. */
interface UnderWay {
  shown: Map<object, Status>;
  /** The number of runs that show the same status, by that status. */
  counts: Map<string, { status: Status; count: number }>;
}

/** The status of nodes, which may be part of several runs at once, of one run node or of several. */
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

  /** A run has ended at one node, which shows the outcome unless other runs are in progress there. */
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
    // A node may have been deployed again while the workflow ran.
    this.RED.nodes.getNode(nodeId)?.status(node ? several([...node.counts.values()]) : otherwise);
  }
}

const keyOf = ({ fill, shape, text }: Status) => `${fill} ${shape} ${text}`;
