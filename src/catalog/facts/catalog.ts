import { isActionLike, type ActionFacts } from './action-facts';
import type { Translate } from './sentences';
import { specialNodes, type NodeKind } from './special-nodes';

/** Finds actions by Linked API's name or by Node-RED type. */
export class Catalog {
  private readonly byType: ReadonlyMap<string, ActionFacts>;
  private readonly byNode: ReadonlyMap<string, ActionFacts>;

  constructor(
    readonly actions: readonly ActionFacts[],
    /** Sentences about workflows, in the language of the names of the actions. */
    readonly translate: Translate,
  ) {
    this.byType = new Map(actions.map((action) => [action.type, action]));
    this.byNode = new Map(actions.map((action) => [action.node, action]));
  }

  /** The facts of `st.openPersonPage`; undefined for an action this version of the package does not know. */
  action(type: string): ActionFacts | undefined {
    return this.byType.get(type);
  }

  /** The facts behind `linkedapi-st-open-person-page`. */
  ofNode(nodeType: string): ActionFacts | undefined {
    return this.byNode.get(nodeType);
  }

  /** How a node of this type takes part in a workflow. Runtime, editor and flow-file reader all go by this. */
  kindOf(nodeType: string): NodeKind {
    const special = specialNodes.find(({ type }) => type === nodeType);
    if (special) return special.kind;
    if (this.ofNode(nodeType)) return 'action';
    return isActionLike(nodeType) ? 'unknown' : 'other';
  }

  /** The action type of a node: empty for a custom action without one, undefined for a node that is not an action. */
  actionTypeOf({ type, actionType }: { type: string; actionType?: unknown }): string | undefined {
    if (this.kindOf(type) !== 'action') return undefined;
    return this.ofNode(type)?.type ?? (typeof actionType === 'string' ? actionType.trim() : '');
  }

  /** Whether it repeats its `then`; for an unknown action, judged by its name. */
  isLoop(type: string): boolean {
    return this.action(type)?.loop ?? /^\w+\.doFor/.test(type);
  }
}
