import type { Example } from '../../../src/catalog/define';
import { readCompletion, type Reading, type Result } from '../../../src/workflow/results';
import type { ActionNode } from '../../../src/workflow/tree';
import { catalog, treeOf } from '../flows/trees';

export const url = 'https://www.linkedin.com/in/a';
export const open = (more: Record<string, unknown> = {}): Example => ({ actionType: 'st.openPersonPage', ...more });
export const skills = (more: Record<string, unknown> = {}): Example => ({
  actionType: 'st.retrievePersonSkills',
  ...more,
});
export const search = (then?: Example | Example[], more: Record<string, unknown> = {}): Example => ({
  actionType: 'st.searchPeople',
  ...more,
  ...(then ? { then } : {}),
});
export const loop = (then: Example | Example[], more: Record<string, unknown> = {}): Example => ({
  actionType: 'st.doForPeople',
  ...more,
  then,
});

export type Json = Record<string, unknown>;
export const ok = (actionType: string, data?: unknown, more: Json = {}) => ({
  actionType,
  success: true,
  ...(data === undefined ? {} : { data }),
  ...more,
});
export const failed = (actionType: string, type = 'personNotFound', more: Json = {}) => ({
  actionType,
  success: false,
  error: { type, message: `It is ${type}.` },
  ...more,
});

export interface Read extends Reading {
  results: Result[];
  /** Per result: the node's id, what it is called, its payload. */
  rows: [string | undefined, string | undefined, unknown][];
}

/** Reads a completion against a tree; `wanted` are the ids of nodes whose results are needed. */
export function read(
  tree: Example | Example[] | ActionNode[],
  completion: unknown,
  wanted: (id?: string) => boolean = () => true,
): Read {
  const roots = (
    Array.isArray(tree) && tree.every((node) => 'params' in node) ? tree : treeOf(tree as Example)
  ) as ActionNode[];
  const results: Result[] = [];
  const reading = readCompletion(
    structuredClone(completion),
    roots,
    catalog,
    (node) => wanted(node?.id),
    (result) => results.push(result),
  );
  const rows = results.map(({ node, label, payload }): Read['rows'][number] => [node?.id, label, payload]);
  return { ...reading, results, rows };
}

export const counts = ({ summary: { succeeded, failed, skipped } }: Reading) => [succeeded, failed, skipped];
