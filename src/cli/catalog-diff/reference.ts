import { ownErrors, type KnownAction, type KnownParam } from './known';
import { isRecord } from '../../shared';

/** Additions to an action that a reference names without describing the rest of it. */
export interface Addition {
  type: string;
  params: string[];
  fields: string[];
  errors: string[];
  children: string[];
}

export interface Reference {
  actions: Map<string, KnownAction>;
  additions: Addition[];
  /** Types that the service had and has no more. */
  retired: string[];
  /** It describes all there is, so that what it lacks is gone. */
  isWhole: boolean;
}

type Json = Record<string, unknown>;
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const texts = (value: unknown): string[] => list(value).filter((one): one is string => typeof one === 'string');
const typeOf = (value: unknown): string | undefined =>
  isRecord(value) && typeof value['actionType'] === 'string' ? value['actionType'] : undefined;

/** Words of the document itself, which no action has to itself. */
const reserved = ['label', 'then'];

/**
 * Reads a reference file: a list of actions, all there are; or an object with `actions`, `oldActionChanges` and `retired`, which
 * describes only what has changed. Throws with a sentence where it is neither.
 */
export function readReference(json: unknown): Reference {
  const isWhole = Array.isArray(json);
  const { actions: described = [], oldActionChanges = [], retired = [] } = isRecord(json) ? json : {};
  const entries = (isWhole ? (json as unknown[]) : list(described)).filter(isRecord);
  const additions = list(oldActionChanges).filter(isRecord);
  if (entries.length + additions.length === 0 || ![...entries, ...additions].every((one) => typeOf(one))) {
    throw new Error('this is no list of actions with an actionType each, nor an object with such a list in “actions”');
  }
  const actions = new Map(entries.map((entry): [string, KnownAction] => [typeOf(entry)!, actionOf(entry)]));
  for (const [type, { parents, children }] of actions) {
    for (const parent of parents) addTo(actions.get(parent)?.children, type);
    for (const child of children) addTo(actions.get(child)?.parents, type);
  }
  return {
    actions,
    additions: additions.flatMap(additionsOf),
    retired: list(retired).flatMap((one) => typeOf(one) ?? (typeof one === 'string' ? one : [])),
    isWhole,
  };
}

function addTo(known: string[] | undefined, type: string): void {
  if (known && !known.includes(type)) known.push(type);
}

function actionOf({ root, parents, children, params, result, errors }: Json): KnownAction {
  const { kind, fields } = isRecord(result) ? result : {};
  return {
    root: isRecord(root) ? root['allowed'] === true : root === true,
    parents: texts(parents),
    children: texts(children),
    params: new Map(list(params).filter(isRecord).flatMap(paramOf)),
    result: kind === 'array' || kind === 'list' ? 'list' : kind === 'object' ? 'object' : 'none',
    fields: namesOf(fields),
    errors: ownErrors(namesOf(errors)),
  };
}

const namesOf = (value: unknown): string[] =>
  list(value)
    .map((one) => (isRecord(one) ? (one['name'] ?? one['type']) : one))
    .filter((one): one is string => typeof one === 'string' && !reserved.includes(one));

function paramOf(param: Json): [string, KnownParam][] {
  const { name, required, forbiddenUnderParent, min, max, enum: values, shape } = param;
  if (typeof name !== 'string' || reserved.includes(name)) return [];
  const targets = required === 'whenRoot' || forbiddenUnderParent === true;
  const known: KnownParam = {
    need: targets ? 'at the root' : required === 'always' || required === true ? 'always' : 'never',
    ...(Array.isArray(values) ? { values: texts(values) } : {}),
    ...(typeof min === 'number' ? { min } : {}),
    ...(typeof max === 'number' ? { max } : {}),
  };
  return [[name, known], ...insideOf(shape, name)];
}

/** The members of an object, or of each object of a list. */
function insideOf(shape: unknown, name: string): [string, KnownParam][] {
  if (!isRecord(shape)) return [];
  const { items } = shape;
  if (isRecord(items)) return insideOf(items, name);
  return Object.entries(shape).flatMap(([key, said]): [string, KnownParam][] => {
    const path = `${name}.${key}`;
    if (typeof said === 'string') return [[path, memberOf(said)]];
    if (!isRecord(said)) return [];
    if (typeof said['type'] !== 'string') return [[path, { need: 'never' }], ...insideOf(said, path)];
    const values = texts(said['enum']);
    return [[path, { need: 'never', ...(values.length > 0 ? { values } : {}) }]];
  });
}

/** `a|b|c`, `(a|b)[]`, `string, required …`. */
function memberOf(said: string): KnownParam {
  const [, options] = /^\(?'?([\w+-]+'?(?:\|'?[\w+-]+'?)+)\)?/.exec(said) ?? [];
  const need = /\brequired\b/.test(said) ? 'always' : 'never';
  return { need, ...(options ? { values: options.replaceAll("'", '').split('|') } : {}) };
}

/** One entry may speak of several actions: `st.one / st.two`. */
function additionsOf(one: Json): Addition[] {
  const first = (value: unknown) => texts(value).flatMap((said) => /^[\w.]+(?!\w*:)(?= |$)/.exec(said)?.[0] ?? []);
  const added = {
    params: first(one['addedParams']),
    fields: first(one['addedResult']),
    errors: ownErrors(first(one['addedErrors'])).filter((type) => type !== 'child'),
    children: first(one['addedChildren']),
  };
  return typeOf(one)!
    .split(/[\s/,]+/)
    .map((type) => ({ type, ...added }));
}
