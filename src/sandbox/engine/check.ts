import { factsOf, paramsSchema, type Action } from '../../catalog';
import type { ActionFacts, FieldFacts, Rule } from '../../catalog/facts';
import { isRecord } from '../../shared';

/** One action of a document that passed the check. */
export interface Node {
  action: Action;
  label?: string;
  /** With the defaults of Linked API filled in. */
  params: Record<string, unknown>;
  /** As sent: one child, a list, or absent. The completion has the same form. */
  then?: Node | Node[];
}

export type Checked = { document: Node | Node[]; problems?: never } | { problems: string[] };

interface Known {
  action: Action;
  facts: ActionFacts;
  schema: ReturnType<typeof paramsSchema>;
}

const deepest = 100;

/**
 * Checks documents as the service does, by the schemas of the actions. It shares no code with the check in src/workflow on
 * purpose, so that tests can compare the two.
 */
export function checker(actions: readonly Action[]): (document: unknown) => Checked {
  const facts = new Map(factsOf(actions.map((action) => ({ action, set: '' }))).map((fact) => [fact.type, fact]));
  const known = new Map<string, Known>(
    actions.map((action) => [action.type, { action, facts: facts.get(action.type)!, schema: paramsSchema(action) }]),
  );
  return (document) => {
    const problems: string[] = [];
    const check = new DocumentCheck(known, problems);
    if (Array.isArray(document) && document.length === 0) problems.push('workflow: holds no action');
    const nodes = check.nodes(document, '', undefined, 1);
    return problems.length > 0 || !nodes ? { problems } : { document: nodes };
  };
}

class DocumentCheck {
  constructor(
    readonly known: ReadonlyMap<string, Known>,
    readonly problems: string[],
  ) {}

  nodes(value: unknown, path: string, parent: Known | undefined, depth: number): Node | Node[] | undefined {
    if (depth > deepest) {
      this.problems.push(`${path}: lies deeper than ${deepest} actions`);
      return undefined;
    }
    if (!Array.isArray(value)) return this.node(value, path, parent, depth);
    const nodes = value.map((member, at) => this.node(member, `${path}[${at}]`, parent, depth));
    return nodes.every((node) => node !== undefined) ? nodes : undefined;
  }

  node(value: unknown, path: string, parent: Known | undefined, depth: number): Node | undefined {
    const where = path || 'workflow';
    if (!isRecord(value)) {
      this.problems.push(`${where}: is not an action`);
      return undefined;
    }
    const { actionType, label, then, ...sent } = value;
    const known = typeof actionType === 'string' ? this.known.get(actionType) : undefined;
    if (!known) {
      const said = actionType === undefined ? 'actionType is missing' : `${JSON.stringify(actionType)} is no action`;
      this.problems.push(`${where}: ${said}`);
      return undefined;
    }
    const params = inNewPlaces(sent, known.facts.params);
    const before = this.problems.length;
    const report = (problem: string) => this.problems.push(`${where} (${known.action.type}): ${problem}`);
    if (label !== undefined && typeof label !== 'string') report('label is not a string');
    this.place(known, parent, report);
    this.target(known.facts, params, parent, report);
    this.params(known, params, [then ?? []].flat().length > 0, report);
    if (known.facts.loop && (then === undefined || (Array.isArray(then) && then.length === 0))) {
      report('then is missing, so there is nothing to repeat');
    }
    const children = this.children(then, path, known, depth);
    if (this.problems.length > before) return undefined;
    return {
      action: known.action,
      params: completed(params, known.facts.params),
      ...(label === undefined ? {} : { label: label as string }),
      ...(children === undefined ? {} : { then: children }),
    };
  }

  private children(then: unknown, path: string, known: Known, depth: number): Node | Node[] | undefined {
    if (then === undefined) return undefined;
    return this.nodes(then, path ? `${path}.then` : 'then', known, depth + 1);
  }

  private place({ action, facts }: Known, parent: Known | undefined, report: (problem: string) => void): void {
    if (!parent) {
      if (!action.root) report(`cannot start a workflow; it stands under ${facts.parents.join(' or ')}`);
    } else if (!facts.parents.includes(parent.action.type)) {
      const may = facts.parents.length > 0 ? `only under ${facts.parents.join(' or ')}` : 'only at the root';
      report(`cannot stand under ${parent.action.type}, ${may}`);
    }
  }

  private target(
    facts: ActionFacts,
    params: Record<string, unknown>,
    parent: Known | undefined,
    report: (problem: string) => void,
  ): void {
    const targets = facts.params.filter(({ target }) => target).map(({ name }) => name);
    if (parent) {
      for (const name of targets) {
        if (name in params) report(`${name} is not allowed here, since ${parent.action.type} supplies it`);
      }
    } else if (facts.root && targets.length > 0 && !targets.some((name) => name in params)) {
      report(`${targets.join(' or ')} is missing`);
    }
  }

