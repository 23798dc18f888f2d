import type { Catalog } from '../catalog/catalog';
import type { ActionFacts, FieldFacts, Rule } from '../catalog/facts';
import { fieldDoubt, fieldProblem } from './check-fields';
import { toldEverywhere, withoutTargets } from './place';
import { allParameters, countActions, maxActions, Placeholder, type ActionNode, type Finding } from './tree';
import { wayBetween } from './way';

/**
 * Everything that is wrong with a tree, before anything is sent: all findings at once, in the order of the tree. The
 * constraints are those of https://linkedapi.io/docs/actions-overview. An action the catalogue does not know is let through,
 * and so is whatever stands directly above or below it.
 */
export function check(roots: readonly ActionNode[], catalog: Catalog): Finding[] {
  if (countActions(roots) > maxActions) {
    const message = `The workflow would have more than ${maxActions} actions, because nodes are reached along many ways. Wire them so that each is reached once.`;
    return [{ severity: 'error', rule: 'size', nodes: roots.map(({ id }) => id), message }];
  }
  const checker = new Checker(
    catalog,
    toldEverywhere(roots, ({ actionType }) => actionType, catalog),
  );
  checker.visit(roots, undefined);
  return [...checker.findings, ...labelFindings(checker.nodes)];
}

class Checker {
  readonly findings: Finding[] = [];
  readonly nodes = new Set<ActionNode>();
  readonly #seen = new Map<ActionNode, Set<ActionNode | undefined>>();

  constructor(
    readonly catalog: Catalog,
    /** Their targets are not sent, so what is in them does not matter. */
    readonly told: ReadonlySet<ActionNode>,
  ) {}

  visit(children: readonly ActionNode[], parent: ActionNode | undefined): void {
    for (const child of children) {
      const first = !this.nodes.has(child);
      this.nodes.add(child);
      // A shared node is looked at once for itself and once for each parent.
      const parents = this.#seen.get(child) ?? new Set();
      if (parents.has(parent)) continue;
      this.#seen.set(child, parents.add(parent));
      const facts = this.catalog.action(child.actionType);
      if (facts) this.#place(child, facts, parent);
      if (first) {
        this.#reserved(child);
        if (facts) this.#self(child, facts);
        this.visit(child.then, child);
      }
    }
    if (children.length > 1) this.#twins(children);
  }

  #error(rule: string, nodes: ActionNode[], message: string): void {
    this.findings.push({ severity: 'error', rule, nodes: nodes.map(({ id }) => id), message });
  }

  #hint(rule: string, nodes: ActionNode[], message: string): void {
    this.findings.push({ severity: 'hint', rule, nodes: nodes.map(({ id }) => id), message });
  }

  /** May it stand here, and is whom it is about given in the one way that this place allows? */
  #place(node: ActionNode, facts: ActionFacts, parent: ActionNode | undefined): void {
    if (!parent) {
      if (!facts.root) {
        this.#error(
          'root',
          [node],
          `${node.title} may not start a workflow. Wire it under ${names(facts.parents, this.catalog)}.`,
        );
      } else this.#targetAtRoot(node, facts);
      return;
    }
    if (!this.catalog.action(parent.actionType)) return;
    const wrong = misplaced(node, parent, this.catalog);
    if (wrong) {
      this.findings.push(wrong);
      return;
    }
    for (const { name, label } of facts.params.filter((field) => field.target)) {
      if (Object.hasOwn(node.params, name)) {
        this.#hint(
          'target',
          [node],
          `${node.title}: ${label} is not used under ${parent.title}, which says already whom or what it is about.`,
        );
      }
    }
  }

  #targetAtRoot(node: ActionNode, facts: ActionFacts): void {
    if (isOpen(node)) return;
    const targets = facts.params.filter((field) => field.target);
    if (targets.length > 0 && !targets.some(({ name }) => Object.hasOwn(node.params, name))) {
      const labels = targets.map(({ label }) => label).join(' or ');
      this.#error('target', [node], `${node.title} starts the workflow, so it needs ${labels}. Fill it in.`);
    }
  }

  #self(node: ActionNode, facts: ActionFacts): void {
    if (facts.loop && node.then.length === 0) {
      this.#error(
        'loop',
        [node],
        `${node.title} has nothing to repeat. Wire ${names(facts.children, this.catalog)} under it.`,
      );
    }
    if (isOpen(node)) return;
    const params = this.told.has(node) ? withoutTargets(node.params, node.actionType, this.catalog) : node.params;
    this.#fields(node, facts.params, params, '');
    for (const rule of facts.rules) this.#rule(node, facts, params, rule);
  }

  #fields(node: ActionNode, fields: readonly FieldFacts[], values: Record<string, unknown>, heading: string): void {
    for (const field of fields) {
      const value = withoutPlaceholders(values[field.name]);
      if (value === unknown) continue;
      const name = `${node.title}: ${heading}${field.label}`;
      if (value === undefined) {
        if (field.required) this.#error('required', [node], `${name} is missing. Fill it in.`);
        continue;
      }
      const problem = fieldProblem(field, value);
      if (problem) this.#error('field', [node], `${name} ${problem}.`);
      else if (field.fields) {
        this.#fields(node, field.fields, value as Record<string, unknown>, `${heading}${field.label} → `);
      } else {
        const doubt = fieldDoubt(field, value);
        if (doubt) this.#hint('field', [node], `${name} ${doubt}.`);
      }
    }
  }

  #reserved(node: ActionNode): void {
    for (const name of reserved) {
      if (Object.hasOwn(node.params, name)) {
        const instead = name === 'then' ? 'wire the actions below it instead' : 'it has a field of its own';
        this.#error('field', [node], `${node.title}: “${name}” cannot be among the parameters; ${instead}.`);
      }
    }
  }

  #rule(node: ActionNode, facts: ActionFacts, params: Record<string, unknown>, rule: Rule): void {
    const has = (path: string) => valueAt(params, path) !== undefined;
    const label = (path: string) => labelAt(facts.params, path);
    switch (rule.rule) {
      case 'notTogether':
        if (rule.fields.every(has)) {
          const [one, other] = rule.fields.map(label);
          this.#error(
            'rule',
            [node],
            `${node.title}: ${one} and ${other} exclude each other: ${rule.because}. Clear one.`,
          );
        }
        break;
      case 'together': {
        const missing = rule.fields.filter((path) => !has(path));
        if (missing.length > 0 && missing.length < rule.fields.length) {
          this.#error(
            'rule',
            [node],
            `${node.title}: ${missing.map(label).join(', ')} is missing: ${rule.because}. Fill in all or none.`,
          );
        }
        break;
      }
      case 'requiredUnless':
        if (!has(rule.field) && !has(rule.unless)) {
          this.#error('rule', [node], `${node.title}: ${label(rule.field)} is missing: ${rule.because}. Fill it in.`);
        }
        break;
      case 'ascending': {
        const [low, high] = rule.fields.map((path) => Number.parseFloat(String(valueAt(params, path))));
        if (low! > high!) {
          const [one, other] = rule.fields.map(label);
          this.#error('rule', [node], `${node.title}: ${one} is above ${other}: ${rule.because}. Swap them.`);
        }
        break;
      }
      case 'anyOf':
        if (!rule.fields.some(has)) {
          const names = rule.fields.map(label).join(', ');
          this.#hint('rule', [node], `${node.title}: none of ${names} is given; ${rule.because}.`);
        }
    }
  }

  #twins(siblings: readonly ActionNode[]): void {
    const unlabelled = new Map<string, ActionNode[]>();
    for (const node of siblings) {
      if (node.label !== undefined) continue;
      const twins = unlabelled.get(node.actionType);
      if (twins) twins.push(node);
      else unlabelled.set(node.actionType, [node]);
    }
    for (const twins of unlabelled.values()) {
      if (new Set(twins).size < 2) continue;
      const titles = twins.map(({ title }) => title).join(' and ');
      this.#hint(
        'twins',
        twins,
        `${titles} stand side by side without labels. Give each a label, so that their results can be told apart.`,
      );
    }
  }
}

