import type { Catalog, Subject } from '../catalog/facts';
import { isGivenByParent } from './targets';
import { pageOf, type About, type Page } from './about';
import { zero, type Count, type LabelCount, type NodeOutcome, type SkipReason, type Summary } from './counts';
import type { ActionNode } from './tree';
import { isRecord } from '../shared';

/** One step of the path from the root to a result. */
export interface PathStep {
  actionType: string;
  label?: string;
  /** The index of the item in this action's list, and the fields of that item. */
  index?: number;
  item?: Readonly<Record<string, unknown>>;
}

/** The result of one execution of one action. */
export interface Result {
  /** The node it belongs to; absent for an action that is not in the tree. */
  node: ActionNode | undefined;
  actionType: string;
  label: string | undefined;
  success: boolean;
  /** `data` without `then`; `{}` when there is none, `null` when the action failed. */
  payload: unknown;
  error: { type: string; message: string } | undefined;
  /** Frozen, since results share its steps. */
  path: readonly PathStep[];
  /** Frozen, too. */
  about: About;
}

export interface Reading {
  summary: Summary;
  /** By Node-RED node id. */
  outcomes: Map<string, NodeOutcome>;
}

interface Envelope extends Record<string, unknown> {
  actionType: string;
  label?: unknown;
  success: boolean;
}

/**
 * Splits a completion into results and assigns them to the nodes of its tree. Each payload is a part of the completion that no
 * other payload contains. The documentation leaves open whether a loop has an envelope of its own, and whether children are in
 * `data.then`, in each item's `then` or beside `data`. So every object with an `actionType` and a boolean `success` is a result,
 * wherever it is. It belongs to the node with its label, or else to one with its action type, in the order of siblings.
 *
 * `onResult` is called for the results for which `wanted` returns true, in document order.
 */