  private params(
    known: Known,
    params: Record<string, unknown>,
    hasChildren: boolean,
    report: (problem: string) => void,
  ): void {
    const parsed = known.schema.safeParse(params);
    for (const { path, message, code } of parsed.error?.issues ?? []) {
      const name = path.join('.');
      const missing = code === 'invalid_type' && valueAt(params, path) === undefined;
      report(missing ? `${name} is missing` : name ? `${name}: ${message}` : message);
    }
    if (!parsed.success) return;
    for (const rule of known.facts.rules) {
      const problem = broken(rule, params, hasChildren);
      if (problem !== undefined) report(problem);
    }
  }
}

/** The problem by a rule over several parameters. Rules that are hints are not checked. */
function broken(rule: Rule, params: Record<string, unknown>, hasChildren: boolean): string | undefined {
  const said = (path: string) => valueAt(params, path.split('.'));
  const given = (path: string) => said(path) !== undefined;
  switch (rule.rule) {
    case 'notTogether':
      return rule.fields.every(given) ? `${rule.fields.join(' and ')} exclude each other: ${rule.because}` : undefined;
    case 'together': {
      const missing = rule.fields.filter((field) => !given(field));
      const some = missing.length > 0 && missing.length < rule.fields.length;
      return some ? `${missing.join(' and ')} is missing: ${rule.because}` : undefined;
    }
    case 'requiredUnless':
      return given(rule.field) || given(rule.unless) ? undefined : `${rule.field} is missing: ${rule.because}`;
    case 'goesWith': {
      const [field, other] = rule.fields;
      if (given(field) === (said(other) === rule.value)) return undefined;
      return `${field} is ${given(field) ? 'not allowed' : 'missing'}: ${rule.because}`;
    }
    case 'ascending': {
      const [low, high] = rule.fields;
      const inOrder = !given(low) || !given(high) || amount(said(low)) <= amount(said(high));
      return inOrder ? undefined : `${low} is above ${high}: ${rule.because}`;
    }
    case 'mostAbove':
      return hasChildren && Number(said(rule.field)) > rule.most
        ? `${rule.field} may be at most ${rule.most}: ${rule.because}`
        : undefined;
    case 'alike': {
      const kinds = rowsIn(said(rule.field)).map((row) => String(row[rule.by]));
      const fits = new Set(kinds).size <= 1 && kinds.length <= (rule.most[kinds[0]!] ?? Infinity);
      return fits ? undefined : `${rule.field} do not go together: ${rule.because}`;
    }
    case 'requiredWhere': {
      const lacks = rowsIn(said(rule.field)).some((row) => row[rule.where] === rule.is && row[rule.name] === undefined);
      return lacks ? `${rule.field}.${rule.name} is missing: ${rule.because}` : undefined;
    }
    case 'atMostOne': {
      const several = rowsIn(said(rule.field))
        .map((row) => rule.names.filter((name) => row[name] !== undefined))
        .find((names) => names.length > 1);
      return several && `${rule.field}: ${several.join(' and ')} exclude each other: ${rule.because}`;
    }
    case 'marked': {
      const keys = rowsIn(said(rule.field)).map((row) => row[rule.by]);
      const text = said(rule.text);
      const marks = typeof text === 'string' ? (text.match(/(?<=@\[)[\w-]+(?=\])/g) ?? []) : [];
      const stray = marks.find((mark) => !keys.includes(mark));
      // Without mentions, `@[x]` is ordinary text.
      return stray !== undefined && keys.length > 0
        ? `${rule.text}: @[${stray}] is in none of ${rule.field}: ${rule.because}`
        : undefined;
    }
    case 'ignored':
    case 'anyOf':
      return undefined;
  }
}

const rowsIn = (value: unknown) => (Array.isArray(value) ? (value as Record<string, unknown>[]) : []);

/** `1000+` is more than `1000`. */
function amount(value: unknown): number {
  const text = String(value);
  return Number.parseFloat(text) + (text.endsWith('+') ? 0.5 : 0);
}

function valueAt(params: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined,
    params,
  );
}

/** The service still accepts some parameters under their old names. */
function inNewPlaces(sent: Record<string, unknown>, fields: readonly FieldFacts[]): Record<string, unknown> {
  const params = { ...sent };
  for (const { name, formerly } of fields) {
    if (formerly === undefined) continue;
    const [group, old] = formerly.split('.') as [string, string];
    const inner = params[group];
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, old)) continue;
    const { [old]: value, ...rest } = inner as Record<string, unknown>;
    params[group] = rest;
    params[name] ??= value;
  }
  return params;
}

function completed(params: Record<string, unknown>, fields: readonly FieldFacts[]): Record<string, unknown> {
  const full = { ...params };
  for (const { name, usual, kind, fields: inner } of fields) {
    if (full[name] === undefined && usual !== undefined) full[name] = usual;
    else if (kind === 'group' && inner && full[name] !== undefined)
      full[name] = completed(full[name] as Record<string, unknown>, inner);
  }
  return full;
}
