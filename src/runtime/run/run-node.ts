import { randomUUID } from 'node:crypto';
import { runType } from '../../catalog/facts';
import { LinkedApiError, type WorkflowState } from '../../client';
import { Run, type RunOptions } from '../../runs';
import { accountOf } from '../account/account';
import { cancelRuns, wantsCancel } from './cancel-message';
import { fingerprintsOf } from './fingerprints';
import { failureOf } from '../host/failure';
import { intentOf, type Job } from './job';
import type { Flows } from '../host/flows';
import { handleMessages } from '../host/handle-messages';
import { NodeError, type Message, type NodeConfig, type Runtime, type RuntimeNode, type Send } from '../host/node-red';
import { Planner, type Plan } from './plan';
import { settingsOf, type RunSettings } from './run-settings';
import type { Shared } from './shared';
import { fixedPorts, lostReceivers, messagesFor, sending } from './deliver';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { yieldToEventLoop } from '../../shared/node';

/** How long closing a node waits for what is nearly done: an answer that says under which id a workflow runs. */
const patienceMs = 2000;
/** Turns of the event loop after which a message sent has passed links and junctions and reached a node that does something. */
const turnsOfMessages = 20;

export function registerRun(RED: Runtime, shared: Shared): void {
  RED.nodes.registerType(runType, function (this: RuntimeNode, config: NodeConfig) {
    RED.nodes.createNode(this, config);
    const runner = new Runner(RED, this, settingsOf(config), shared);
    handleMessages(this, shared.handover.flows, (message, send) => runner.act(message, send));
    this.on('close', (removed, done) => {
      void runner.close().then(() => {
        if (removed && !shared.handover.flows.isConfigured(this.id)) shared.history.forget(this.id);
        done();
      });
    });
  });
}

class Runner {
  readonly #jobs = new Set<Job>();
  /** What is left to do after runs have been delivered. */
  readonly #tidying = new Set<Promise<void>>();
  readonly #planner: Planner;
  readonly #journal;
  readonly #closing = new AbortController();

