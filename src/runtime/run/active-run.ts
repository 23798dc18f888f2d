import { copyAsJson, Run } from '../../runs';
import type { Ended, Leaving, Plan, RunError, RunHost, RunRecord, Unfinished } from '../../runs';
import { accountOf } from '../account/account';
import { failureOf, type Failure } from '../host/failure';
import type { Message, Runtime, RuntimeNode, Send, Status } from '../host/node-red';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { isPortWired, lostReceivers, sendResults } from './deliver';
import { fingerprintsOf } from './fingerprints';
import type { PlannedGraph, Planner } from './plan';
import { fixedPorts, type RunSettings } from './run-settings';
import type { Shared } from './shared';

/** What the runs of one instance of a run node have in common. */
export interface RunServices {
  RED: Runtime;
  node: RuntimeNode;
  settings: RunSettings;
  shared: Shared;
  planner: Planner;
  /** Aborted when the node is closed. */
  closing: AbortSignal;
}

/** Connects a run to its run node, the flow and the editor. */
export class ActiveRun implements RunHost, Leaving {
  readonly run: Run;
  readonly retries;
  private readonly record: RunRecord;
  /** The message without its payload. */
  private readonly kept: Message;
  private graph: PlannedGraph = { roots: [], actions: [] };

  constructor(
    private readonly services: RunServices,
    private readonly send: Send,
    unfinished: Unfinished,
  ) {
    const { RED, node, settings, shared, planner } = services;
    const { message, state, leftOut = [] } = unfinished;
    this.run = new Run(this, unfinished);
    this.retries = settings.retries === undefined ? {} : { tooManyRequestsRetries: settings.retries };
    // Clone now: the sender may change the message while the run is in progress.
    const { payload: _, ...rest } = message;
    this.kept = RED.util.cloneMessage(rest);
    const cancel = () => this.run.cancel();
    const begin = { id: this.run.id, nodeId: node.id, message, keep: settings.keep, leftOut, cancel };
    this.record = shared.history.get(this.run.id) ?? shared.history.begin(begin);
    this.record.cancel = cancel;
    if (!('plan' in state) || !state.plan) return;
    if ('since' in state && state.since !== undefined) this.record.began = state.since;
    this.setGraph(planner.recall(state.plan.roots));
    if (state.at === 'running') node.log(`Takes up the workflow ${state.workflowId} again.`);
    this.onStep();
  }

  async plan() {
    const { RED, node, settings, planner } = this.services;
    const { id, message } = this.run;
    const account = accountOf(RED, settings.account, titleOf(node));
    const { document, roots, graph } = await planner.plan(message);
    this.setGraph(graph);
    const plan: Plan = {
      ...{ id, nodeId: node.id, accountId: account.id, roots, ...copyAsJson(message) },
      timeoutMs: settings.timeout * 3_600_000,
      labels: settings.labels.filter((_, index) => isPortWired(node, fixedPorts + index)),
      taps: graph.actions.filter(({ tapped }) => tapped).map((action) => action.id),
    };
    return { plan, document };
  }

  async client({ accountId }: Plan) {
    const { RED, node, settings } = this.services;
    const id = RED.nodes.getNode(accountId) ? accountId : settings.account;
    return accountOf(RED, id, titleOf(node)).client();
  }

  onStep(): void {
    const { shared, closing } = this.services;
    const { state } = this.run;
    shared.history.progress(this.record, state);
    const shown = status.run(state);
    if (!shown || closing.aborted) return;
    for (const id of this.nodeIds()) shared.nodeStatus.progress(this.run, id, shown);
  }

  async deliver(ended: Ended, onSent: () => void): Promise<boolean> {
    const { node, settings, shared, closing } = this.services;
    const { run, record, graph, kept, send } = this;
    if (ended.at !== 'completed') return shared.handover.flows.whileRunning(() => this.showError(ended.error), closing);
    const lost = ended.marks.resumed && lostReceivers(ended, node, settings, graph);
    if (lost) node.warn(lost);
    return sendResults({ ...this.services, run, record, graph, kept, send, ended, onSent });
  }

  errorOf(thrown: unknown): Failure {
    return failureOf(thrown);
  }

  handOver(): void {
    const { node, shared } = this.services;
    this.clear();
    const unfinished = this.run.handOver();
    if (unfinished.state.at === 'received') this.endRecord('The run node was redeployed and begins again.');
    shared.handover.handOver(node.id, unfinished);
  }

  drop(became: string): void {
    const { node } = this.services;
    this.clear();
    this.endRecord(`The run node was closed. ${became}`);
    node.warn(`${titleOf(node)} was closed while a run was under way. ${became}`);
  }

  private setGraph(graph: PlannedGraph): void {
    const { RED, node, shared } = this.services;
    this.graph = graph;
    shared.history.planned(this.record, fingerprintsOf(RED, node.id, graph));
  }

  /** The nodes that show the run's state. */
  private nodeIds(): string[] {
    return [this.services.node.id, ...this.graph.actions.map(({ id }) => id)];
  }

  private showError(error: RunError): void {
    this.clear(this.statusAfter(error));
    this.services.shared.history.failed(this.record, error);
  }

  private statusAfter({ code, message }: RunError): Status {
    const { node, shared } = this.services;
    const { sequence } = this.record;
    if (code === 'cancelled') return status.cancelled;
    if (sequence === undefined) return status.failed(code);
    const own = { succeeded: 0, failed: 1, skipped: 0, firstError: { type: code, message } };
    return status.ended(shared.totals.add(sequence, node.id, own));
  }

  private clear(ownStatus = status.cleared): void {
    const { node, shared } = this.services;
    for (const id of this.nodeIds()) shared.nodeStatus.end(this.run, id, id === node.id ? ownStatus : status.cleared);
  }

  private endRecord(message: string): void {
    this.services.shared.history.failed(this.record, { code: 'stopped', message });
  }
}
