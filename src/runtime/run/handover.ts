import { join } from 'node:path';
import { runType } from '../../catalog/facts';
import {
  restore,
  RunFiles,
  whatBecameOf,
  type Entry,
  type Journal,
  type Message,
  type Notes,
  type RunHistory,
  type Unfinished,
} from '../../runs';
import { errorText } from '../../shared';
import { yieldToEventLoop } from '../../shared/node';
import { isStore, warnIfLost } from '../host/context-stores';
import { Flows, takenUpAtOnce } from '../host/flows';
import { NodeError, type Runtime, type RuntimeNode } from '../host/node-red';
import { ContextJournal } from './context-journal';

const maxNodesNamed = 5;
/** Older runs of missing nodes are reported as a warning. */
const oldMs = 24 * 60 * 60_000;

let current: RunFiles | undefined;

/** Keeps the journals, and hands unfinished runs to the nodes that continue them. */
export class Handover {
  readonly flows: Flows;
  private readonly files: RunFiles | undefined;
  /** The runs by the message that hands them over. */
  private readonly handed = new WeakMap<Message, Unfinished>();
  private readonly loaded = new Set<string>();
  private readonly missing = new Set<string>();
  private failing = false;

  constructor(
    private readonly RED: Runtime,
    private readonly history: RunHistory,
  ) {
    const { userDir } = RED.settings;
    // Node-RED can be started more than once in one process.
    void current?.leave();
    current = this.files = userDir ? new RunFiles(join(userDir, 'linkedapi-runs'), this.warn) : undefined;
    this.flows = new Flows(RED, () => this.inherit());
  }

  /** Where the runs of a run node are written: in a context store, or in files without one. */
  notesOf(node: RuntimeNode, store: string | undefined): Notes {
    return this.notesIn(this.journalOf(node, store));
  }

  /** Has the next instance of the run node continue a run. */
  handOver(nodeId: string, unfinished: Unfinished): void {
    const drop = () => this.drop(nodeId, unfinished);
    const takeUp = (node: RuntimeNode) => {
      if (node.type !== runType) return drop();
      const { message, state } = unfinished;
      // A workflow that was never sent begins again, like any message.
      if (state.at === 'received') return node.receive(message);
      const workflowId = 'workflowId' in state ? state.workflowId : undefined;
      const marks = 'marks' in state ? state.marks : {};
      const carrier = { ...message, linkedapi: { ...(workflowId === undefined ? {} : { workflowId }), ...marks } };
      this.handed.set(carrier, unfinished);
      node.receive(carrier);
    };
    this.flows.keep({ nodeId, takeUp, drop });
  }

  /** The run that a message hands over. Undefined for a message of a flow. */
  handedOver(message: Message): Unfinished | undefined {
    return this.handed.get(message);
  }

  /**
   * Resolves as soon as this Node-RED owns the user directory, with a signal that is aborted when it no longer does, or when the
   * given one is. Calls `onWait` if it has to wait.
   */
  async term(signal: AbortSignal, onWait?: () => void): Promise<AbortSignal> {
    return (await this.files?.ownership)?.term(signal, onWait) ?? signal;
  }

  private journalOf(node: RuntimeNode, store: string | undefined): Journal | undefined {
    if (store === undefined) return this.files?.journal;
    if (!isStore(this.RED.settings, store)) {
      const missing = `The settings of Node-RED have no context store “${store}”, so runs are noted in files.`;
      if (!this.missing.has(store)) this.warn(missing);
      this.missing.add(store);
      return this.files?.journal;
    }
    warnIfLost(this.RED, node, store);
    const journal = new ContextJournal(node, store, this.warn);
    const key = `${node.id} ${store}`;
    // Load it once: later entries are runs of this process.
    if (!this.loaded.has(key)) {
      this.loaded.add(key);
      void this.flows.whileRunning(() => void this.load(journal));
    }
    return journal;
  }

  private notesIn(journal: Journal | undefined): Notes {
    return {
      save: async (entry) => !journal || this.attempt(() => journal.save(entry)),
      remove: async (id) => void (journal && (await this.attempt(() => journal.remove(id)))),
    };
  }

  private async inherit(): Promise<void> {
    const { files } = this;
    if (!files) return;
    const ownership = await files.ownership;
    await ownership.term(new AbortController().signal, () =>
      this.warn(
        `Another Node-RED (${ownership.other}) has this user directory. This one carries out the messages it gets; what is noted, and the triggers, it leaves to the other one until that ends. Give each a user directory of its own.`,
      ),
    );
    await this.load(await files.inherit());
  }

  private async load(journal: Journal): Promise<void> {
    const entries = await journal.load();
    this.reportUnknown(entries.filter(({ plan }) => !this.flows.isConfigured(plan.nodeId)));
    const notes = this.notesIn(journal);
    for (const [index, entry] of entries.entries()) {
      const { id, nodeId, message, leftOut } = entry.plan;
      this.handOver(nodeId, { id, message, notes, leftOut, state: restore(entry) });
      if (index % takenUpAtOnce === takenUpAtOnce - 1) await yieldToEventLoop();
    }
  }

  /** Other flows may have been started, or another project, so only runs of nodes that a deploy has deleted are dropped. */
  private reportUnknown(entries: readonly Entry[]): void {
    const [oldest] = entries;
    if (!oldest || !this.files) return;
    const nodes = [...new Set(entries.map(({ plan }) => plan.nodeId))];
    const named = nodes.slice(0, maxNodesNamed).join(', ') + (nodes.length > maxNodesNamed ? ' …' : '');
    const count = entries.length === 1 ? 'One run is' : `${entries.length} runs are`;
    const since = new Date(oldest.since).toISOString().slice(0, 10);
    this.RED.log[Date.now() - oldest.since > oldMs ? 'warn' : 'info'](
      `Linked API: ${count} noted for run nodes that these flows do not have (${named}), the oldest begun on ${since}. They are delivered when these nodes are back; to forget them, delete their files in ${this.files.folder}.`,
    );
  }

  private drop(nodeId: string, { id, state, notes }: Unfinished): void {
    const text = `The run node ${nodeId} has been deleted while a run was under way. ${whatBecameOf(state)}`;
    this.RED.log.warn(text);
    if (id === undefined) return;
    const record = this.history.get(id);
    if (record) this.history.failed(record, new NodeError('stopped', text));
    void notes.remove(id);
  }

  private async attempt(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      this.failing = false;
      return true;
    } catch (error) {
      const why = errorText(error);
      if (!this.failing)
        this.warn(
          `Runs cannot be noted: ${why}. They go on; but should Node-RED end meanwhile, their results are not delivered, or delivered again.`,
        );
      this.failing = true;
      return false;
    }
  }

  private readonly warn = (text: string) => this.RED.log.warn(`Linked API: ${text}`);
}
