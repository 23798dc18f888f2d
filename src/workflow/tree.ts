import { isRecord } from '../shared';

/**
 * One action of the graph with its parameters filled in. A node with two parents is one object in two `then` lists. There are no
 * cycles.
 */
export interface ActionNode {
  /** The id of the Node-RED node, and its title in sentences. */
  id: string;
  title: string;
  actionType: string;
  label?: string;
  /** By Linked API's parameter names; plain JSON, nothing empty. */
  params: Record<string, unknown>;
  /** The address of the page that it opens or works on, unless a parent has opened it. */
  target?: string;
  then: ActionNode[];
}

/** An action on the wire. */
export interface WireAction {
  actionType: string;
  label?: string;
  then?: WireAction | WireAction[];
  [parameter: string]: unknown;
}

/** What `POST /workflows` takes: one action, or several that run in order. */
export type WorkflowDocument = WireAction | WireAction[];

/** A finding of a check. An `error` keeps the document from being sent, a `hint` does not. */
export interface Finding {
  severity: 'error' | 'hint';
  rule: string;
  /** The Node-RED nodes it is about; the one to correct comes first. */
  nodes: string[];
  /** A sentence or two: the node, the rule, and how to correct it. */
  message: string;
}

/** A larger document counts as a mistake: shared nodes multiply actions. */
export const maxActions = 50_000;

/** How many actions the document will have; stops counting past `maxActions`. */
export function countActions(roots: readonly ActionNode[]): number {
  const sizes = new Map<ActionNode, number>();
  const size = (node: ActionNode): number => {
    let known = sizes.get(node);
    if (known === undefined) {
      known = Math.min(
        node.then.reduce((sum, child) => sum + size(child), 1),
        maxActions + 1,
      );
      sizes.set(node, known);
    }
    return known;
  };
  return Math.min(
    roots.reduce((sum, root) => sum + size(root), 0),
    maxActions + 1,
  );
}

/** A value that is unknown until a message arrives; `{{msg.payload.url}}` in a preview. */
export class Placeholder {
  constructor(readonly name: string) {}

  toString(): string {
    return `{{${this.name}}}`;
  }

  toJSON(): string {
    return this.toString();
  }
}

/** An object whose members are known before a message arrives. */
export const isKnownRecord = (value: unknown): value is Record<string, unknown> =>
  isRecord(value) && !(value instanceof Placeholder);

/** The key of a placeholder for all parameters at once, when they come from one typed value. */
export const allParameters = '...';
