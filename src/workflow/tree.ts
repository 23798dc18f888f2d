import { isRecord } from '../shared';

/**
 * One action as it stands in the wired graph, its parameters evaluated. A node reached through two parents is one object in
 * two `then` lists; the graph below a root has no cycles.
 */
export interface ActionNode {
  /** The Node-RED node's id, and how to call it in a sentence. */
  id: string;
  title: string;
  actionType: string;
  label?: string;
  /** By Linked API's parameter names; plain JSON, nothing empty. */
  params: Record<string, unknown>;
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

/** Something a check has to say: an `error` keeps the document from being sent, a `hint` does not. */
export interface Finding {
  severity: 'error' | 'hint';
  rule: string;
  /** The Node-RED nodes it is about, the one to mend first. */
  nodes: string[];
  /** A sentence or two: the node, the rule, the way out. */
  message: string;
}

/** Beyond this a document is taken for a mistake: sharing nodes multiplies actions. */
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

/** Stands for a value that is known only when a message arrives: `{{msg.payload.url}}` in a document that is looked at before. */
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

/** The key that stands for parameters which are looked up all at once, and so not known one by one. */
export const allParameters = '...';
