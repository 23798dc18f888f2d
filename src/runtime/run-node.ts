import { LinkedApiError, type WorkflowState } from '../client';
import { Run } from '../runs';
import { compile } from '../workflow/compile';
import { readGraph, type Graph, type GraphAction } from '../workflow/graph';
import { idlePorts } from '../workflow/prepare';
import type { NodeOutcome } from '../workflow/results';
import type { ActionNode, Finding, WorkflowDocument } from '../workflow/tree';
import { accountOf } from './account';
import { catalog } from './catalog';
import type { Board } from './board';
import { cancelRuns, wantsCancel } from './cancel-message';
import { deliver } from './deliver';
import { prepareGraph } from './evaluate';
import type { LiveRuns } from './live-runs';
import {
  NodeError,
  type Message,
  type NodeConfig,
  type Runtime,
  type RuntimeNode,
  type Send,
  type Status,
} from './node-red';
import type { Records, RunRecord } from './records';
import * as status from './status';
import { titleOf } from './titles';
import { runType, runtimeWiring } from './wiring';

interface RunSettings {
  account?: string;
  /** One output port each, after the two fixed ones. */
  labels: string[];
  delivery: 'each' | 'array';
  onFinding: 'stop' | 'warn';
  /** Hours. */
  timeout: number;
  /** May the editor show the last runs, their results and the messages they were started with? */
  keep: boolean;
}

const fixedPorts = 2;

export function registerRun(RED: Runtime, board: Board, records: Records, running: LiveRuns): void {
  RED.nodes.registerType(runType, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const runner = new Runner(RED, this, settingsOf(config), board, records, running);
    this.on('input', (message, send, done) => {
      void runner.act(message, send).then((interrupted) => {
        // After a deploy nobody listens any more; what happened has been logged.
        if (!interrupted) done();
      }, done);
    });
    this.on('close', (removed, done) => {
      runner.close();
      if (removed) records.forget(this.id);
      done();
    });
  });
}

function settingsOf(config: NodeConfig): RunSettings {
  const labels = Array.isArray(config['labels']) ? config['labels'].map(String) : [];
  const hours = Number(config['timeout']);
  return {
    ...(typeof config['account'] === 'string' ? { account: config['account'] } : {}),
    labels,
    delivery: config['delivery'] === 'array' ? 'array' : 'each',
    onFinding: config['onFinding'] === 'warn' ? 'warn' : 'stop',
    timeout: hours > 0 ? hours : 24,
    keep: config['keep'] !== 'nothing',
  };
}

interface Plan {
  document: WorkflowDocument;
  roots: ActionNode[];
  graph: Pick<Graph<RuntimeNode>, 'roots' | 'actions'>;
}

class Runner {
  readonly #live = new Set<Run>();
  readonly #hinted = new Set<string>();
  #closed = false;

  constructor(
    readonly RED: Runtime,
    readonly node: RuntimeNode,
    readonly settings: RunSettings,
    readonly board: Board,
    readonly records: Records,
    /** Of all run nodes. */
    readonly running: LiveRuns,
  ) {
    node.status(status.cleared);
    if (!settings.keep) records.forget(node.id);
  }

  close(): void {
    this.#closed = true;
    for (const run of this.#live) run.stop();
    this.node.status(status.cleared);
  }

  /** One message, one run, unless it cancels others. Resolves with true when the node was closed before the end. */
  async act(message: Message, send: Send): Promise<boolean> {
    if (wantsCancel(message)) return this.#cancel(message);
    // The sender may go on changing its message while the run lasts.
    const { payload: _, ...rest } = message;
    const kept: Message = this.RED.util.cloneMessage(rest);
    const run = new Run();
    const record = this.records.begin(this.node.id, message, this.settings.keep, () => run.cancel());
    let shownOn: readonly GraphAction<RuntimeNode>[] = [];
    this.#live.add(run);
    this.running.add(run);
    if (this.#closed) run.stop();
    try {
      const account = accountOf(this.RED, this.settings.account, titleOf(this.node));
      const plan = await this.#plan(message);
      this.records.planned(record, plan.graph);
      const client = await account.client();
      shownOn = plan.graph.actions;
      let shown = status.queued;
      this.#show(run, shownOn, shown);
      const state = await run.execute({
        client,
        document: plan.document,
        timeoutMs: this.settings.timeout * 3_600_000,
        onState: (seen) => {
          this.records.progress(record, seen);
          const now = status.progress(seen);
          if (now !== shown) this.#show(run, shownOn, now);
          shown = now;
        },
      });
      this.#deliver(state, plan, kept, send, run, record);
      return false;
    } catch (error) {
      for (const { id } of shownOn) this.board.end(run, id, status.cleared);
      if (this.#closed) {
        const rest = whatBecomesOf(record.workflowId, error);
        this.board.end(run, this.node.id, status.cleared);
        this.records.failed(record, new NodeError('stopped', `The run node was deployed anew. ${rest}`));
        this.node.warn(`${titleOf(this.node)} was stopped while a run was under way. ${rest}`);
        return true;
      }
      const failure = failureOf(error);
      this.records.failed(record, failure);
      this.board.end(run, this.node.id, failure.code === 'cancelled' ? status.cancelled : status.failed(failure.code));
      throw failure;
    } finally {
      this.#live.delete(run);
      this.running.delete(run);
    }
  }

  async #cancel(message: Message): Promise<boolean> {
    try {
      await cancelRuns(message, this.#live, titleOf(this.node));
    } catch (error) {
      if (!this.#closed) throw failureOf(error);
    }
    return this.#closed;
  }

  /** Reads the graph, fills it in and checks it; throws one error with everything that keeps it from being sent. */
  async #plan(message: Message): Promise<Plan> {
    const graph = readGraph(this.node, runtimeWiring(this.RED));
    this.#report(graph.findings, 'stop');
    const { roots, unread, checked } = await prepareGraph(this.RED, graph, message);
    const idle = idlePorts({ id: this.node.id, title: titleOf(this.node) }, this.settings.labels, roots, catalog());
    this.#report([...unread, ...checked, ...idle], unread.length > 0 ? 'stop' : this.settings.onFinding);
    return { roots, graph, document: compile(roots, catalog()) };
  }

  #report(findings: readonly Finding[], onFinding: RunSettings['onFinding']): void {
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && onFinding === 'stop') throw invalid(errors);
    for (const { message } of findings) {
      // Once per deploy: a flow that runs every minute should not say it every minute.
      if (!this.#hinted.has(message)) this.node.warn(message);
      this.#hinted.add(message);
    }
  }

  #show(run: Run, actions: readonly GraphAction<RuntimeNode>[], shown: Status): void {
    this.board.progress(run, this.node.id, shown);
    for (const { id } of actions) this.board.progress(run, id, shown);
  }

