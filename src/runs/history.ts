import type { Catalog } from '../catalog/facts';
import { completionFrom, type WorkflowState } from '../client';
import {
  readCompletion,
  type ActionNode,
  type Result,
  type RunFacts,
  type Summary,
  type WorkflowDocument,
} from '../workflow';
import { copyInMemory, type MessageCopy } from './copy-message';
import type { Message } from './message';
import type { RunError, RunState } from './life';
import { isRecord } from '../shared';

/**
 * How much is kept at most, sizes in characters of JSON. A record says what was dropped. The runs of one sequence count as one
 * run of their node.
 */
export const bounds = { runsOfNode: 10, runs: 500, document: 1_000_000, completion: 8_000_000, total: 32_000_000 };

/** One run as the editor shows it, with its results if they are kept. */
export interface RunRecord extends RunFacts {
  /** The actions of the run, by node id. */
  actions: Map<string, RecordedAction>;
  /** Counts the runs of this process. */
  order: number;
  keep: boolean;
  message?: MessageCopy;
  /** Only while the run is in progress. */
  cancel?: () => Promise<boolean>;
  /** The document as it was sent, as JSON. */
  document?: string;
  /** The answer as it was received. It is only read when the editor asks for results. */
  text?: string;
  roots?: readonly ActionNode[];
}

interface Beginning {
  id: string;
  nodeId: string;
  message: Message;
  keep: boolean;
  /** Paths that a restart has removed from the message: `req.socket`. */
  leftOut: readonly string[];
  cancel: () => Promise<boolean>;
}

interface RecordedAction {
  shown?: { fill?: string; shape?: string; text?: string };
  /** The fingerprint of the action during the run, to be compared with the current one. */
  print: () => string;
}

/** The last runs, kept only in memory. */
export class RunHistory {
  /** By id, in the order in which they began. */
  private readonly runs = new Map<string, RunRecord>();
  /** The runs that are over. */
  private readonly ended = new Set<RunRecord>();
  private begun = 0;
  /** The runs whose message, document or results are kept. */
  private readonly holding = new Set<RunRecord>();
  private size = 0;

  constructor(
    private readonly catalog: () => Catalog,
    /** Called with the run node of each record that has changed. */
    private readonly onChange: (nodeId: string) => void,
  ) {}

  begin({ id, nodeId, message, keep, leftOut, cancel }: Beginning): RunRecord {
    const order = (this.begun += 1);
    const run: RunRecord = {
      id,
      nodeId,
      order,
      began: Date.now(),
      state: 'checking',
      actions: new Map(),
      keep,
      cancel,
      ...sequenceOf(message),
    };
    if (keep) {
      const kept = copyInMemory(message);
      if (kept) {
        kept.omitted.push(...leftOut.map((path) => path.split('.')));
        this.hold(run, (run.message = kept).size);
      } else run.messageGone = 'tooLarge';
    }
    this.runs.set(id, run);
    this.makeRoom();
    this.onChange(nodeId);
    return run;
  }

  /** The actions that take part are known; each function fingerprints one of them as it was configured and wired then. */
  planned(run: RunRecord, fingerprints: ReadonlyMap<string, () => string>): void {
    for (const [id, print] of fingerprints) run.actions.set(id, { print });
  }

  /** Shows how far a run has come. */
  progress(run: RunRecord, state: RunState): void {
    if ('plan' in state && state.plan) run.about ??= aboutOf(state.plan.roots);
    if (state.at === 'submitting') this.keepDocument(run, state.document);
    if (state.at !== 'running' || !state.progress) return;
    const { workflowId } = state;
    const { workflowStatus, pendingReason } = state.progress;
    const waits = pendingReason === 'outsideWorkingHours' ? pendingReason : 'queued';
    const shown = workflowStatus === 'pending' ? waits : 'running';
    if (run.state === shown && run.workflowId === workflowId) return;
    Object.assign(run, { state: shown, workflowId });
    this.onChange(run.nodeId);
  }

  completed(run: RunRecord, { text }: WorkflowState, roots: readonly ActionNode[], summary: Summary): void {
    Object.assign(run, { state: 'completed', summary });
    if (run.keep && text.length > bounds.completion) run.resultsGone = 'tooLarge';
    else if (run.keep) {
      run.text = text;
      run.roots = bare(roots);
      this.hold(run, text.length);
    }
    this.end(run);
  }

  failed(run: RunRecord, { code, message }: RunError): void {
    Object.assign(run, { state: code === 'cancelled' ? code : 'failed', error: { type: code, message } });
    this.end(run);
  }

