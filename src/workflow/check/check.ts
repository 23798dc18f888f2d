import type { ActionFacts, Catalog, FieldFacts, Rule, Translate } from '../../catalog/facts';
import { fieldHint, fieldProblem, objectsIn } from './check-fields';
import { alwaysGivenByParent, withoutTargets } from '../targets';
import { allParameters, countActions, maxActions, Placeholder, type ActionNode, type Finding } from '../tree';
import { reserved, unknownNames, unknownNameSentence } from './unknown-names';
import { shortestPathBetween } from './shortest-path';
import { allOf, inRow, labelAt, ownLabelAt } from './field-labels';

/**
 * All that is wrong with a tree, in the order of the tree. The constraints are those of
 * https://linkedapi.io/docs/actions-overview. An action that the catalogue does not know may have any parent and children.
 * `unread` are the findings of `fill`: a parameter that could not be read is not reported as missing, too.
 */
export function check(roots: readonly ActionNode[], catalog: Catalog, unread: readonly Finding[] = []): Finding[] {
  if (countActions(roots) > maxActions) {
    const message = catalog.translate('size', { most: maxActions });
    return [{ severity: 'error', rule: 'size', nodes: roots.map(({ id }) => id), message }];
  }
  const checker = new Checker(
    catalog,
    alwaysGivenByParent(roots, ({ actionType }) => actionType, catalog),
  );
  checker.visit(roots, undefined);
  const incomplete = new Set(unread.filter(({ severity }) => severity === 'error').flatMap(({ nodes }) => nodes));
  const isConsequence = ({ rule, nodes: [node = ''] }: Finding) => aboutMissing.includes(rule) && incomplete.has(node);
  const findings = checker.findings.filter((finding) => !isConsequence(finding));
  return [...findings, ...labelFindings(checker.nodes, catalog)];
}

/** Rules that say that a parameter is missing. */
const aboutMissing = ['required', 'target', 'rule'];

class Checker {
  readonly findings: Finding[] = [];
  readonly nodes = new Set<ActionNode>();
  private readonly seen = new Map<ActionNode, Set<ActionNode | undefined>>();

  constructor(
    readonly catalog: Catalog,
    /** Their own targets are not sent, and so not checked. */
    readonly givenByParent: ReadonlySet<ActionNode>,
  ) {}

  visit(children: readonly ActionNode[], parent: ActionNode | undefined): void {
    for (const child of children) {
      const first = !this.nodes.has(child);
      this.nodes.add(child);
      // A node with several parents is checked once itself and once with each parent.
      const parents = this.seen.get(child) ?? new Set();
      if (parents.has(parent)) continue;
      this.seen.set(child, parents.add(parent));
      const facts = this.catalog.action(child.actionType);
      if (facts) this.place(child, facts, parent);
      if (first) {
        this.reserved(child);
        this.unknown(child);
        if (facts) this.self(child, facts);
        this.visit(child.then, child);
      }
    }
    if (children.length > 1) this.twins(children);
  }

  private error(rule: string, node: ActionNode, ...words: Parameters<Translate>): void {
    this.find('error', rule, node, words);
  }

  private hint(rule: string, node: ActionNode, ...words: Parameters<Translate>): void {
    this.find('hint', rule, node, words);
  }

  private find(
    severity: Finding['severity'],
    rule: string,
    { id, title }: ActionNode,
    [sentence, blanks]: Parameters<Translate>,
  ) {
    const message = this.catalog.translate(sentence, { node: title, ...blanks });
    this.findings.push({ severity, rule, nodes: [id], message });
  }

  /** Checks the constraints between parent and child, and that the target is given where the position requires it. */
  private place(node: ActionNode, facts: ActionFacts, parent: ActionNode | undefined): void {
    if (!parent) {
      if (!facts.root) {
        this.error('root', node, 'noRoot', { homes: names(facts.parents, this.catalog) });
      } else this.targetAtRoot(node, facts);
      return;
    }
    if (!this.catalog.action(parent.actionType)) return;
    const wrong = misplaced(node, parent, this.catalog);
    if (wrong) {
      this.findings.push(wrong);
      return;
    }
    for (const { name, label } of facts.params.filter((field) => field.target)) {
      if (!Object.hasOwn(node.params, name)) continue;
      this.hint('target', node, 'targetUnused', { field: label, parent: parent.title });
    }
  }

