import type { ActionFacts } from './facts';
import { tellInEnglish, type Tell } from './sentences';

/** Looks actions up: by Linked API's name or by Node-RED type. */
export class Catalog {
  readonly #byType: ReadonlyMap<string, ActionFacts>;
  readonly #byNode: ReadonlyMap<string, ActionFacts>;

  constructor(
    readonly actions: readonly ActionFacts[],
    /** Says in the language of the actions' names what there is to say about workflows. */
    readonly tell: Tell = tellInEnglish,
  ) {
    this.#byType = new Map(actions.map((action) => [action.type, action]));
    this.#byNode = new Map(actions.map((action) => [action.node, action]));
  }

  /** The facts of `st.openPersonPage`; undefined for an action this version of the package does not know. */
  action(type: string): ActionFacts | undefined {
    return this.#byType.get(type);
  }

  /** The facts behind `linkedapi-st-open-person-page`. */
  ofNode(nodeType: string): ActionFacts | undefined {
    return this.#byNode.get(nodeType);
  }

  /** Does it repeat its `then`? Judged by the name where the package does not know the action. */
  isLoop(type: string): boolean {
    return this.action(type)?.loop ?? /^\w+\.doFor/.test(type);
  }
}
