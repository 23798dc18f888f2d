import fc from 'fast-check';
import { loadActions } from '../../../nodes/actions';
import { Catalog } from '../../../src/catalog/facts/catalog';
import { factsOf, type Example } from '../../../src/catalog/define';
import type { ActionFacts, FieldFacts, Rule } from '../../../src/catalog/facts/action-facts';
import type { TextFormName } from '../../../src/catalog/facts/text-forms';
import type { UrlForm } from '../../../src/catalog/facts/urls';
import { translateToEnglish } from '../../../src/catalog/facts/sentences';
import { targetOf } from '../../../src/workflow/targets';
import type { ActionNode } from '../../../src/workflow/tree';
import { assertProperty } from '../property';

export const loaded = loadActions();
export const facts = factsOf(loaded);
export const catalog = new Catalog(facts, translateToEnglish);

export const factsFor = (type: string): ActionFacts => {
  const found = catalog.action(type);
  if (!found) throw new Error(`There is no action ${type}`);
  return found;
};

export const asArray = <T>(one: T | readonly T[] | undefined): T[] =>
  one === undefined ? [] : Array.isArray(one) ? [...(one as T[])] : [one as T];

/** The tree of a document as read from a canvas, with ids `n1`, `n2`, … depth first. */
export function treeOf(document: Example | readonly Example[]): ActionNode[] {
  let count = 0;
  const nodeOf = ({ actionType, label, then, ...params }: Example): ActionNode => {
    const id = `n${++count}`;
    const target = targetOf(params, catalog.action(actionType)?.params ?? []);
    return {
      id,
      title: `“${catalog.action(actionType)?.name ?? actionType}”`,
      actionType,
      ...(typeof label === 'string' ? { label } : {}),
      params,
      ...(target === undefined ? {} : { target }),
      then: asArray(then).map(nodeOf),
    };
  };
  return asArray(document).map(nodeOf);
}

/** Every node once, in order of first appearance, with one of its parents. */
export function nodesOf(roots: readonly ActionNode[]): Map<ActionNode, ActionNode | undefined> {
  const found = new Map<ActionNode, ActionNode | undefined>();
  const visit = (nodes: readonly ActionNode[], parent: ActionNode | undefined) => {
    for (const node of nodes) {
      if (found.has(node)) continue;
      found.set(node, parent);
      visit(node.then, node);
    }
  };
  visit(roots, undefined);
  return found;
}

/** Every field of an action by its path, including those of groups and of a list's first row: `filter.sizes`, `mentions.0.name`. */
export function fieldsOf(fields: readonly FieldFacts[], prefix = ''): { path: string; field: FieldFacts }[] {
  return fields.flatMap((field) => [
    { path: prefix + field.name, field },
    ...fieldsOf(field.fields ?? [], `${prefix}${field.name}.${field.kind === 'rows' ? '0.' : ''}`),
  ]);
}

type Values = Record<string, unknown>;

/** Sets the value at a path, creating groups and rows; `undefined` removes it, and its group if that is left empty. */
export function put(values: Values, path: string, value: unknown): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length > 0) {
    if (typeof values[first] !== 'object') {
      if (value === undefined) return;
      values[first] = rest[0] === '0' ? [] : {};
    }
    const group = values[first] as Values;
    put(group, rest.join('.'), value);
    if (Object.keys(group).length === 0 && first !== '0') delete values[first];
  } else if (value === undefined) delete values[first];
  else values[first] = value;
}

export const at = (values: Values, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Values | undefined)?.[key], values);

export const goodUrls: Record<UrlForm, string[]> = {
  person: [
    'https://www.linkedin.com/in/amelie-hoffmann',
    'https://linkedin.com/sales/lead/ACoAAA,NAME',
    'http://de.linkedin.com/in/x/',
  ],
  company: ['https://www.linkedin.com/company/4100001', 'https://www.linkedin.com/school/eth-zurich/'],
  post: ['https://www.linkedin.com/posts/a_b-activity-1', 'https://www.linkedin.com/feed/update/urn:li:activity:1'],
  comment: [
    'https://www.linkedin.com/feed/update/urn:li:activity:1?commentUrn=urn%3Ali%3Acomment%3A(activity%3A1%2C2)',
  ],
  job: ['https://www.linkedin.com/jobs/view/4300000001', 'https://de.linkedin.com/jobs/view/engineer-at-x-4300000001/'],
  jobSearch: [
    'https://www.linkedin.com/jobs/search/?keywords=a',
    'https://www.linkedin.com/jobs/search-results/?keywords=a',
  ],
  web: ['https://example.com/a.pdf', 'http://files.example.org'],
  newsletter: ['https://www.linkedin.com/newsletters/river-notes-7200000000000000000'],
  search: [
    'https://www.linkedin.com/search/results/people/?keywords=a',
    'https://www.linkedin.com/sales/search/people?query=(a)',
  ],
};