  private targetAtRoot(node: ActionNode, facts: ActionFacts): void {
    if (isOpen(node)) return;
    const targets = facts.params.filter((field) => field.target);
    if (targets.length > 0 && !targets.some(({ name }) => Object.hasOwn(node.params, name))) {
      const fields = targets.map(({ label }) => label).join(this.catalog.translate('or'));
      this.error('target', node, 'targetNeeded', { fields });
    }
  }

  private self(node: ActionNode, facts: ActionFacts): void {
    if (facts.loop && node.then.length === 0) {
      this.error('loop', node, 'loop', { children: names(facts.children, this.catalog) });
    }
    if (isOpen(node)) return;
    const params = this.givenByParent.has(node)
      ? withoutTargets(node.params, node.actionType, this.catalog)
      : node.params;
    this.fields(node, facts.params, params, '');
    for (const rule of facts.rules) this.rule(node, facts, params, rule);
  }

  private fields(
    node: ActionNode,
    fields: readonly FieldFacts[],
    values: Record<string, unknown>,
    heading: string,
  ): void {
    for (const field of fields) {
      const value = withoutPlaceholders(values[field.name]);
      if (value === unknown) continue;
      const name = heading + field.label;
      if (value === undefined) {
        if (field.required) this.error('required', node, 'required', { field: name });
        continue;
      }
      const problem = fieldProblem(field, value, this.catalog.translate);
      if (problem) this.error('field', node, 'ofField', { field: name, problem });
      else {
        // In the whole list, for its entries are counted.
        const objects = objectsIn(field, values[field.name], name);
        for (const [inner, heading] of objects) this.fields(node, field.fields ?? [], inner, heading);
        const doubt = fieldHint(field, value, this.catalog.translate);
        if (doubt) this.hint('field', node, 'ofField', { field: name, problem: doubt });
      }
    }
  }

  private reserved(node: ActionNode): void {
    for (const name of reserved) {
      if (!Object.hasOwn(node.params, name)) continue;
      this.error('field', node, name === 'then' ? 'reservedThen' : 'reserved', { name });
    }
  }

  private unknown(node: ActionNode): void {
    for (const name of unknownNames(node, this.catalog)) {
      const message = unknownNameSentence(name, node.title, this.catalog.translate);
      this.findings.push({ severity: 'hint', rule: 'name', nodes: [node.id], message });
    }
  }

