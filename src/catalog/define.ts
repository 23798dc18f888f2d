import { z } from 'zod';
import type { Confidence } from './confidence';
import { commonErrors, type ActionError } from './errors';
import { nodeTypeOf, type ActionFacts, type Rule, type Subject } from './facts/action-facts';
import { fieldFacts } from './fields';
import type { LimitCategory } from './facts/limits';
import type { ResultDefinition } from './result';
import type { Account, Outcome, Pages, World } from './simulation';

export type Params = Record<string, z.ZodType>;

/** What `simulate` gets: the checked parameters with defaults, the world, the account, and the page the action works on. */
export type Simulation<P extends Params, S extends Subject | undefined> = {
  params: z.infer<z.ZodObject<P>>;
  world: World;
  account: Account;
  /** The sandbox's current time. */
  now: Date;
  /** `throw fail('alreadyPending')` ends the action with that documented error. */
  fail: (errorType: string) => Error;
} & (S extends Subject ? Pick<Pages, S> : unknown);

/** Everything about one action. */
export interface ActionDefinition<P extends Params = Params, S extends Subject | undefined = Subject | undefined> {
  /** `st.` standard LinkedIn, `nv.` Sales Navigator. */
  type: `${'st' | 'nv'}.${string}`;
  /** What sentences and the canvas call it: plain, lower case. */
  name: string;
  /** Shorter words for the palette, which cuts words that are too long. */
  palette?: string;
  /** Further words by which the searches of the editor find it, separated by commas. */
  search: string;
  /** File in `icons/` without its ending. */
  icon: string;
  /** One or two sentences: what it does. The first is the palette's tooltip. */
  summary: string;
  /** Further paragraphs of help. */
  details?: string[];
  /** Documentation page. */
  docs?: string;
  /** How well it is known. Default: `documented` if there is a page, else `client`. */
  confidence?: Confidence;
  /** Whether it may start a workflow. */
  root: boolean;
  /** The actions that may have it in their `then`. */
  parents?: string[];
  /** Children whose own file does not name this action among its parents. */
  children?: string[];
  /** Repeats its `then` for each item of its parent's list. */
  loop?: true;
  experimental?: true;
  /** It undoes or removes something, so it is suggested last. */
  removes?: true;
  countsAgainst?: LimitCategory;
  /** The kind of page it works on: given by a target parameter at the root, and by the parent otherwise. */
  on?: S;
  params: P;
  rules?: Rule[];
  result: ResultDefinition;
  errors: readonly ActionError[];
  /** A valid workflow that succeeds in the sandbox. The first action of this type in it, depth first, is this one. */
  example: Example;
  /** What it does in the sandbox; a loop needs none. */
  simulate?: (simulation: Simulation<P, S>) => Outcome;
}

export interface Example {
  actionType: string;
  then?: Example | Example[];
  [parameter: string]: unknown;
}

/** A definition without its type parameters, for lists of actions. */
export interface Action extends Omit<ActionDefinition, 'simulate'> {
  simulate?: (simulation: never) => Outcome;
}

/** Declares an action: the default export of its file under `nodes/`. */
export function defineAction<P extends Params, S extends Subject | undefined = undefined>(
  definition: ActionDefinition<P, S>,
): Action {
  return { ...definition, errors: [...definition.errors, ...commonErrors] };
}

/** The parameters as the service accepts them, without unknown ones. */
export function paramsSchema(action: Action): z.ZodObject {
  return z.strictObject(action.params);
}

/**
 * The facts of all actions. A parent that names a child, or a child that names a parent, is enough for both.
 * `set` of an action is the folder its file is in.
 */
export function factsOf(actions: readonly { action: Action; set: string }[]): ActionFacts[] {
  const known = new Set(actions.map(({ action }) => action.type as string));
  const edges = actions.flatMap(({ action: { type, parents = [], children = [] } }) => [
    ...parents.map((parent) => ({ parent, child: type })),
    ...children.map((child) => ({ parent: type, child })),
  ]);
  const childrenOf = (type: string) => edges.flatMap(({ parent, child }) => (parent === type ? [child] : []));
  const find = (type: string) => actions.find(({ action }) => action.type === type)?.action;
  // A loop has no page of its own, but what is below it has.
  const itemsOf = (type: string): { items?: Subject } => {
    const [items] = childrenOf(type)
      .filter((child) => find(child)?.loop)
      .flatMap(childrenOf)
      .flatMap((child) => find(child)?.on ?? []);
    return items ? { items } : {};
  };
  const unique = (types: string[]) => [...new Set(types)].filter((type) => known.has(type));
  return actions.map(({ action, set }) => ({
    type: action.type,
    node: nodeTypeOf(action.type),
    set,
    name: action.name,
    ...(action.palette === undefined ? {} : { palette: action.palette }),
    search: action.search,
    icon: action.icon,
    root: action.root,
    parents: unique(edges.filter(({ child }) => child === action.type).map(({ parent }) => parent)),
    children: unique(edges.filter(({ parent }) => parent === action.type).map(({ child }) => child)),
    loop: action.loop ?? false,
    params: fieldFacts(action.params),
    rules: action.rules ?? [],
    result: action.result.kind,
    ...(action.on ? { on: action.on } : {}),
    ...itemsOf(action.type),
    brings: Object.keys(action.result.shape).length,
    ...(action.removes ? { removes: true } : {}),
    experimental: action.experimental ?? false,
    ...(action.countsAgainst ? { countsAgainst: action.countsAgainst } : {}),
  }));
}