  #deliver(state: WorkflowState, { roots, graph }: Plan, kept: Message, send: Send, run: Run, record: RunRecord): void {
    const { labels, delivery } = this.settings;
    const wired = (port: number) => (this.node.wires?.[port]?.length ?? 0) > 0;
    const sent = deliver(
      state,
      roots,
      catalog(),
      kept,
      {
        labels,
        wiredLabels: new Set(labels.filter((_, index) => wired(fixedPorts + index))),
        tapped: new Set(graph.actions.filter(({ tapped }) => tapped).map(({ id }) => id)),
        completionWired: wired(1),
        delivery,
      },
      this.RED.util,
    );
    const shown = shownOf(roots, sent.reading.outcomes);
    for (const { id, node } of graph.actions) {
      const outcome = shown.get(id) ?? status.cleared;
      this.board.end(run, id, outcome);
      const recorded = record.actions.get(id);
      if (recorded) recorded.shown = outcome;
      // A node may have been deployed anew while the workflow ran.
      const current = this.RED.nodes.getNode(id) ?? node;
      for (const message of sent.taps.get(id) ?? []) current.send(message);
    }
    // One at a time, since Node-RED clones all but the first of those that are sent together.
    const sendTo = (port: number, message: Message) => send([...new Array<null>(port).fill(null), message]);
    sent.ports.forEach((messages, index) => messages.forEach((message) => sendTo(fixedPorts + index, message)));
    // Last, so that it also says: everything has been delivered.
    for (const message of sent.completion) sendTo(1, message);
    const { summary } = sent.reading;
    this.board.end(run, this.node.id, status.ended(summary));
    this.records.completed(record, state, roots, summary);
  }
}

/** What each action shows after a run. */
function shownOf(roots: readonly ActionNode[], outcomes: ReadonlyMap<string, NodeOutcome>): Map<string, Status> {
  const shown = new Map<string, Status>();
  const visit = (nodes: readonly ActionNode[]) => {
    for (const node of nodes) {
      if (shown.has(node.id)) continue;
      shown.set(node.id, status.outcome(node, outcomes, catalog()));
      visit(node.then);
    }
  };
  visit(roots);
  return shown;
}

function failureOf(error: unknown): NodeError | LinkedApiError {
  if (error instanceof NodeError || error instanceof LinkedApiError) return error;
  return new NodeError('unexpectedError', error instanceof Error ? error.message : String(error));
}

function whatBecomesOf(workflowId: string | undefined, error: unknown): string {
  if (workflowId)
    return `The workflow ${workflowId} goes on at Linked API, but its results will not be delivered here.`;
  const doubtful = error instanceof LinkedApiError && error.code === 'submissionUnknown';
  return doubtful ? 'It is not known whether its workflow was started.' : 'Its workflow was not started.';
}

function invalid(errors: readonly Finding[]): NodeError {
  const [first] = errors;
  const text =
    errors.length === 1
      ? first!.message
      : `${errors.length} things are wrong with the workflow.\n${errors.map(({ message }, index) => `${index + 1}. ${message}`).join('\n')}`;
  return new NodeError('invalidWorkflow', `${text}\nNothing was sent.`, { findings: errors });
}
