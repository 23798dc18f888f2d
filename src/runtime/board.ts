import type { Runtime, Status } from './node-red';
import { several } from './status';

/** What the nodes show: one node may take part in several runs at once, of one run node or of different ones. */
export class Board {
  /** By node id, the runs that are under way there and how far each is. */
  readonly #underWay = new Map<string, Map<object, Status>>();

  constructor(private readonly RED: Pick<Runtime, 'nodes'>) {}

  /** A run's progress at one node. */
  progress(run: object, nodeId: string, shown: Status): void {
    const runs = this.#underWay.get(nodeId);
    if (runs) runs.set(run, shown);
    else this.#underWay.set(nodeId, new Map([[run, shown]]));
    this.#show(nodeId, shown);
  }

  /** A run is over at one node, which shows the outcome unless other runs go on there. */
  end(run: object, nodeId: string, outcome: Status): void {
    const runs = this.#underWay.get(nodeId);
    runs?.delete(run);
    if (runs?.size === 0) this.#underWay.delete(nodeId);
    this.#show(nodeId, outcome);
  }

  #show(nodeId: string, otherwise: Status): void {
    const runs = this.#underWay.get(nodeId);
    // A node may have been deployed anew while the workflow ran.
    this.RED.nodes.getNode(nodeId)?.status(runs ? several([...runs.values()]) : otherwise);
  }
}
