import { checker } from '../../../src/sandbox/engine/check';
import type { FieldFacts } from '../../../src/catalog/facts/action-facts';
import { check } from '../../../src/workflow/check/check';
import { compile } from '../../../src/workflow/compile';
import type { ActionNode } from '../../../src/workflow/tree';
import { catalog, facts, fieldsOf, loaded } from './trees';

const sandboxCheck = checker(loaded.map(({ action }) => action));
/** The problems that the sandbox's schemas find in the compiled document. */
export const refusals = (roots: ActionNode[]) =>
  sandboxCheck(JSON.parse(JSON.stringify(compile(roots, catalog)))).problems ?? [];
export const errorsOf = (roots: ActionNode[]) => check(roots, catalog).filter(({ severity }) => severity === 'error');

/** All fields, of all actions, for which the condition holds. */
export const withParam = (wanted: (field: FieldFacts) => boolean) =>
  facts.flatMap((action) =>
    fieldsOf(action.params)
      .filter(({ field }) => wanted(field))
      .map(({ path, field }) => ({ action, path, field })),
  );