export function readCompletion(
  completion: unknown,
  roots: readonly ActionNode[],
  catalog: Catalog,
  wanted: (node: ActionNode | undefined, label: string | undefined) => boolean,
  onResult: (result: Result) => void,
): Reading {
  const reading = readCompletionSteps(completion, roots, catalog, wanted, onResult);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/** Like `readCompletion`, but as a generator that yields after every few hundred results, for long completions. */
export function* readCompletionSteps(
  ...[completion, roots, ...rest]: Parameters<typeof readCompletion>
): Generator<void, Reading> {
  const reader = new Reader(...rest);
  yield* reader.siblings(envelopesIn(completion), roots);
  return { summary: reader.summary(roots), outcomes: reader.outcomes };
}

const envelopesAtOnce = 500;

class Reader {
  readonly outcomes = new Map<string, NodeOutcome>();
  private readonly byLabel = new Map<string, LabelCount>();
  private readonly total: Count = zero();
  private readonly plans = new Map<ActionNode, Plan>();
  private seen = 0;
  /** From the root to the current action. */
  private readonly path: PathStep[] = [];
  private about: About = Object.freeze({});
  /** The kind of the page or item that the current action is below. */
  private nearest: Subject | undefined;

  constructor(
    readonly catalog: Catalog,
    readonly wanted: (node: ActionNode | undefined, label: string | undefined) => boolean,
    readonly onResult: (result: Result) => void,
  ) {}

  /** The results in one `then`, and the nodes they may belong to. */
  *siblings(envelopes: readonly Envelope[], nodes: readonly ActionNode[]): Generator<void, void> {
    const [envelope, node] = [envelopes[0], nodes[0]];
    const isPair = envelopes.length === 1 && nodes.length === 1;
    if (isPair && envelope && envelope.actionType === node?.actionType) {
      yield* this.envelope(envelope, node);
      return;
    }
    if (envelopes.length === 0 && nodes.length === 0) return;
    // Without envelopes of loops, the repeated actions are in their place.
    const places = nodes.flatMap((node): Place[] => [
      { node, uses: 0 },
      ...(this.loops(node) ? node.then.map((child) => ({ node: child, loop: node, uses: 0 })) : []),
    ]);
    for (const envelope of envelopes) {
      const place = pick(envelope, places);
      if (place) place.uses += 1;
      yield* this.envelope(envelope, place?.node);
    }
    const transparent = new Set(places.filter(({ loop, uses }) => loop && uses > 0).map(({ loop }) => loop));
    const missing = places.filter(({ node, loop, uses }) => {
      return uses === 0 && (loop ? transparent.has(loop) : !transparent.has(node));
    });
    this.skip(
      missing.map(({ node }) => node),
      'notReported',
    );
  }

  skip(nodes: readonly ActionNode[], because: SkipReason): void {
    for (const node of nodes) {
      if (!this.loops(node)) {
        for (const count of this.counts(node, node.label)) {
          count.skipped += 1;
          count.skippedBecause ??= {};
          count.skippedBecause[because] = (count.skippedBecause[because] ?? 0) + 1;
        }
        this.total.skipped += 1;
      }
      this.skip(node.then, because);
    }
  }

  summary(roots: readonly ActionNode[]): Summary {
    const mention = (nodes: readonly ActionNode[]) => {
      for (const node of nodes) {
        if (node.label !== undefined && !this.loops(node)) this.label(node.label);
        mention(node.then);
      }
    };
    mention(roots);
    return { ...this.total, labels: Object.fromEntries(this.byLabel) };
  }

  private *envelope(envelope: Envelope, node: ActionNode | undefined): Generator<void, void> {
    if ((this.seen += 1) % envelopesAtOnce === 0) yield;
    const { actionType, success, data } = envelope;
    const label = labelOf(envelope) ?? node?.label;
    const plan = this.plan(node, actionType, label);
    const error = success ? undefined : errorOf(envelope);
    const below = node?.then ?? [];
    if (!this.catalog.isLoop(actionType)) this.count(node, label, error);

    const nested = takeThen(envelope);
    const rows = Array.isArray(data)
      ? data.map((row) => (isEnvelope(row) ? [row] : isRecord(row) ? takeNested(row) : []))
      : [];
    if (isRecord(data)) nested.push(...takeNested(data));
    const { about, nearest } = this;
    this.openPage(node, actionType, data);
    this.path.push(plan.step);
    if (plan.self) {
      const payload = success ? own(data) : null;
      const path = Object.freeze(this.path.slice());
      this.onResult({ node, actionType, label, success, payload, error, path, about: this.about });
    }
    if (nested.length > 0) yield* this.siblings(nested, below);
    else if (!success) this.skip(below, 'parentFailed');
    else if (!Array.isArray(data)) yield* this.siblings([], below);
    else if (data.length === 0) this.skip(below, 'emptyList');
    else yield* this.rows(data, rows, below, plan);
    this.path.pop();
    Object.assign(this, { about, nearest });
  }

  /** Notes the page that an action works on. Only an action with children reads the page itself. */
  private openPage(node: ActionNode | undefined, actionType: string, data: unknown): void {
    const facts = this.catalog.action(actionType);
    if (!facts?.on) return;
    const parent = this.path.at(-1)?.actionType;
    const hasOwn = node?.target !== undefined && !isGivenByParent(actionType, parent, this.catalog);
    const isInherited = this.nearest === facts.on && !hasOwn;
    this.note(facts.on, {
      ...(isInherited ? this.about[facts.on] : node?.target === undefined ? {} : { url: node.target }),
      ...(facts.children.length > 0 ? pageOf(facts.on, data) : {}),
    });
  }

  private note(kind: Subject, page: Page): void {
    this.nearest = kind;
    const { [kind]: _, ...others } = this.about;
    const isKnown = page.name !== undefined || page.url !== undefined;
    this.about = Object.freeze(isKnown ? { ...others, [kind]: Object.freeze(page) } : others);
  }

  /** The results below each item of a list; `rows` are the envelopes of the items. */
  private *rows(
    data: unknown[],
    rows: Envelope[][],
    below: readonly ActionNode[],
    { self, below: onward, step }: Plan,
  ): Generator<void, void> {
    if (below.length === 0 && rows.every((nested) => nested.length === 0)) return;
    const items = this.catalog.action(step.actionType)?.items;
    for (const [index, nested] of rows.entries()) {
      if (onward) {
        const row = data[index];
        // The receiver of the list may change its rows, so copy them. Without a receiver, freeze the rows themselves.
        const item = isRecord(row) && !isEnvelope(row) ? (self ? frozenCopy(row) : frozen(row)) : undefined;
        this.path[this.path.length - 1] = Object.freeze(item ? { ...step, index, item } : { ...step, index });
        if (items) this.note(items, pageOf(items, item));
      }
      yield* this.siblings(nested, below);
    }
  }

  private count(
    node: ActionNode | undefined,
    label: string | undefined,
    error?: { type: string; message: string },
  ): void {
    const what = error ? 'failed' : 'succeeded';
    this.total[what] += 1;
    for (const count of this.counts(node, label)) count[what] += 1;
    const outcome = error && node && this.outcomes.get(node.id);
    if (outcome) outcome.firstError ??= error;
  }

  /** The counters for an execution, besides the total. */
  private counts(node: ActionNode | undefined, label: string | undefined): LabelCount[] {
    const counts: LabelCount[] = [];
    if (label !== undefined) counts.push(this.label(label));
    if (node) {
      let outcome = this.outcomes.get(node.id);
      if (!outcome) this.outcomes.set(node.id, (outcome = zero()));
      counts.push(outcome);
    }
    return counts;
  }

  private label(label: string): LabelCount {
    let count = this.byLabel.get(label);
    if (!count) this.byLabel.set(label, (count = zero()));
    return count;
  }

  private loops(node: ActionNode): boolean {
    return this.catalog.isLoop(node.actionType);
  }

  private plan(node: ActionNode | undefined, actionType: string, label: string | undefined): Plan {
    if (!node) return { self: this.wanted(undefined, label), below: true, step: step(actionType, label) };
    let plan = this.plans.get(node);
    if (!plan) {
      this.plans.set(
        node,
        (plan = { self: this.wanted(node, node.label), below: false, step: step(actionType, node.label) }),
      );
      plan.below = node.then.some((child) => {
        const inner = this.plan(child, child.actionType, child.label);
        return inner.self || inner.below;
      });
    }
    return plan;
  }
}

/** Whether the results of this node, or of one below it, are wanted. */
interface Plan {
  self: boolean;
  below: boolean;
  /** The step that its executions add to the path. */
  step: PathStep;
}

const step = (actionType: string, label: string | undefined): PathStep =>
  Object.freeze(label === undefined ? { actionType } : { actionType, label });

const isEnvelope = (value: unknown): value is Envelope =>
  isRecord(value) && typeof value['actionType'] === 'string' && typeof value['success'] === 'boolean';

function errorOf({ error: given }: Envelope): { type: string; message: string } {
  const error = isRecord(given) ? given : { message: given };
  const { type, message } = error;
  return {
    ...error,
    type: typeof type === 'string' ? type : 'unexpectedError',
    message: typeof message === 'string' && message !== '' ? message : 'The action failed without saying why.',
  };
}

const labelOf = ({ label }: Envelope) => (typeof label === 'string' ? label : undefined);

/** A node that an envelope may belong to, and how many belong to it so far. */
interface Place {
  node: ActionNode;
  loop?: ActionNode;
  uses: number;
}

/**
 * The node of an envelope: the one with its label, which is unique; otherwise nodes of its type in rotation, unlabelled ones
 * first, since a node may have several envelopes in one place.
 */
function pick(envelope: Envelope, places: readonly Place[]): Place | undefined {
  const label = labelOf(envelope);
  let best: Place | undefined;
  let least = Infinity;
  for (const place of places) {
    const { node, uses } = place;
    if (node.actionType !== envelope.actionType) continue;
    const same = node.label === label;
    if (!same && label !== undefined && node.label !== undefined) continue;
    const rank = same ? uses : label === undefined ? uses + 0.5 : uses + Number.MAX_SAFE_INTEGER / 2;
    if (rank < least) [best, least] = [place, rank];
    if (rank === 0) break;
  }
  return best;
}

/** The payload: `data` without the envelopes among its rows. */
function own(data: unknown): unknown {
  return Array.isArray(data) && data.some(isEnvelope) ? data.filter((row) => !isEnvelope(row)) : (data ?? {});
}

/** All envelopes in a value. */
function envelopesIn(value: unknown): Envelope[] {
  if (isEnvelope(value)) return [value];
  if (Array.isArray(value)) return value.filter(isEnvelope);
  return [];
}

/** Removes the children's envelopes from `then`. A `then` without envelopes is data and stays. */
function takeThen(holder: Record<string, unknown>): Envelope[] {
  const { then } = holder;
  if (typeof then !== 'object') return [];
  const found = envelopesIn(then);
  if (found.length > 0 || then === null || (Array.isArray(then) && then.length === 0)) delete holder['then'];
  return found;
}

/** Removes envelopes from `then`, and from other members that are an envelope or a list of them. */
function takeNested(holder: Record<string, unknown>): Envelope[] {
  const found = takeThen(holder);
  for (const key in holder) {
    const value = holder[key];
    if (typeof value !== 'object' || value === null) continue;
    const inner = isEnvelope(value) || (Array.isArray(value) && isEnvelope(value[0])) ? envelopesIn(value) : [];
    if (inner.length > 0) {
      found.push(...inner);
      delete holder[key];
    }
  }
  return found;
}

function frozenCopy<T>(value: T): Readonly<T> {
  if (Array.isArray(value)) return Object.freeze(value.map(frozenCopy)) as unknown as Readonly<T>;
  if (!isRecord(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const key in copy) {
    const inner = copy[key];
    if (typeof inner === 'object' && inner !== null) copy[key] = frozenCopy(inner);
  }
  return Object.freeze(copy) as Readonly<T>;
}

function frozen<T>(value: T): Readonly<T> {
  if (typeof value !== 'object' || value === null) return value;
  for (const key in value) if (typeof value[key] === 'object') frozen(value[key]);
  return Object.freeze(value);
}
