import { type Catalog, type FieldFacts, type Translate, trimmed } from '../catalog/facts';
import { coerce } from './values/coerce';
import type { Graph, GraphAction } from './graph';
import { errorText, textOf, wholeVariable } from '../shared';
import { alwaysGivenByParent, targetOf } from './targets';
import { allParameters, isKnownRecord, Placeholder, type ActionNode, type Finding } from './tree';
import { isTyped, type Typed } from './values/typed';

/** Where the values of a node come from: Node-RED's runtime with a message at hand, or a flow file. */
export interface Values<N> {
  /** The node's configuration, with environment variables replaced. */
  action(node: N): { actionType: string; label?: unknown; params: unknown };
  /** The value of a typed input. Rejects with Node-RED's error if it cannot be read. */
  read(node: N, type: string, value: unknown): Promise<unknown>;
  /** A better explanation than "not in the message" for a property that the message lacks. */
  whyMissing?(property: string, translate: Translate): string | undefined;
}

export interface Filled {
  roots: ActionNode[];
  /** Values that could not be read (rule `value`), as errors, and those left out, as hints. */
  findings: Finding[];
}

/** The finding for a field that the message leaves empty; undefined where that does not matter. */
type WhenEmpty = (field: FieldFacts) => 'emptyFilter' | 'emptyTaken' | undefined;

const usually: WhenEmpty = ({ filter, required }) => (filter ? 'emptyFilter' : required ? 'emptyTaken' : undefined);

/** Fills in the parameters of every action of a graph. A target that is not sent is not read. */
export async function fill<N>(
  graph: Pick<Graph<N>, 'roots' | 'actions'>,
  values: Values<N>,
  catalog: Catalog,
): Promise<Filled> {
  const withoutTarget = alwaysGivenByParent(graph.roots, ({ node }) => values.action(node).actionType, catalog);
  const filled = await Promise.all(
    graph.actions.map(async (action) => {
      const { actionType, label, params } = values.action(action.node);
      const reader = new NodeReader(action, values, catalog.translate);
      const fields = catalog.action(actionType)?.params ?? [];
      const read = await reader.params(params, fields, withoutTarget.has(action));
      const node: ActionNode = { id: action.id, title: action.title, actionType, params: read, then: [] };
      const target = targetOf(read, fields);
      if (target !== undefined) node.target = target;
      const ownLabel = reader.text(label, catalog.translate('label'));
      if (ownLabel !== undefined) node.label = textOf(ownLabel);
      reader.actionType(actionType);
      return { action, node, findings: reader.findings };
    }),
  );
  const nodes = new Map(filled.map(({ action, node }) => [action, node]));
  const nodesOf = (actions: readonly GraphAction<N>[]) => actions.flatMap((action) => nodes.get(action) ?? []);
  for (const { action, node } of filled) node.then = nodesOf(action.then);
  return {
    roots: nodesOf(graph.roots),
    findings: filled.flatMap(({ findings }) => findings),
  };
}

/** Reads the values of one node. */
class NodeReader<N> {
  readonly findings: Finding[] = [];

  constructor(
    readonly action: GraphAction<N>,
    readonly values: Values<N>,
    readonly translate: Translate,
  ) {}

  /** Only a custom action can lack its type. */
  actionType(actionType: string): void {
    const name = this.translate('actionType');
    if (actionType === '') this.finding(name, this.translate('noActionType'));
    this.text(actionType, name);
  }

  async params(
    params: unknown,
    fields: readonly FieldFacts[],
    withoutTarget: boolean,
  ): Promise<Record<string, unknown>> {
    const raw = isTyped(params) ? await this.typed(params, this.translate('parameters')) : params;
    if (raw === undefined || raw === null || raw === '') return {};
    if (raw instanceof Placeholder) return { [allParameters]: raw };
    if (!isKnownRecord(raw)) {
      this.finding(this.translate('parameters'), this.translate('noParameters'));
      return {};
    }
    // Of two targets one is enough; the check sees that there is one.
    const alone = fields.filter(({ target }) => target).length === 1;
    return this.object(
      raw,
      fields,
      '',
      (field) => (field.target && alone ? 'emptyTaken' : usually(field)),
      (field) => withoutTarget && field?.target === true,
    );
  }