  private keepDocument(run: RunRecord, document: WorkflowDocument): void {
    if (!run.keep) return;
    const text = JSON.stringify(document);
    if (text.length > bounds.document) {
      run.documentGone = 'tooLarge';
      return;
    }
    run.document = text;
    this.hold(run, text.length);
    this.makeRoom();
  }

  /** Forgets the ended runs of a run node. */
  forget(nodeId: string): void {
    for (const run of this.ended) if (run.nodeId === nodeId) this.drop(run);
    this.onChange(nodeId);
  }

  get(id: string): RunRecord | undefined {
    return this.runs.get(id);
  }

  /** The runs of a run node, or those that an action was part of. For a node in a subflow, those of all instances. Newest first. */
  of(nodeId: string): RunRecord[] {
    return this.all().filter((run) => isOf(run.nodeId, nodeId) || idsOf(run, nodeId).length > 0);
  }

  /** Newest first. */
  all(): RunRecord[] {
    return [...this.runs.values()].reverse();
  }

  /** An action's results in a run, in the order of the completion; undefined if they are not kept. */
  results(run: RunRecord, nodeId: string): Result[] | undefined {
    if (run.text === undefined || run.roots === undefined) return undefined;
    const ids = new Set(idsOf(run, nodeId));
    const found: Result[] = [];
    readCompletion(
      completionFrom(run.text),
      run.roots,
      this.catalog(),
      (node) => node !== undefined && ids.has(node.id),
      (result) => {
        if (result.node && ids.has(result.node.id)) found.push(result);
      },
    );
    return found;
  }

  private end(run: RunRecord): void {
    run.ended = Date.now();
    delete run.cancel;
    this.ended.add(run);
    if (!run.keep) this.drop(run);
    this.makeRoom();
    this.onChange(run.nodeId);
  }

  private drop(run: RunRecord): void {
    this.empty(run);
    this.runs.delete(run.id);
    this.ended.delete(run);
  }

  private empty(run: RunRecord): void {
    this.size -= (run.message?.size ?? 0) + (run.document?.length ?? 0) + (run.text?.length ?? 0);
    this.holding.delete(run);
    if (run.message) run.messageGone = 'noRoom';
    if (run.document !== undefined) run.documentGone = 'noRoom';
    if (run.text !== undefined) run.resultsGone = 'noRoom';
    delete run.message;
    delete run.document;
    delete run.text;
    delete run.roots;
  }

  private hold(run: RunRecord, size: number): void {
    this.size += size;
    this.holding.add(run);
  }

  /** The oldest are dropped first. Runs in progress stay, if necessary without their message. */
  private makeRoom(): void {
    const ofNode = new Map<string, Set<string>>();
    for (const [place, run] of [...this.ended].sort((a, b) => b.order - a.order).entries()) {
      const lines = ofNode.get(run.nodeId) ?? new Set();
      ofNode.set(run.nodeId, lines.add(run.sequence ?? run.id));
      if (lines.size > bounds.runsOfNode || place >= bounds.runs) this.drop(run);
    }
    for (const run of this.holding) {
      if (this.size <= bounds.total) return;
      this.empty(run);
    }
  }
}

/** Messages of one sequence have the same `parts.id`; one alone is none. */
function sequenceOf({ parts }: Message): { sequence?: string } {
  if (!isRecord(parts) || parts['count'] === 1) return {};
  const { id } = parts;
  return typeof id === 'string' || typeof id === 'number' ? { sequence: String(id) } : {};
}

const longestAbout = 60;

function aboutOf([root]: readonly ActionNode[]): string {
  const { target, params = {} } = root ?? {};
  const page = target
    ?.replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1);
  const text = page ?? Object.values(params).find((value) => typeof value === 'string') ?? '';
  return text.length > longestAbout ? `${text.slice(0, longestAbout - 1)}…` : text;
}

const isOf = (id: string, nodeId: string) => id === nodeId || id.endsWith(`-${nodeId}`);

const idsOf = ({ actions }: RunRecord, nodeId: string) => [...actions.keys()].filter((id) => isOf(id, nodeId));

/** Without parameters, which may be long and are not needed for reading. */
function bare(roots: readonly ActionNode[]): ActionNode[] {
  const known = new Map<ActionNode, ActionNode>();
  const copy = (node: ActionNode): ActionNode => {
    let found = known.get(node);
    if (!found) {
      found = { ...node, params: {}, then: [] };
      known.set(node, found);
      found.then = node.then.map(copy);
    }
    return found;
  };
  return roots.map(copy);
}
