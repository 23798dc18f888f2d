import { type Action, commonErrors, factsOf, resultFacts, type ResultFacts } from '../../catalog';
import type { FieldFacts } from '../../catalog/facts';

/** A parameter as far as both sides can say it. */
export interface KnownParam {
  need: 'always' | 'at the root' | 'never';
  values?: readonly string[];
  min?: number;
  max?: number;
}

/** The facts of an action, ours or those of a reference file. A missing property is unknown there. */
export interface KnownAction {
  root: boolean;
  parents: string[];
  children: string[];
  /** By dotted path. */
  params: Map<string, KnownParam>;
  result: 'none' | 'object' | 'list';
  /** By dotted path; a reference may go less deep. */
  fields: string[];
  /** Without those that any action may end with. */
  errors: string[];
}

const common = new Set(commonErrors.map(({ type }) => type));
export const ownErrors = (types: readonly string[]): string[] => types.filter((type) => !common.has(type));

/** The catalogue in the form in which it is compared. */
export function catalogued(actions: readonly { action: Action; set: string }[]): Map<string, KnownAction> {
  const facts = new Map(factsOf(actions).map((fact) => [fact.type, fact]));
  return new Map(
    actions.map(({ action }): [string, KnownAction] => {
      const { root, parents, children, params, result } = facts.get(action.type)!;
      const fields = pathsOf(resultFacts(action.result.shape));
      const errors = ownErrors(action.errors.map(({ type }) => type));
      return [action.type, { root, parents, children, params: new Map(paramsOf(params)), result, fields, errors }];
    }),
  );
}

function paramsOf(fields: readonly FieldFacts[], prefix = ''): [string, KnownParam][] {
  return fields.flatMap((field): [string, KnownParam][] => {
    const { name, required, target, values, min, max, formerly, fields: inner = [] } = field;
    const known: KnownParam = {
      need: target ? 'at the root' : required ? 'always' : 'never',
      ...(values ? { values } : {}),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    };
    const old: [string, KnownParam][] = formerly === undefined ? [] : [[formerly, { need: 'never' }]];
    return [[prefix + name, known], ...old, ...paramsOf(inner, `${prefix}${name}.`)];
  });
}

function pathsOf(fields: readonly ResultFacts[], prefix = ''): string[] {
  return fields.flatMap(({ name, fields: inner = [] }) => [prefix + name, ...pathsOf(inner, `${prefix}${name}.`)]);
}
