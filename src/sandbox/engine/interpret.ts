import type { Action, Entity, Outcome } from '../../catalog';
import type { SandboxAccount } from '../account/account';
import { commentKeyOf, keyOf, type Directory, type Kind } from '../world/addresses';
import type { Node } from './check';
import { ActionFailure } from '../failures';
import type { Pace } from '../pace';
import { fieldsOf, notFound, selfError, triggered } from './triggers';
import type { AccountLimits } from '../account/limits';
import type { AccountWorld } from '../world/world';

/**
 * How a loop appears in the completion, which the documentation leaves open: A has an envelope of the loop for each item,
 * B only the envelopes of the repeated actions.
 */
export const readings = ['A', 'B'] as const;
export type Reading = (typeof readings)[number];

export interface Envelope {
  actionType: string;
  label?: string;
  success: boolean;
  data?: Record<string, unknown> | Record<string, unknown>[];
  error?: { type: string; message: string };
}

export interface SimulationContext {
  world: AccountWorld;
  account: SandboxAccount;
  directory: Directory;
  limits: Pick<AccountLimits, 'forbids'>;
  trigger: { word: string; only?: string } | undefined;
  reading: Reading;
  now: () => Date;
  /** Called with errors of the sandbox itself. */
  log: (line: string) => void;
}

/** The open pages, and the current item of a loop. */
type Scope = Partial<Record<Kind, Entity>> & { item?: Entity | undefined };
type Completion = Envelope | Envelope[];

/** Carries out a checked document and resolves with its completion. Rejects only when cancelled. */
export async function interpret(
  document: Node | Node[],
  context: SimulationContext,
  pace: Pace,
  signal: AbortSignal,
): Promise<Completion> {
  return (await new Interpreter(context, pace, signal).all(document, {}))!;
}

class Interpreter {
  constructor(
    readonly context: SimulationContext,
    readonly pace: Pace,
    readonly signal: AbortSignal,
  ) {}

  /** Undefined for a loop that does not appear in the completion and has no children. */
  async all(nodes: Node | Node[], scope: Scope): Promise<Completion | undefined> {
    if (!Array.isArray(nodes)) return this.one(nodes, scope);
    const results: Envelope[] = [];
    for (const node of nodes) {
      const result = await this.one(node, scope);
      if (Array.isArray(result)) results.push(...result);
      else if (result) results.push(result);
    }
    return results;
  }

  async one(node: Node, scope: Scope): Promise<Completion | undefined> {
    const { action, then } = node;
    if (action.loop) return this.loop(node, scope);
    this.signal.throwIfAborted();
    const wait = this.pace(this.signal);
    if (wait) await wait;
    this.signal.throwIfAborted();
    let outcome: Outcome;
    const inner: Scope = { ...scope };
    try {
      outcome = this.simulate(node, inner);
    } catch (error) {
      const failed = this.failed(node, error);
      this.record(action, false);
      return failed;
    }
    this.record(action, true);
    if (outcome && 'items' in outcome) {
      const data: Record<string, unknown>[] = [];
      for (const { row, entity } of outcome.items) {
        const children = then && (await this.all(then, { ...inner, item: entity }));
        data.push(children ? { ...row, then: children } : row);
      }
      return { ...head(node), success: true, data };
    }
    const children = then && (await this.all(then, inner));
    if (!outcome && !children) return { ...head(node), success: true };
    return { ...head(node), success: true, data: { ...outcome?.data, ...(children ? { then: children } : {}) } };
  }

  async loop(node: Node, scope: Scope): Promise<Completion | undefined> {
    const error = triggered(node.action, node.params, undefined, this.context.trigger);
    const shown = this.context.reading === 'A';
    if (error && shown) return { ...head(node), success: false, error: { type: error.type, message: error.when } };
    const { item, ...outer } = scope;
    const inner: Scope = item ? { ...outer, [item.kind]: item } : outer;
    const children = node.then && (await this.all(node.then, inner));
    if (!shown) return children;
    return { ...head(node), success: true, ...(children ? { data: { then: children } } : {}) };
  }

  /** Carries out the action. Adds the page it opens or works on to `scope`, for its children. */
  simulate({ action, params }: Node, scope: Scope): Outcome {
    const { world, account, limits, trigger, now } = this.context;
    if (limits.forbids(action.type)) throw new ActionFailure('limitExceeded');
    const page = action.on && scope[action.on];
    const error = triggered(action, params, page?.slug, trigger);
    if (error) throw new ActionFailure(error.type);
    const simulation: Record<string, unknown> = { params, world, account, now: now() };
    simulation.fail = (type: string) => new ActionFailure(type);
    if (action.on) {
      const entity = this.target(action, params) ?? page;
      if (!entity) {
        throw new ActionFailure(knows(action, threadNotFound) ? threadNotFound : notFound[action.on]);
      }
      if (entity === account.self && knows(action, selfError)) throw new ActionFailure(selfError);
      simulation[action.on] = entity;
      scope[action.on] = entity;
    }
    return (action.simulate as (simulation: unknown) => Outcome)(simulation);
  }

  /** The target that the parameters name. Undefined if the parent gives it, or if it does not exist. */
  target(action: Action, params: Record<string, unknown>): Entity | undefined {
    const { threadId } = params;
    if (typeof threadId === 'string') return this.context.account.thread(threadId);
    for (const { name } of fieldsOf(action).filter((field) => field.target)) {
      const value = params[name];
      if (typeof value !== 'string') continue;
      const comment = action.on === 'comment' ? commentKeyOf(value) : undefined;
      const { kind, key } = comment ? { kind: 'comment' as const, key: comment } : (keyOf(value) ?? {});
      if (kind && key !== undefined && kind === action.on) return this.context.directory[kind](key);
    }
    return undefined;
  }

  failed(node: Node, thrown: unknown): Envelope {
    const { errors } = node.action;
    let error = thrown instanceof ActionFailure ? errors.find(({ type }) => type === thrown.type) : undefined;
    if (!error) {
      const what = thrown instanceof ActionFailure ? `ended with ${thrown.type}, which it does not document` : thrown;
      const said = what instanceof Error ? (what.stack ?? what.message) : String(what);
      this.context.log(`${node.action.type}: ${said}`);
      error = errors.find(({ type }) => type === 'unexpectedError')!;
    }
    return { ...head(node), success: false, error: { type: error.type, message: error.when } };
  }

  record({ type }: Action, success: boolean): void {
    this.context.account.record(type, success);
  }
}

const threadNotFound = 'threadNotFound';

function knows(action: Action, type: string): boolean {
  return action.errors.some((error) => error.type === type);
}

function head({ action, label }: Node): { actionType: string; label?: string } {
  return label === undefined ? { actionType: action.type } : { actionType: action.type, label };
}