  private rule(node: ActionNode, facts: ActionFacts, params: Record<string, unknown>, rule: Rule): void {
    const has = (path: string) => valueAt(params, path) !== undefined;
    const label = (path: string) => labelAt(facts.params, path);
    const both = ([one = '', other = '']: readonly string[]) => ({ one: label(one), other: label(other) });
    const { because } = rule;
    switch (rule.rule) {
      case 'notTogether':
        if (rule.fields.every(has)) this.error('rule', node, 'notTogether', { ...both(rule.fields), because });
        break;
      case 'together': {
        const missing = rule.fields.filter((path) => !has(path));
        if (missing.length > 0 && missing.length < rule.fields.length) {
          this.error('rule', node, 'together', { fields: missing.map(label).join(', '), because });
        }
        break;
      }
      case 'requiredUnless':
        if (!has(rule.field) && !has(rule.unless)) {
          this.error('rule', node, 'requiredUnless', { field: label(rule.field), because });
        }
        break;
      case 'goesWith': {
        const [field, other] = rule.fields;
        const value = valueAt(params, other);
        if (value === undefined || value instanceof Placeholder || has(field) === (value === rule.value)) break;
        this.error('rule', node, has(field) ? 'doesNotFit' : 'requiredUnless', { field: label(field), because });
        break;
      }
      case 'ascending': {
        const [low = 0, high = 0] = rule.fields.map((path) =>
          Number.parseFloat(String(comparable(valueAt(params, path)))),
        );
        if (low > high) this.error('rule', node, 'ascending', { ...both(rule.fields), because });
        break;
      }
      case 'mostAbove':
        if (node.then.length > 0 && Number(comparable(valueAt(params, rule.field))) > rule.most) {
          this.error('rule', node, 'mostAbove', { field: label(rule.field), most: rule.most, because });
        }
        break;
      case 'alike': {
        const kinds = rowsAt(params, rule.field).flatMap(({ row }) =>
          typeof row[rule.by] === 'string' ? [row[rule.by] as string] : [],
        );
        const [first = ''] = kinds;
        if (kinds.some((kind) => kind !== first) || kinds.length > (rule.most[first] ?? Infinity)) {
          this.error('rule', node, 'alike', { field: label(rule.field), because });
        }
        break;
      }
      case 'requiredWhere':
        for (const { row, at } of rowsAt(params, rule.field)) {
          if (row[rule.where] !== rule.is || row[rule.name] !== undefined) continue;
          const field = inRow(facts.params, rule.field, at, [rule.name], this.catalog.translate);
          this.error('rule', node, 'requiredUnless', { field, because });
        }
        break;
      case 'atMostOne':
        for (const { row, at } of rowsAt(params, rule.field)) {
          const given = rule.names.filter((name) => isGiven(row[name]));
          if (given.length < 2) continue;
          const fields = inRow(facts.params, rule.field, at, given, this.catalog.translate);
          this.error('rule', node, 'atMostOne', { fields, because });
        }
        break;
      case 'marked':
        this.marks(node, facts, params, rule);
        break;
      case 'ignored': {
        const ignored = rule.fields.filter((path) => isGiven(valueAt(params, path)));
        if (ignored.length === 0 || !isGiven(valueAt(params, rule.beside))) break;
        const fields = allOf(ignored.map(label), this.catalog.translate);
        this.hint('rule', node, 'ignored', { fields, other: label(rule.beside), because });
        break;
      }
      case 'anyOf':
        if (!rule.fields.some(has)) {
          this.hint('rule', node, 'anyOf', { fields: rule.fields.map(label).join(', '), because });
        }
    }
  }

  private marks(
    node: ActionNode,
    facts: ActionFacts,
    params: Record<string, unknown>,
    { field, by, text: path, because }: Extract<Rule, { rule: 'marked' }>,
  ): void {
    const text = valueAt(params, path) ?? '';
    const rows = valueAt(params, field) ?? [];
    // What is no text, or is missing, is said of the field.
    const required = facts.params.some(({ name, required }) => name === path && required);
    if (typeof text !== 'string' || (text === '' && required)) return;
    const keys = rowsAt(params, field).flatMap(({ row }) => (isKey(row[by]) ? [row[by]] : []));
    const words = { text: labelAt(facts.params, path), rows: labelAt(facts.params, field), because };
    const withoutRow = marksIn(text).filter((key) => !keys.includes(key));
    // A row whose key is unknown or invalid may be the matching one.
    if (withoutRow.length > 0 && Array.isArray(rows) && rows.length === keys.length) {
      const blanks = { ...words, marks: listed(withoutRow), by: ownLabelAt(facts.params, `${field}.${by}`) };
      // Without mentions it may be ordinary text.
      this.find(keys.length > 0 ? 'error' : 'hint', 'rule', node, ['markWithoutRow', blanks]);
    }
    const withoutMark = keys.filter((key) => !text.includes(`@[${key}]`));
    if (withoutMark.length > 0) this.hint('rule', node, 'rowWithoutMark', { ...words, marks: listed(withoutMark) });
  }

  private twins(siblings: readonly ActionNode[]): void {
    const unlabelled = new Map<string, ActionNode[]>();
    for (const node of siblings) {
      if (node.label !== undefined) continue;
      const twins = unlabelled.get(node.actionType);
      if (twins) twins.push(node);
      else unlabelled.set(node.actionType, [node]);
    }
    for (const twins of unlabelled.values()) {
      if (new Set(twins).size < 2) continue;
      const titles = twins.map(({ title }) => title).join(this.catalog.translate('and'));
      const message = this.catalog.translate('twins', { nodes: titles });
      this.findings.push({ severity: 'hint', rule: 'twins', nodes: twins.map(({ id }) => id), message });
    }
  }
}

