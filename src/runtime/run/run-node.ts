import { runType } from '../../catalog/facts';
import { Runs } from '../../runs';
import { failureOf, failureOfRun } from '../host/failure';
import { handleMessages } from '../host/handle-messages';
import type { Message, NodeConfig, Runtime, RuntimeNode, Send } from '../host/node-red';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { ActiveRun } from './active-run';
import { cancelRuns, wantsCancel } from './cancel-message';
import { Planner } from './plan';
import { settingsOf } from './run-settings';
import type { Shared } from './shared';

export function registerRun(RED: Runtime, shared: Shared): void {
  RED.nodes.registerType(runType, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const runNode = new RunNode(RED, this, config, shared);
    handleMessages(this, shared.handover.flows, (message, send) => runNode.act(message, send));
    this.on('close', (removed, done) => {
      void runNode.close().then(() => {
        if (removed && !shared.handover.flows.isConfigured(this.id)) shared.history.forget(this.id);
        done();
      });
    });
  });
}

/** One instance of a run node. */
class RunNode {
  private readonly runs;
  private readonly services;
  private readonly notes;
  private readonly closing = new AbortController();

  constructor(
    RED: Runtime,
    private readonly node: RuntimeNode,
    config: NodeConfig,
    private readonly shared: Shared,
  ) {
    const settings = settingsOf(config);
    this.runs = new Runs(settings.onClose, shared.liveRuns);
    const planner = new Planner(RED, node, settings);
    this.notes = shared.handover.notesOf(node, settings.store);
    this.services = { RED, node, settings, shared, planner, closing: this.closing.signal };
    node.status(status.cleared);
    if (!settings.keep) shared.history.forget(node.id);
  }

  close(): Promise<void> {
    this.closing.abort();
    this.node.status(status.cleared);
    return this.runs.close();
  }

  /** One message is one run, or the rest of one, or cancels others. Resolves with true if the node was closed before the end. */
  async act(message: Message, send: Send): Promise<boolean> {
    const unfinished = this.shared.handover.handedOver(message);
    if (!unfinished && wantsCancel(message)) return this.cancelOthers(message);
    const received = { message, notes: this.notes, state: { at: 'received' } } as const;
    const active = new ActiveRun(this.services, send, unfinished ?? received);
    const ended = await this.runs.carryOn(active.run, active);
    if (ended && ended.at !== 'completed') throw failureOfRun(ended.error);
    return ended === undefined;
  }

  private async cancelOthers(message: Message): Promise<boolean> {
    const { signal } = this.closing;
    await cancelRuns(message, this.runs.live, titleOf(this.node)).catch((error: unknown) => {
      if (!signal.aborted) throw failureOf(error);
    });
    return signal.aborted;
  }
}