  constructor(
    readonly RED: Runtime,
    readonly node: RuntimeNode,
    readonly settings: RunSettings,
    readonly shared: Shared,
  ) {
    this.#planner = new Planner(RED, node, settings);
    this.#journal = shared.handover.journalOf(node, settings.store);
    node.status(status.cleared);
    if (!settings.keep) shared.history.forget(node.id);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    this.node.status(status.cleared);
    const leaving = [...this.#jobs].map((job) => {
      if (this.settings.onClose === 'cancel' && job.sent) return this.#cancel(job);
      // A request that starts a workflow is left to end: aborted, nobody would know what it did.
      if (!job.sent || job.entry?.workflowId !== undefined) job.run.stop();
      else job.run.giveUp();
      return job.submitting;
    });
    await atMost(patienceMs, Promise.allSettled([...leaving, ...this.#tidying]));
  }

  /** One message, one run or the rest of one, unless it cancels others; true when the node was closed before the end. */
  async act(message: Message, send: Send): Promise<boolean> {
    const known = this.shared.handover.handedOver(message);
    if (!known && wantsCancel(message)) return this.#cancelOthers(message);
    const job: Job = known ?? { nodeId: this.node.id, message, run: new Run(), marks: {}, sent: false };
    const record = (job.record ??= this.shared.history.begin({
      ...{ nodeId: this.node.id, message, keep: this.settings.keep, leftOut: known?.leftOut ?? [] },
      cancel: () => job.run.cancel(),
    }));
    if (known?.entry) record.began = known.entry.began;
    // The sender may go on changing its message while the run lasts.
    const { payload: _, ...rest } = known?.message ?? message;
    const kept: Message = this.RED.util.cloneMessage(rest);
    let plan: Plan | undefined;
    // A run that is handed over goes on as another one.
    const { run } = job;
    this.#jobs.add(job);
    this.shared.liveRuns.add(run);
    try {
      let state: WorkflowState;
      if (known) {
        plan = this.#recall(known);
        state = await this.#resume(known, plan);
      } else {
        const planned = await this.#prepare(job, message);
        plan = planned;
        state = await this.#execute(job, planned);
      }
      const { RED, node, settings } = this;
      const sender = { RED, node, settings, ...this.shared, send };
      const done = { ...plan, job, record, kept, state };
      await this.#noteDelivery(job);
      if (this.#closed) return this.#interrupted(job, plan);
      const stretches = sending(sender, done, await messagesFor(sender, done));
      for (let all = false; !all;) {
        const sendSome = () => (all = stretches.next().done === true);
        if (!(await this.#flows.whileRunning(sendSome, this.#closing.signal))) return this.#interrupted(job, plan);
        job.marks.redelivered = true;
        await yieldToEventLoop();
      }
      this.#told(job);
      return false;
    } catch (error) {
      if (this.#closed) return this.#interrupted(job, plan, error);
      this.#clear(job, plan);
      const failure = failureOf(error);
      if (job.entry) {
        const { code, message: text, cause } = failure;
        job.entry.error = { code, message: text, cause };
        job.failure = failure;
        await this.#noteDelivery(job);
        const tellable = await this.#flows.whileRunning(() => undefined, this.#closing.signal);
        if (!tellable) return this.#interrupted(job, plan);
      }
      this.shared.history.failed(record, failure);
      this.shared.nodeStatus.end(
        job.run,
        this.node.id,
        failure.code === 'cancelled' ? status.cancelled : status.failed(failure.code),
      );
      this.#told(job);
      throw failure;
    } finally {
      this.#jobs.delete(job);
      this.shared.liveRuns.delete(run);
    }
  }

  async #prepare(job: Job, message: Message): Promise<Plan & { options: Omit<RunOptions, 'onState'> }> {
    const account = accountOf(this.RED, this.settings.account, titleOf(this.node));
    const { document, ...plan } = await this.#planner.plan(message);
    const { roots, graph } = plan;
    this.shared.history.planned(job.record!, fingerprintsOf(this.RED, this.node.id, graph));
    const client = await account.client();
    const timeoutMs = this.settings.timeout * 3_600_000;
    job.journal = this.#journal;
    job.entry = intentOf({
      ...{ job, id: randomUUID(), accountId: account.id, began: client.time.now(), timeoutMs, document, roots },
      labels: this.settings.labels.filter((_, index) => this.#isWired(fixedPorts + index)),
      taps: graph.actions.filter(({ tapped }) => tapped).map(({ id }) => id),
    });
    await this.shared.handover.save(job);
    const start = { tooManyRequestsRetries: this.settings.retries };
    return { ...plan, options: { client, document, timeoutMs, start } };
  }

  async #execute(
    job: Job,
    { graph, options }: Plan & { options: Omit<RunOptions, 'onState'> },
  ): Promise<WorkflowState> {
    // Not sent any more: it begins anew with the node.
    if (this.#closed) throw new NodeError('stopped', 'The run node was deployed anew.');
    job.sent = true;
    let noted: () => void = () => undefined;
    job.submitting = new Promise((resolve) => (noted = resolve));
    const onState = this.#shower(job, graph);
    const onStarted = async (workflowId: string) => {
      const entry = job.entry!;
      // As the service's clock has it, since a restart may find this machine's clock set.
      const began = options.client.time.now();
      const deadline = began + options.timeoutMs;
      Object.assign(entry, { workflowId, state: 'started', began, deadline });
      delete entry.document;
      await this.shared.handover.save(job);
      noted();
      if (this.#closed && this.settings.onClose === 'resume') job.run.stop();
    };
    return job.run.execute({ ...options, onState, onStarted }).finally(noted);
  }

  /** What a run was about that was begun before; receivers it had then and has no longer are told. */
  #recall(job: Job): Plan {
    const { entry, record } = job;
    const plan = this.#planner.recall(entry!.roots);
    this.shared.history.planned(record!, fingerprintsOf(this.RED, this.node.id, plan.graph));
    return plan;
  }

  async #resume(job: Job, { graph }: Plan): Promise<WorkflowState> {
    const { entry, failure } = job;
    const { workflowId, accountId, began, deadline } = entry!;
    if (failure || workflowId === undefined) throw failure ?? new NodeError('unexpectedError', 'It has no workflow.');
    const own = this.RED.nodes.getNode(accountId) ? accountId : this.settings.account;
    const client = await accountOf(this.RED, own, titleOf(this.node)).client();
    this.node.log(`Takes up the workflow ${workflowId} again.`);
    const waiting = { client, timeoutMs: deadline - began, onState: this.#shower(job, graph) };
    const state = await job.run.resume({ workflowId, startedAt: began, ...waiting });
    const lost = lostReceivers(entry!, this.node, this.settings, graph);
    if (lost) this.node.warn(lost);
    return state;
  }

  /** Shows how a run stands while it goes on. */
  #shower(job: Job, { actions }: Plan['graph']): NonNullable<RunOptions['onState']> {
    let shown = status.queued;
    const show = () => {
      this.shared.nodeStatus.progress(job.run, this.node.id, shown);
      for (const { id } of actions) this.shared.nodeStatus.progress(job.run, id, shown);
    };
    show();
    return (seen) => {
      this.shared.history.progress(job.record!, seen);
      const now = status.progress(seen);
      if (now === shown || this.#closed) return;
      shown = now;
      show();
    };
  }

  /** The first of two durable marks; what is told goes out between them. The node may have been closed meanwhile. */
  async #noteDelivery(job: Job): Promise<void> {
    job.entry!.state = 'delivering';
    const noted = await this.shared.handover.save(job);
    // It cannot be known then whether this is the first time.
    if (!noted && job.journal && job.marks.resumed) job.marks.redelivered = true;
  }

  /** The second mark, as soon as messages have reached the nodes they were sent to. */
  #told(job: Job): void {
    if (!job.entry) return;
    const tidied = (async () => {
      for (let turn = 0; turn < turnsOfMessages; turn += 1) await yieldToEventLoop();
      await this.shared.handover.close(job);
    })().finally(() => this.#tidying.delete(tidied));
    this.#tidying.add(tidied);
  }

  /** The node was closed: another instance goes on, unless the run was to be cancelled. */
  #interrupted(job: Job, plan: Plan | undefined, error?: unknown): true {
    this.#clear(job, plan);
    this.shared.nodeStatus.end(job.run, this.node.id, status.cleared);
    const { workflowId } = job.entry ?? {};
    // Given up before anything of it reached the service.
    if (workflowId === undefined && error instanceof LinkedApiError && error.code === 'cancelled') job.sent = false;
    const nearlyTold = error === undefined && job.entry !== undefined;
    if (this.settings.onClose === 'resume' || nearlyTold) {
      // What is not the doing of this node is still to be told.
      if (job.sent && workflowId === undefined && error !== undefined) job.failure = failureOf(error);
      if (!job.sent) {
        void this.shared.handover.close(job);
        this.shared.history.failed(
          job.record!,
          new NodeError('stopped', 'The run node was deployed anew and begins again.'),
        );
        delete job.record;
      }
      this.shared.handover.handOver(job);
      return true;
    }
    const became = whatBecameOf(job);
    this.shared.history.failed(job.record!, new NodeError('stopped', `The run node was closed. ${became}`));
    this.node.warn(`${titleOf(this.node)} was closed while a run was under way. ${became}`);
    void this.shared.handover.close(job);
    return true;
  }

  #clear({ run }: Job, plan: Plan | undefined): void {
    for (const { id } of plan?.graph.actions ?? []) this.shared.nodeStatus.end(run, id, status.cleared);
  }

  async #cancelOthers(message: Message): Promise<boolean> {
    const runs = [...this.#jobs].map(({ run }) => run);
    try {
      await cancelRuns(message, runs, titleOf(this.node));
    } catch (error) {
      if (!this.#closed) throw failureOf(error);
    }
    return this.#closed;
  }

  async #cancel(job: Job): Promise<void> {
    const { run } = job;
    const cancelled = run.cancel().then(
      (done) => void (job.cancelled = done),
      () => undefined,
    );
    await atMost(patienceMs, cancelled);
    run.stop();
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted;
  }

  get #flows(): Flows {
    return this.shared.handover.flows;
  }

  #isWired(port: number): boolean {
    return (this.node.wires?.[port]?.length ?? 0) > 0;
  }
}

async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([work, new Promise((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

/** Of a run that was to be cancelled when its node was closed. */
function whatBecameOf({ sent, entry, cancelled }: Job): string {
  const workflowId = entry?.workflowId;
  if (!sent) return 'Its workflow was not started.';
  if (workflowId === undefined) return 'It is not known whether its workflow was started.';
  return cancelled
    ? `The workflow ${workflowId} was cancelled.`
    : `The workflow ${workflowId} could not be cancelled: it goes on at Linked API, but its results will not be delivered here.`;
}