const goodTexts: Record<TextFormName, string[]> = {
  mentionKey: ['a', 'Maria', 'the-2nd_one', '0'.repeat(30)],
  memberUrn: ['urn:li:member:1', 'urn:li:member:100200303', 'urn:li:fsd_profile:ACoAAA'],
  organizationUrn: ['urn:li:organization:1', 'urn:li:fsd_company:900101'],
  memberOrOrganizationUrn: ['urn:li:member:1', 'urn:li:organization:1'],
  postUrn: ['urn:li:activity:7300000000000000001', 'urn:li:ugcPost:1', 'urn:li:share:1', 'urn:li:groupPost:1-2'],
};

const listOfTexts = () => fc.array(fc.string({ minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 4 });

/** The random choices of a property. */
export class Dice {
  private ids = 0;

  constructor(readonly gen: fc.GeneratorValue) {}

  integer(min: number, max: number): number {
    return this.gen(fc.integer, { min, max });
  }

  /** True about `percent` times out of a hundred. */
  chance(percent: number): boolean {
    return this.integer(1, 100) <= percent;
  }

  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('There is nothing to pick from');
    return items[this.integer(0, items.length - 1)]!;
  }

  some<T>(items: readonly T[], least = 1): T[] {
    const indices = [...items.keys()];
    return this.gen(fc.subarray, indices, { minLength: Math.min(least, items.length) }).map((index) => items[index]!);
  }

  /** Not just blanks, which count as empty. */
  text(min: number, max: number): string {
    const drawn = this.gen(fc.string, { minLength: min, maxLength: Math.min(max, min + 12) });
    const text = drawn.trim() === '' ? 'x'.repeat(drawn.length) : drawn;
    return text.padEnd(this.chance(10) && max < 5_000 ? max : 0, 'x');
  }

  /** A legal value. */
  value(field: FieldFacts): unknown {
    switch (field.kind) {
      case 'text':
        return field.form ? this.pick(goodTexts[field.form]) : this.text(Math.max(1, field.min ?? 1), field.max ?? 30);
      case 'url':
        return this.pick(goodUrls[field.of!]);
      case 'email':
        return this.pick(['maria@example.com', 'a.b+c@d.example.org']);
      case 'time':
        return this.pick(['2026-05-01', '2026-05-01T09:00:00Z', '2026-05-01T09:00:00.123+02:00']);
      case 'integer':
        return this.integer(field.min!, field.max!);
      case 'boolean':
        return this.chance(50);
      case 'choice':
        return this.pick(field.values!);
      case 'texts':
        return this.gen(listOfTexts);
      case 'choices':
        return this.some(field.values!);
      case 'group':
        return Object.fromEntries(this.some(field.fields!).map((inner) => [inner.name, this.value(inner)]));
      case 'rows': {
        const name = field.fields!.find((inner) => inner.name === field.shorthand);
        const one = () => (name && this.chance(30) ? this.value(name) : this.row(field));
        return Array.from({ length: this.integer(1, Math.min(3, field.max ?? 3)) }, one);
      }
    }
  }

  /** A legal row of a list of them. */
  row({ fields = [] }: FieldFacts): Values {
    const said = fields.filter((inner) => inner.required || this.chance(40));
    return Object.fromEntries(said.map((inner) => [inner.name, this.value(inner)]));
  }

  /** Legal parameters: with a target at the root, without one below. */
  params(action: ActionFacts, root: boolean): Values {
    const params: Values = {};
    const targets = action.params.filter((field) => field.target);
    const others = action.params.filter((field) => !field.target && (field.required || this.chance(50)));
    for (const field of [...(root ? this.some(targets) : []), ...others]) params[field.name] = this.value(field);
    for (const rule of action.rules) this.obey(rule, action, params);
    return params;
  }

  private obey(rule: Rule, action: ActionFacts, params: Values): void {
    const has = (path: string) => at(params, path) !== undefined;
    const fill = (path: string) =>
      put(params, path, this.value(fieldsOf(action.params).find((one) => one.path === path)!.field));
    switch (rule.rule) {
      case 'notTogether':
        if (rule.fields.every(has)) put(params, this.pick(rule.fields), undefined);
        break;
      case 'together':
        if (rule.fields.some(has)) rule.fields.filter((path) => !has(path)).forEach(fill);
        break;
      case 'requiredUnless':
        if (!has(rule.unless) && !has(rule.field)) fill(rule.field);
        break;
      case 'goesWith': {
        const [field, other] = rule.fields;
        if (at(params, other) === rule.value) fill(field);
        else put(params, field, undefined);
        break;
      }
      case 'ascending': {
        const [low, high] = rule.fields.map((path) => Number.parseFloat(String(at(params, path))));
        if (low! > high!) rule.fields.forEach((path) => put(params, path, undefined));
        break;
      }
      case 'mostAbove':
        if (Number(at(params, rule.field)) > rule.most) put(params, rule.field, rule.most);
        break;
      case 'alike': {
        const rows = (at(params, rule.field) ?? []) as Values[];
        const kind = rows[0]?.[rule.by] as string;
        for (const row of rows.splice(0, Infinity).slice(0, rule.most[kind])) rows.push({ ...row, [rule.by]: kind });
        break;
      }
      case 'requiredWhere':
        for (const row of (at(params, rule.field) ?? []) as Values[]) {
          if (row[rule.where] === rule.is) row[rule.name] ??= 'a name';
        }
        break;
      case 'atMostOne':
        for (const row of (at(params, rule.field) ?? []) as Values[]) {
          const given = rule.names.filter((name) => row[name] !== undefined);
          const left = given.length > 0 ? this.pick(given) : undefined;
          for (const name of given) if (name !== left) delete row[name];
        }
        break;
      case 'marked': {
        const text = at(params, rule.text);
        if (text === undefined) break;
        const { max = Infinity } = action.params.find(({ name }) => name === rule.text)!;
        const keys = ((at(params, rule.field) ?? []) as Values[]).map((row) => row[rule.by] as string);
        const marked = (text as string).replaceAll('@[', '@ [') + keys.map((key) => ` @[${key}]`).join('');
        if (marked.length <= max) put(params, rule.text, marked);
        break;
      }
      case 'ignored':
      case 'anyOf':
    }
  }

  /** One legal action without children; a loop still needs one. */
  node(type: string, root: boolean): ActionNode {
    const id = `n${++this.ids}`;
    const action = factsFor(type);
    return {
      id,
      title: `“${id}” (${action.name})`,
      actionType: type,
      ...(this.chance(40) ? { label: `label of ${id}` } : {}),
      params: this.params(action, root),
      then: [],
    };
  }

  /** Adds legal actions below a node, sometimes one that has another parent, too. */
  grow(node: ActionNode, depth: number, grown: Map<string, ActionNode[]> = new Map()): ActionNode {
    const { children, loop } = factsFor(node.actionType);
    const least = loop && node.then.length === 0 ? 1 : 0;
    const count = children.length === 0 ? 0 : depth <= 0 ? least : this.integer(least, 3);
    for (let index = 0; index < count; index++) {
      const type = this.pick(children);
      const shared = grown.get(type)?.find((other) => !node.then.includes(other));
      // An action with children is complete, so it cannot lead back to this node.
      if (shared && this.chance(15)) node.then.push(shared);
      else {
        const child = this.grow(this.node(type, false), depth - 1, grown);
        grown.set(type, [...(grown.get(type) ?? []), child]);
        node.then.push(child);
      }
    }
    return node;
  }

  /** One to three legal roots. */
  tree(): ActionNode[] {
    const types = facts.filter(({ root }) => root).map(({ type }) => type);
    const grown = new Map<string, ActionNode[]>();
    return Array.from({ length: this.integer(1, 3) }, () => this.grow(this.node(this.pick(types), true), 4, grown));
  }

  /** A legal tree that contains an action of this type: at the root, below a parent or deeper. */
  treeWith(type: string, where: 'root' | 'below' | 'anywhere' = 'anywhere'): { roots: ActionNode[]; node: ActionNode } {
    const { root, parents } = factsFor(type);
    const atRoot = where === 'root' || (where === 'anywhere' && (parents.length === 0 || (root && this.chance(50))));
    const node = this.grow(this.node(type, atRoot), 1);
    let top = node;
    for (let up = parents, done = atRoot; !done;) {
      const parent = factsFor(this.pick(up));
      done = parent.root && (parent.parents.length === 0 || this.chance(60));
      const above = this.node(parent.type, done);
      above.then.push(top);
      top = this.grow(above, 1);
      up = parent.parents;
    }
    return { roots: this.chance(30) ? [...this.tree(), top] : [top], node };
  }
}

/** Like `assertProperty`, but does not look for a smaller tree, which would take far too long. */
export function forAll(run: (dice: Dice) => void | Promise<void>, numRuns = 100): Promise<boolean> {
  const property = fc.asyncProperty(fc.gen(), async (gen) => run(new Dice(gen)));
  return assertProperty(property, { numRuns, endOnFailure: true });
}