  /** A text of the configuration; one that is still a variable was not set. */
  text(value: unknown, name: string): string | Placeholder | undefined {
    if (value instanceof Placeholder) return value;
    if (typeof value !== 'string' || value === '') return undefined;
    const unset = wholeVariable(value);
    if (unset === undefined) return value;
    this.finding(name, this.translate('unsetVariable', { name: unset }));
    return undefined;
  }

  private async object(
    raw: Record<string, unknown>,
    fields: readonly FieldFacts[],
    heading: string,
    whenEmpty: WhenEmpty,
    isSkipped: (field: FieldFacts | undefined) => boolean = () => false,
  ): Promise<Record<string, unknown>> {
    const entries = await Promise.all(
      Object.entries(raw).map(async ([key, value]): Promise<[string, unknown]> => {
        const field = fields.find(({ name }) => name === key);
        const name = heading + (field?.label ?? key);
        if (isSkipped(field)) return [key, value];
        const read = await this.value(value, field, name, field && whenEmpty(field));
        return [key, field ? coerce(field, read) : read];
      }),
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
  }

  private async value(
    value: unknown,
    field: FieldFacts | undefined,
    name: string,
    whenEmpty: ReturnType<WhenEmpty>,
  ): Promise<unknown> {
    if (isTyped(value)) return this.typed(value, name, field, whenEmpty);
    if (typeof value === 'string') return this.text(value, name);
    if (Array.isArray(value) && field?.kind !== 'group') {
      const each = field?.kind === 'rows' ? { ...field, kind: 'group' as const } : field;
      return Promise.all(value.map((item) => this.value(item, each, name, whenEmpty)));
    }
    if (!field?.fields || !isKnownRecord(value)) return value;
    // Every part of a filter narrows the search.
    const within: WhenEmpty = whenEmpty === 'emptyFilter' ? () => whenEmpty : usually;
    return this.object(value, field.fields, `${name} → `, within);
  }

  private async typed(
    { type, value }: Typed,
    name: string,
    field?: FieldFacts,
    whenEmpty?: ReturnType<WhenEmpty>,
  ): Promise<unknown> {
    if (value === '' && type !== 'str') return undefined;
    let result: unknown;
    try {
      result = await this.values.read(this.action.node, type, value);
    } catch (error) {
      // Node-RED throws when the object that should hold the property is missing.
      if (type !== 'msg') {
        this.finding(name, this.translate('unreadable', { reason: errorText(error).replace(/\.$/, '') }));
        return undefined;
      }
    }
    if (result === undefined && type !== 'jsonata') {
      this.missing(name, type, textOf(value), field);
      return undefined;
    }
    if (result === '' && type === 'env') this.finding(name, this.translate('unsetVariable', { name: textOf(value) }));
    if (Number.isNaN(result)) {
      this.finding(name, this.translate('noNumber', { value: textOf(value) }));
      return undefined;
    }
    if (!isSendable(result)) {
      this.finding(name, this.translate('noJson'));
      return undefined;
    }
    if (whenEmpty && stores.includes(type) && isEmpty(result, field)) {
      this.finding(name, this.translate(whenEmpty, { value: `${type}.${textOf(value)}` }));
    }
    // Node-RED reads 0x10 as 16 and yes as false; `coerce` does not.
    return plainTypes[type] !== undefined && plainTypes[type] === field?.kind ? value : result;
  }

  private missing(name: string, type: string, property: string, field: FieldFacts | undefined): void {
    const value = `${type}.${property}`;
    if (type !== 'msg') return this.finding(name, this.translate('notInContext', { value, context: type }));
    const why = this.values.whyMissing?.(property, this.translate);
    if (why !== undefined) this.finding(name, why);
    else if (field?.omitEmpty) this.finding(name, this.translate('leftOut', { value }), 'hint');
    else this.finding(name, this.translate('notInMessage', { value }));
  }

  private finding(name: string, problem: string, severity: Finding['severity'] = 'error'): void {
    const message = this.translate('ofField', { node: this.action.title, field: name, problem });
    this.findings.push({ severity, rule: 'value', nodes: [this.action.id], message });
  }
}

const plainTypes: Record<string, FieldFacts['kind']> = { num: 'integer', bool: 'boolean' };

/** Types that read a stored value, which may be empty by accident. */
const stores = ['msg', 'flow', 'global'];

function isEmpty(value: unknown, field: FieldFacts | undefined): boolean {
  const sent = field ? coerce(field, value) : value;
  return sent === undefined || (typeof sent === 'string' && trimmed(sent) === '');
}

function isSendable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
