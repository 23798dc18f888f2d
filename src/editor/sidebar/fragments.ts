import type { ActionNode, WireAction, WorkflowDocument } from '../../workflow';

/** Lines of a document and the node they belong to. The brackets around an action's children belong to the action. */
export interface Fragment {
  /** Without a line break at its end. */
  text: string;
  node?: ActionNode;
}

/** A document as `JSON.stringify(document, null, 2)` writes it, split at line breaks. `roots` is the tree it was compiled from. */
export function fragmentsOf(document: WorkflowDocument, roots: readonly ActionNode[]): Fragment[] {
  const fragments: Fragment[] = [];
  const add = (line: string, node: ActionNode | undefined) => {
    const last = fragments.at(-1);
    if (last && last.node === node) last.text += `\n${line}`;
    else fragments.push({ text: line, ...(node ? { node } : {}) });
  };
  const value = (
    actions: WireAction | readonly WireAction[],
    nodes: readonly ActionNode[],
    owner: ActionNode | undefined,
    [indent, before, after]: readonly [string, string, string],
  ) => {
    if (!isList(actions)) {
      action(actions, nodes[0]!, [indent, before, after]);
      return;
    }
    add(`${indent}${before}[`, owner);
    actions.forEach((one, index) => {
      action(one, nodes[index]!, [`${indent}  `, '', index < actions.length - 1 ? ',' : '']);
    });
    add(`${indent}]${after}`, owner);
  };
  const action = (wire: WireAction, node: ActionNode, [indent, before, after]: readonly [string, string, string]) => {
    add(`${indent}${before}{`, node);
    const inner = `${indent}  `;
    const entries = Object.entries(wire).filter(([, entry]) => JSON.stringify(entry) !== undefined);
    entries.forEach(([key, entry], index) => {
      const comma = index < entries.length - 1 ? ',' : '';
      const name = `${JSON.stringify(key)}: `;
      // A compiled action has its children last.
      if (key === 'then' && node.then.length > 0 && index === entries.length - 1) {
        value(wire.then!, node.then, node, [inner, name, comma]);
      } else add(`${inner}${name}${JSON.stringify(entry, null, 2).replaceAll('\n', `\n${inner}`)}${comma}`, node);
    });
    add(`${indent}}${after}`, node);
  };
  value(document, roots, undefined, ['', '', '']);
  return fragments;
}

const isList = (actions: WireAction | readonly WireAction[]): actions is readonly WireAction[] =>
  Array.isArray(actions);
