import type { KnownAction, KnownParam } from './known';
import type { Addition, Reference } from './reference';

/** `what` names the change, such as `parameter limit: max`. `catalogue` is absent for something new, `reference` for something removed. */
export interface Change {
  action: string;
  what: string;
  catalogue?: string;
  reference?: string;
}

export interface Difference {
  /** Actions that the catalogue lacks. */
  new: string[];
  /** Actions that the reference lacks, or names as retired. */
  gone: string[];
  changed: Change[];
}

/** What a reference says otherwise than the catalogue. */
export function compare(known: ReadonlyMap<string, KnownAction>, reference: Reference): Difference {
  const { actions, additions, retired, isWhole } = reference;
  const added = [...actions.keys(), ...additions.map(({ type }) => type)];
  return {
    new: [...new Set(added)].filter((type) => !known.has(type)),
    gone: [...known.keys()].filter((type) => (isWhole && !actions.has(type)) || retired.includes(type)),
    changed: [
      ...[...actions].flatMap(([type, theirs]) => {
        const ours = known.get(type);
        return ours ? changesOf(type, ours, theirs, isWhole) : [];
      }),
      ...additions.flatMap((addition) => {
        const ours = known.get(addition.type);
        return ours ? missing(addition, ours) : [];
      }),
    ],
  };
}

function changesOf(action: string, ours: KnownAction, theirs: KnownAction, isWhole: boolean): Change[] {
  // Where a reference describes only some actions, the others it says nothing of may still lead to these.
  const places = (name: 'parents' | 'children') =>
    names(
      name === 'parents' ? 'parent' : 'child',
      ours[name],
      isWhole ? theirs[name] : [...new Set([...ours[name], ...theirs[name]])],
    );
  const top = ours.fields.filter((path) => !path.includes('.'));
  const found = [
    ...differs('starts a workflow', ours.root, theirs.root),
    ...places('parents'),
    ...places('children'),
    ...names('parameter', [...ours.params.keys()], [...theirs.params.keys()]),
    ...[...theirs.params].flatMap(([path, param]) => paramChanges(path, ours.params.get(path), param)),
    ...differs('result', ours.result, theirs.result),
    ...names('result field', [...top, ...theirs.fields.filter((path) => ours.fields.includes(path))], theirs.fields),
    ...names('error', ours.errors, theirs.errors),
  ];
  return found.map((change) => ({ action, ...change }));
}

type Found = Omit<Change, 'action'>;

function names(what: string, ours: readonly string[], theirs: readonly string[]): Found[] {
  return [
    ...theirs.filter((name) => !ours.includes(name)).map((reference) => ({ what, reference })),
    ...ours.filter((name) => !theirs.includes(name)).map((catalogue) => ({ what, catalogue })),
  ];
}

function differs<T>(what: string, ours: T, theirs: T): Found[] {
  return ours === theirs ? [] : [{ what, catalogue: String(ours), reference: String(theirs) }];
}

function paramChanges(path: string, ours: KnownParam | undefined, theirs: KnownParam): Found[] {
  if (!ours) return [];
  const what = (name: string) => `parameter ${path}: ${name}`;
  const bound = (name: 'min' | 'max') =>
    theirs[name] === undefined ? [] : differs(what(name), ours[name] ?? 'none', theirs[name]);
  return [
    ...(path.includes('.') ? [] : differs(what('needed'), ours.need, theirs.need)),
    ...bound('min'),
    ...bound('max'),
    ...(theirs.values ? names(what('value'), ours.values ?? [], theirs.values) : []),
  ];
}

function missing({ type, params, fields, errors, children }: Addition, ours: KnownAction): Change[] {
  const lacking = (what: string, wanted: readonly string[], known: readonly string[]) =>
    wanted.filter((name) => !known.includes(name)).map((reference) => ({ action: type, what, reference }));
  return [
    ...lacking('parameter', params, [...ours.params.keys()]),
    ...lacking('result field', fields, ours.fields),
    ...lacking('error', errors, ours.errors),
    ...lacking('child', children, ours.children),
  ];
}
