import type { Runtime, RuntimeNode } from './node-red';

/** A run that nobody looks after: its run node was closed, or Node-RED has been started anew. */
export interface Unfinished {
  nodeId: string;
  /** Hands it to the node that now has the id. */
  takeUp(node: RuntimeNode): void;
  /** The node has been deleted. */
  drop(): void;
}

let forget: (() => void) | undefined;

/** Knows whether the flows run, and brings unfinished runs to their nodes as soon as they do. */
export class Flows {
  running = false;
  readonly #unfinished = new Set<Unfinished>();
  readonly #waiting = new Set<() => void>();
  #first: (() => Promise<void>) | undefined;

  /** `first` is called once, when the flows have been started for the first time. */
  constructor(
    private readonly RED: Pick<Runtime, 'nodes' | 'events'>,
    first: () => Promise<void>,
  ) {
    this.#first = first;
    // Node-RED can be started more than once in one process.
    forget?.();
    const started = () => void this.#started();
    const stopping = () => (this.running = false);
    RED.events.on('flows:started', started);
    RED.events.on('flows:stopping', stopping);
    forget = () => {
      RED.events.removeListener('flows:started', started);
      RED.events.removeListener('flows:stopping', stopping);
    };
  }

  /** Resolves at once while the flows run, else when they have been started: what is sent in between is lost. */
  async started(): Promise<void> {
    while (!this.running) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Takes care of a run until there is a node for it. */
  keep(unfinished: Unfinished): void {
    this.#unfinished.add(unfinished);
    if (this.running) this.#settle(unfinished);
  }

  async #started(): Promise<void> {
    this.running = true;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
    for (const unfinished of this.#unfinished) this.#settle(unfinished);
    const first = this.#first;
    this.#first = undefined;
    await first?.();
  }

  #settle(unfinished: Unfinished): void {
    const { nodeId } = unfinished;
    const node = this.RED.nodes.getNode(nodeId);
    // One that is only disabled may come back.
    if (!node && this.#isKnown(nodeId)) return;
    this.#unfinished.delete(unfinished);
    if (node) unfinished.takeUp(node);
    else unfinished.drop();
  }

  /** A node in a subflow has the id of its instance before its own. */
  #isKnown(nodeId: string): boolean {
    let [own, outer] = [false, nodeId];
    this.RED.nodes.eachNode(({ id }) => {
      if (id === nodeId) [own, outer] = [true, ''];
      else if (nodeId.endsWith(`-${id}`)) own = true;
      else if (nodeId.startsWith(`${id}-`)) outer = '';
    });
    return own && outer === '';
  }
}
