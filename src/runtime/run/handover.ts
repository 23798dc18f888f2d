import { join } from 'node:path';
import { runType } from '../../catalog/facts';
import { Run, RunFiles, type Entry, type Journal, type RunHistory } from '../../runs';
import { errorText } from '../../shared';
import { ContextJournal } from './context-journal';
import { isStore, warnIfLost } from '../host/context-stores';
import { jobOf, messageOf, type Job } from './job';
import type { Message, Runtime, RuntimeNode } from '../host/node-red';
import { Flows, takenUpAtOnce } from '../host/flows';
import { yieldToEventLoop } from '../../shared/node';

const mostNodesNamed = 5;
/** Runs of nodes that are missing are warned of from this age on. */
const oldMs = 24 * 60 * 60_000;

let current: RunFiles | undefined;

/** Keeps the journals, and brings runs that nobody looks after to their nodes. */
export class Handover {
  readonly flows: Flows;
  readonly #files: RunFiles | undefined;
  /** By the message with which a node gets it. */
  readonly #handed = new WeakMap<Message, Job>();
  readonly #loaded = new Set<string>();
  readonly #missing = new Set<string>();
  #failing = false;

  constructor(
    private readonly RED: Runtime,
    private readonly history: RunHistory,
  ) {
    const { userDir } = RED.settings;
    // Node-RED can be started more than once in one process.
    void current?.leave();
    current = this.#files = userDir ? new RunFiles(join(userDir, 'linkedapi-runs'), this.#warn) : undefined;
    this.flows = new Flows(RED, () => this.#inherit());
  }

  /** The journal of a run node; undefined where there is no place for one. */
  journalOf(node: RuntimeNode, store: string | undefined): Journal | undefined {
    if (store === undefined) return this.#files?.journal;
    if (!isStore(this.RED.settings, store)) {
      const missing = `The settings of Node-RED have no context store “${store}”, so runs are noted in files.`;
      if (!this.#missing.has(store)) this.#warn(missing);
      this.#missing.add(store);
      return this.#files?.journal;
    }
    warnIfLost(this.RED, node, store);
    const journal = new ContextJournal(node, store, this.#warn);
    const key = `${node.id} ${store}`;
    // What is in there later is of runs of this process.
    if (!this.#loaded.has(key)) {
      this.#loaded.add(key);
      void this.flows.whileRunning(() => void this.#load(journal));
    }
    return journal;
  }

  /** Resolves when the run as it stands now is durable; with false when that is not possible, which is told. */
  async save({ entry, journal }: Job): Promise<boolean> {
    if (!entry || !journal) return false;
    return this.#attempt(() => journal.save(entry));
  }

  async close({ entry, journal }: Job): Promise<void> {
    if (entry && journal) await this.#attempt(() => journal.remove(entry.id));
  }

  /** Has the next instance of the run's node go on with it. */
  handOver(job: Job): void {
    job.run = new Run();
    if (job.sent) job.marks.resumed = true;
    const { nodeId } = job;
    const drop = () => this.#drop(job);
    const takeUp = (node: RuntimeNode) => {
      if (node.type !== runType) return drop();
      // What was never sent begins anew, like any message.
      const message = job.sent ? messageOf(job) : job.message;
      if (job.sent) this.#handed.set(message, job);
      node.receive(message);
    };
    this.flows.keep({ nodeId, takeUp, drop });
  }

  /** The run that a message hands over, if it is no message of a flow. */
  handedOver(message: Message): Job | undefined {
    return this.#handed.get(message);
  }

  /**
   * Resolves as soon as no other Node-RED looks after the user directory, with a signal that is aborted when one does, or when
   * the one given is. `onWait` is called when that is not at once.
   */
  async term(signal: AbortSignal, onWait?: () => void): Promise<AbortSignal> {
    return (await this.#files?.ownership)?.term(signal, onWait) ?? signal;
  }

  async #inherit(): Promise<void> {
    const files = this.#files;
    if (!files) return;
    const ownership = await files.ownership;
    await ownership.term(new AbortController().signal, () =>
      this.#warn(
        `Another Node-RED (${ownership.other}) has this user directory. This one carries out the messages it gets; what is noted, and the triggers, it leaves to the other one until that ends. Give each a user directory of its own.`,
      ),
    );
    await this.#load(await files.inherit());
  }

  async #load(journal: Journal): Promise<void> {
    const entries = await journal.load();
    this.#tellUnknown(entries.filter(({ nodeId }) => !this.flows.isConfigured(nodeId)));
    for (const [index, entry] of entries.entries()) {
      this.handOver(jobOf(entry, journal, new Run()));
      if (index % takenUpAtOnce === takenUpAtOnce - 1) await yieldToEventLoop();
    }
  }

  /** Other flows may have been started, or another project: nothing is dropped that no deploy has deleted. */
  #tellUnknown(entries: readonly Entry[]): void {
    const [oldest] = entries;
    if (!oldest) return;
    const nodes = [...new Set(entries.map(({ nodeId }) => nodeId))];
    const named = nodes.slice(0, mostNodesNamed).join(', ') + (nodes.length > mostNodesNamed ? ' …' : '');
    const count = entries.length === 1 ? 'One run is' : `${entries.length} runs are`;
    const since = new Date(oldest.began).toISOString().slice(0, 10);
    this.RED.log[Date.now() - oldest.began > oldMs ? 'warn' : 'info'](
      `Linked API: ${count} noted for run nodes that these flows do not have (${named}), the oldest begun on ${since}. They are delivered when these nodes are back; to forget them, delete their files in ${this.#files!.folder}.`,
    );
  }

  #drop(job: Job): void {
    const { workflowId } = job.entry ?? {};
    const rest = workflowId
      ? `The workflow ${workflowId} goes on at Linked API; its results will not be delivered.`
      : job.sent
        ? 'It is not known whether its workflow was started.'
        : 'Its workflow was not started.';
    const text = `The run node ${job.nodeId} has been deleted while a run was under way. ${rest}`;
    this.RED.log.warn(text);
    if (job.record) this.history.failed(job.record, Object.assign(new Error(text), { code: 'stopped' }));
    void this.close(job);
  }

  async #attempt(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.#failing = false;
      return true;
    } catch (error) {
      const why = errorText(error);
      if (!this.#failing)
        this.#warn(
          `Runs cannot be noted: ${why}. They go on; but should Node-RED end meanwhile, their results are not delivered, or delivered again.`,
        );
      this.#failing = true;
      return false;
    }
  }

  readonly #warn = (text: string) => this.RED.log.warn(`Linked API: ${text}`);
}
