import type { FlowsEvent, Runtime, RuntimeNode } from './node-red';
import { yieldToEventLoop } from '../../shared/node';
import { refusalOf } from './versions';

/** A run without a node: its run node was closed, or Node-RED was restarted. */
export interface Unfinished {
  nodeId: string;
  /** Hands it to the node that now has the id. */
  takeUp(node: RuntimeNode): void;
  /** A deploy has deleted the node. */
  drop(): void;
}

/** After handing over this many runs, other work gets done. */
export const takenUpAtOnce = 200;

let forget: (() => void) | undefined;

/** Knows whether the flows are running, and hands unfinished runs to their nodes as soon as they are. */
export class Flows {
  private isRunning = false;
  private readonly unfinished = new Set<Unfinished>();
  private readonly waiting = new Set<() => void>();
  /** The ids of all configured nodes, disabled ones too. Read when needed; dropped at the next deploy. */
  private ids: Set<string> | undefined;
  /** The nodes that deploys of this process have deleted. A start with other flows deletes nothing. */
  private readonly deleted = new Set<string>();
  private first: (() => Promise<void>) | undefined;

  /** `first` is called once, when the flows have been started for the first time. */
  constructor(
    private readonly RED: Pick<Runtime, 'nodes' | 'events'>,
    first: () => Promise<void>,
  ) {
    this.first = first;
    // Node-RED can be started more than once in one process.
    forget?.();
    const started = (event?: FlowsEvent) => void this.started(event);
    const stopping = () => {
      this.isRunning = false;
      this.ids = undefined;
    };
    RED.events.on('flows:started', started);
    RED.events.on('flows:stopping', stopping);
    forget = () => {
      RED.events.removeListener('flows:started', started);
      RED.events.removeListener('flows:stopping', stopping);
    };
  }

  get running(): boolean {
    return this.isRunning;
  }

  /**
   * Calls `send` as soon as the flows run, since messages sent during a deploy are lost. Use it for every message that is sent
   * after an `await`. Resolves with false if the signal was aborted first; then nothing was sent.
   */
  async whileRunning(send: () => void, signal?: AbortSignal): Promise<boolean> {
    while (!this.isRunning && !signal?.aborted) await this.change(signal);
    if (signal?.aborted) return false;
    send();
    return true;
  }

  /** Keeps a run until there is a node for it. */
  keep(unfinished: Unfinished): void {
    this.unfinished.add(unfinished);
    if (this.isRunning) this.settle(unfinished);
  }

  /** Whether the node is in the flows, even if disabled. */
  isConfigured(nodeId: string): boolean {
    const ids = this.configured();
    const cuts = [...nodeId.matchAll(/-/g)].map(({ index }) => index);
    const inSubflow =
      cuts.some((cut) => ids.has(nodeId.slice(0, cut))) && cuts.some((cut) => ids.has(nodeId.slice(cut + 1)));
    return ids.has(nodeId) || inSubflow;
  }

  /** Resolves when flows have been started, or the signal is aborted. */
  private change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.waiting.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.waiting.add(wake);
      signal?.addEventListener('abort', wake);
    });
  }

  private async started(event?: FlowsEvent): Promise<void> {
    this.isRunning = true;
    this.ids = undefined;
    for (const id of event?.diff?.removed ?? []) this.deleted.add(id);
    for (const id of this.configured()) this.deleted.delete(id);
    for (const wake of this.waiting) wake();
    let settled = 0;
    for (const unfinished of this.unfinished) {
      this.settle(unfinished);
      if ((settled += 1) % takenUpAtOnce > 0) continue;
      await yieldToEventLoop();
      // The next start continues with the rest.
      if (!this.isRunning) return;
    }
    const first = this.first;
    this.first = undefined;
    await first?.();
  }

  private settle(unfinished: Unfinished): void {
    const { nodeId } = unfinished;
    const node = this.RED.nodes.getNode(nodeId);
    if (node && refusalOf(node)) return;
    if (node) {
      this.unfinished.delete(unfinished);
      unfinished.takeUp(node);
    } else if (this.isDeleted(nodeId) && !this.isConfigured(nodeId)) {
      this.unfinished.delete(unfinished);
      unfinished.drop();
    }
  }

  /** The id of a node in a subflow begins with the ids of its instances. */
  private isDeleted(nodeId: string): boolean {
    return [...this.deleted].some((id) => `-${nodeId}-`.includes(`-${id}-`));
  }

  private configured(): Set<string> {
    if (!this.ids) {
      const ids = (this.ids = new Set<string>());
      this.RED.nodes.eachNode(({ id }) => void ids.add(id));
    }
    return this.ids;
  }
}
