import { LinkedApiError } from '../client';
import { run } from '../runs';
import { compile } from '../workflow/compile';
import { readGraph, type GraphAction } from '../workflow/graph';
import { idlePorts } from '../workflow/prepare';
import type { ActionNode, Finding, WorkflowDocument } from '../workflow/tree';
import { accountType, type AccountInstance } from './account';
import { catalog } from './catalog';
import { deliver } from './deliver';
import { prepareGraph } from './evaluate';
import { NodeError, type Message, type NodeConfig, type Runtime, type RuntimeNode, type Send } from './node-red';
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
}

const fixedPorts = 2;

export function registerRun(RED: Runtime): void {
  RED.nodes.registerType(runType, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const runner = new Runner(RED, this, settingsOf(config));
    this.on('input', (message, send, done) => {
      void runner.act(message, send).then((interrupted) => {
        // After a deploy nobody listens any more; what happened has been logged.
        if (!interrupted) done();
      }, done);
    });
    this.on('close', () => runner.close());
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
  };
}

interface Plan {
  document: WorkflowDocument;
  roots: ActionNode[];
  actions: GraphAction<RuntimeNode>[];
}

class Runner {
  readonly #closing = new AbortController();
  readonly #hinted = new Set<string>();
  #running = 0;

  constructor(
    readonly RED: Runtime,
    readonly node: RuntimeNode,
    readonly settings: RunSettings,
  ) {
    node.status(status.cleared);
  }

  close(): void {
    this.#closing.abort();
    this.node.status(status.cleared);
  }

  /** One message, one run. Resolves with true when the node was closed before the end. */
  async act(message: Message, send: Send): Promise<boolean> {
    // The sender may go on changing its message while the run lasts.
    const { payload: _, ...rest } = message;
    const kept: Message = this.RED.util.cloneMessage(rest);
    let workflowId: string | undefined;
    let shownOn: Plan['actions'] = [];
    this.#running += 1;
    try {
      const account = this.#account();
      const plan = await this.#plan(message);
      const client = await account.client();
      shownOn = plan.actions;
      let shown = status.queued;
      this.#show(shownOn, shown);
      const state = await run({
        client,
        document: plan.document,
        timeoutMs: this.settings.timeout * 3_600_000,
        signal: this.#closing.signal,
        onState: (seen) => {
          workflowId = seen.workflowId;
          const now = status.progress(seen);
          if (now !== shown) this.#show(plan.actions, now);
          shown = now;
        },
      });
      this.#deliver(state, plan, kept, send);
      return false;
    } catch (error) {
      for (const { node } of shownOn) node.status(status.cleared);
      if (this.#closing.signal.aborted) {
        this.node.warn(
          `${titleOf(this.node)} was stopped while a run was under way. ${whatBecomesOf(workflowId, error)}`,
        );
        return true;
      }
      throw this.#failure(error);
    } finally {
      this.#running -= 1;
    }
  }

  #account(): AccountInstance {
    const account = this.settings.account === undefined ? undefined : this.RED.nodes.getNode(this.settings.account);
    if (account?.type === accountType) return account as AccountInstance;
    throw new NodeError(
      'accountRequired',
      `${titleOf(this.node)} has no account. Open it and choose one; the sandbox needs no tokens.`,
    );
  }

  /** Reads the graph, fills it in and checks it; throws one error with everything that keeps it from being sent. */
  async #plan(message: Message): Promise<Plan> {
    const graph = readGraph(this.node, runtimeWiring(this.RED));
    this.#report(graph.findings, 'stop');
    const { roots, unread, checked } = await prepareGraph(this.RED, graph, message);
    const idle = idlePorts({ id: this.node.id, title: titleOf(this.node) }, this.settings.labels, roots, catalog());
    this.#report([...unread, ...checked, ...idle], unread.length > 0 ? 'stop' : this.settings.onFinding);
    return { roots, actions: graph.actions, document: compile(roots, catalog()) };
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

  #show(actions: readonly GraphAction<RuntimeNode>[], shown: status.Shown): void {
    this.node.status(this.#running > 1 ? status.underWay(this.#running) : shown);
    for (const { node } of actions) node.status(shown);
  }

  #deliver(state: Parameters<typeof deliver>[0], plan: Plan, kept: Message, send: Send): void {
    const { labels, delivery } = this.settings;
    const wired = (port: number) => (this.node.wires?.[port]?.length ?? 0) > 0;
    const sent = deliver(
      state,
      plan.roots,
      catalog(),
      kept,
      {
        labels,
        wiredLabels: new Set(labels.filter((_, index) => wired(fixedPorts + index))),
        tapped: new Set(plan.actions.filter(({ tapped }) => tapped).map(({ id }) => id)),
        completionWired: wired(1),
        delivery,
      },
      this.RED.util,
    );
    for (const { id, node } of plan.actions) {
      // A node may have been deployed anew while the workflow ran.
      const current = this.RED.nodes.getNode(id) ?? node;
      const outcome = sent.reading.outcomes.get(id);
      current.status(outcome ? status.outcome(outcome) : status.cleared);
      for (const message of sent.taps.get(id) ?? []) current.send(message);
    }
    // One at a time, since Node-RED clones all but the first of those that are sent together.
    const sendTo = (port: number, message: Message) => send([...new Array<null>(port).fill(null), message]);
    sent.ports.forEach((messages, index) => messages.forEach((message) => sendTo(fixedPorts + index, message)));
    // Last, so that it also says: everything has been delivered.
    for (const message of sent.completion) sendTo(1, message);
    const { summary } = sent.reading;
    this.node.status(this.#running > 1 ? status.underWay(this.#running - 1) : status.ended(summary));
  }

  #failure(error: unknown): Error {
    const known = error instanceof NodeError || error instanceof LinkedApiError;
    const failure = known ? error : new NodeError('unexpectedError', error instanceof Error ? error.message : String(error)); // prettier-ignore
    this.node.status(status.failed(failure.code));
    return failure;
  }
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