const isOpen = ({ params }: ActionNode) => Object.hasOwn(params, allParameters);

/** The part of a value that is known before a message arrives; `unknown` if there is none. */
function withoutPlaceholders(value: unknown): unknown {
  if (value instanceof Placeholder) return unknown;
  if (!Array.isArray(value) || !value.some((item) => item instanceof Placeholder)) return value;
  const rest = value.filter((item) => !(item instanceof Placeholder));
  return rest.length > 0 ? rest : unknown;
}
const unknown = Symbol('unknown');
type Named = Pick<ActionNode, 'id' | 'title' | 'actionType'>;

/** The finding if a known action may not be a child of another known one. */
export function misplaced(child: Named, parent: Named, catalog: Catalog): Finding | undefined {
  const facts = catalog.action(child.actionType);
  const above = catalog.action(parent.actionType);
  if (!facts || !above || facts.parents.includes(above.type)) return undefined;
  const way = wayOut(facts, above, catalog);
  const message = catalog.translate('misplaced', { node: child.title, parent: parent.title, way });
  return { severity: 'error', rule: 'parent', nodes: [child.id, parent.id], message };
}

function wayOut(facts: ActionFacts, above: ActionFacts, catalog: Catalog): string {
  const { translate } = catalog;
  const between = above === facts ? undefined : shortestPathBetween(above.type, facts.type, catalog);
  if (between)
    return translate('putBetween', {
      names: between.map(({ name }) => translate('quoted', { name })).join(translate('and')),
    });
  const homes = names(facts.parents, catalog);
  if (!homes) return translate('onlyRoot');
  return translate(facts.root ? 'wireUnderOrRoot' : 'wireUnder', { homes });
}

const names = (types: readonly string[], catalog: Catalog): string =>
  types
    .map((type) => catalog.translate('quoted', { name: catalog.action(type)?.name ?? type }))
    .join(catalog.translate('or'));

function labelFindings(nodes: Iterable<ActionNode>, { translate }: Catalog): Finding[] {
  const owners = new Map<string, ActionNode>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    if (node.label === undefined) continue;
    const owner = owners.get(node.label);
    if (!owner) owners.set(node.label, node);
    else {
      const message = translate('sameLabel', { one: owner.title, other: node.title, label: node.label });
      findings.push({ severity: 'error', rule: 'label', nodes: [node.id, owner.id], message });
    }
  }
  return findings;
}

/** A value that rules compare; NaN for one that is neither a number nor a text, which its field reports already. */
const comparable = (value: unknown): number | string =>
  typeof value === 'number' || typeof value === 'string' ? value : NaN;

function valueAt(params: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value instanceof Placeholder ? value : (value as Record<string, unknown> | undefined)?.[key]),
      params,
    );
}

interface Row {
  row: Record<string, unknown>;
  /** Its index in the list. */
  at: number;
}

/** The rows of a list that are known and have fields. */
function rowsAt(params: Record<string, unknown>, path: string): Row[] {
  const value = valueAt(params, path);
  const rows: unknown[] = Array.isArray(value) ? value : [];
  const isKnown = (row: unknown): row is Row['row'] =>
    typeof row === 'object' && row !== null && !(row instanceof Placeholder);
  return rows.flatMap((row, at) => (isKnown(row) ? [{ row, at }] : []));
}

/** Whether any part of a value is known. */
function isGiven(value: unknown): boolean {
  if (value instanceof Placeholder) return false;
  if (typeof value !== 'object' || value === null) return value !== undefined;
  return Object.values(value).some(isGiven);
}

const marksIn = (text: string) => [...text.matchAll(/@\[([A-Za-z0-9_-]+)\]/g)].map(([, key = '']) => key);
const isKey = (value: unknown): value is string => typeof value === 'string' && marksIn(`@[${value}]`)[0] === value;
const listed = (keys: readonly string[]) => [...new Set(keys)].map((key) => `@[${key}]`).join(', ');