const isOpen = ({ params }: ActionNode) => Object.hasOwn(params, allParameters);

/** What can be checked of a value before a message arrives; `unknown` when that is nothing. */
function withoutPlaceholders(value: unknown): unknown {
  if (value instanceof Placeholder) return unknown;
  if (!Array.isArray(value) || !value.some((item) => item instanceof Placeholder)) return value;
  const rest = value.filter((item) => !(item instanceof Placeholder));
  return rest.length > 0 ? rest : unknown;
}
const unknown = Symbol('unknown');
type Named = Pick<ActionNode, 'id' | 'title' | 'actionType'>;

/** What is wrong with one known action standing directly under another; undefined when it may. */
export function misplaced(child: Named, parent: Named, catalog: Catalog): Finding | undefined {
  const facts = catalog.action(child.actionType);
  const above = catalog.action(parent.actionType);
  if (!facts || !above || facts.parents.includes(above.type)) return undefined;
  const message = `${child.title} may not stand under ${parent.title}. ${wayOut(facts, above, catalog)}`;
  return { severity: 'error', rule: 'parent', nodes: [child.id, parent.id], message };
}

function wayOut(facts: ActionFacts, above: ActionFacts, catalog: Catalog): string {
  const between = above === facts ? undefined : wayBetween(above.type, facts.type, catalog);
  if (between) return `Put ${between.map(({ name }) => `“${name}”`).join(' and ')} between them.`;
  const homes = names(facts.parents, catalog);
  if (!homes) return 'It can only start a workflow: wire it to the run node.';
  return facts.root ? `Wire it under ${homes}, or to the run node.` : `Wire it under ${homes}.`;
}

const names = (types: readonly string[], catalog: Catalog): string =>
  types.map((type) => `“${catalog.action(type)?.name ?? type}”`).join(' or ');

const reserved = ['actionType', 'label', 'then'];

function labelFindings(nodes: Iterable<ActionNode>): Finding[] {
  const owners = new Map<string, ActionNode>();
  const findings: Finding[] = [];
  for (const node of nodes) {
    if (node.label === undefined) continue;
    const owner = owners.get(node.label);
    if (!owner) owners.set(node.label, node);
    else {
      const message = `${owner.title} and ${node.title} have the same label “${node.label}”. Give each its own.`;
      findings.push({ severity: 'error', rule: 'label', nodes: [node.id, owner.id], message });
    }
  }
  return findings;
}

function valueAt(params: Record<string, unknown>, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (value instanceof Placeholder ? value : (value as Record<string, unknown> | undefined)?.[key]),
      params,
    );
}

function labelAt(fields: readonly FieldFacts[], path: string): string {
  const labels: string[] = [];
  let level: readonly FieldFacts[] | undefined = fields;
  for (const key of path.split('.')) {
    const field: FieldFacts | undefined = level?.find(({ name }) => name === key);
    labels.push(field?.label ?? key);
    level = field?.fields;
  }
  return labels.join(' → ');
}
