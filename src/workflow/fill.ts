import type { Catalog } from '../catalog/facts/catalog';
import type { FieldFacts } from '../catalog/facts/action-facts';
import { trimmed } from '../catalog/facts/invisible';
import type { Tell } from '../catalog/facts/sentences';
import { coerce } from './values/coerce';
import type { Graph, GraphAction } from './graph';
import { toldEverywhere } from './targets';
import { allParameters, Placeholder, type ActionNode, type Finding } from './tree';

interface Typed {
  type: string;
  value: unknown;
}

/** Node-RED's names of the types a value may have. */
export const valueTypes = ['str', 'num', 'bool', 'json', 'msg', 'flow', 'global', 'env', 'jsonata'];

/** `{ type: 'msg', value: 'payload.url' }`: what a typed input of the panel leaves in the configuration. */
function isTyped(value: unknown): value is Typed {
  return (
    isObject(value) &&
    Object.keys(value).length === 2 &&
    'value' in value &&
    valueTypes.includes(value['type'] as string)
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Placeholder);

/** Where the values of a node come from: Node-RED's runtime with a message at hand, or a flow file. */
export interface Values<N> {
  /** What the node's configuration says, the environment filled in. */
  action(node: N): { actionType: string; label?: unknown; params: unknown };
  /** The value of a typed input; rejects with what Node-RED has to say against it. */
  read(node: N, type: string, value: unknown): Promise<unknown>;
  /** Of a property that the message lacks: what else there is to say than that. */
  whyMissing?(property: string, tell: Tell): string | undefined;
}

/** What to say when a message has nothing for a field; undefined where that does not matter. */
type WhenEmpty = (field: FieldFacts) => 'emptyFilter' | 'emptyTaken' | undefined;

const usually: WhenEmpty = ({ filter, required }) => (filter ? 'emptyFilter' : required ? 'emptyTaken' : undefined);

/**
 * Fills in the parameters of every action of a graph, typed values as `values` reads them. A target that is not sent is not
 * read. What cannot be read becomes a finding with the rule `value`.
 */
export async function evaluate<N>(
  graph: Pick<Graph<N>, 'roots' | 'actions'>,
  values: Values<N>,
  catalog: Catalog,
): Promise<{ roots: ActionNode[]; findings: Finding[] }> {
  const told = toldEverywhere(graph.roots, ({ node }) => values.action(node).actionType, catalog);
  const evaluated = await Promise.all(
    graph.actions.map(async (action) => {
      const { actionType, label, params } = values.action(action.node);
      const evaluation = new Evaluation(action, values, catalog.tell);
      const known = await evaluation.params(params, catalog.action(actionType)?.params ?? [], told.has(action));
      const node: ActionNode = { id: action.id, title: action.title, actionType, params: known, then: [] };
      const ownLabel = evaluation.text(label, catalog.tell('label'));
      if (ownLabel !== undefined) node.label = String(ownLabel);
      evaluation.actionType(actionType);
      return { action, node, findings: evaluation.findings };
    }),
  );
  const nodes = new Map(evaluated.map(({ action, node }) => [action, node]));
  for (const { action, node } of evaluated) node.then = action.then.map((child) => nodes.get(child)!);
  return {
    roots: graph.roots.map((root) => nodes.get(root)!),
    findings: evaluated.flatMap(({ findings }) => findings),
  };
}

class Evaluation<N> {
  readonly findings: Finding[] = [];

  constructor(
    readonly action: GraphAction<N>,
    readonly values: Values<N>,
    readonly tell: Tell,
  ) {}

  /** Only a custom action can lack its type. */
  actionType(actionType: string): void {
    const name = this.tell('actionType');
    if (actionType === '') this.finding(name, this.tell('noActionType'));
    this.text(actionType, name);
  }

  async params(params: unknown, fields: readonly FieldFacts[], told: boolean): Promise<Record<string, unknown>> {
    const raw = isTyped(params) ? await this.typed(params, this.tell('parameters')) : params;
    if (raw === undefined || raw === null || raw === '') return {};
    if (raw instanceof Placeholder) return { [allParameters]: raw };
    if (!isObject(raw)) {
      this.finding(this.tell('parameters'), this.tell('noParameters'));
      return {};
    }
    // Of two targets one is enough; that there is one is for the check to say.
    const alone = fields.filter(({ target }) => target).length === 1;
    return this.object(
      raw,
      fields,
      '',
      (field) => (field.target && alone ? 'emptyTaken' : usually(field)),
      (field) => told && field?.target === true,
    );
  }

  /** A text that stands in the configuration as it is. */
  text(value: unknown, name: string): string | Placeholder | undefined {
    if (value instanceof Placeholder) return value;
    if (typeof value !== 'string' || value === '') return undefined;
    const unset = /^\$\{([^}]+)\}$/.exec(value)?.[1];
    if (unset === undefined) return value;
    this.finding(name, this.tell('unsetVariable', { name: unset }));
    return undefined;
  }

  private async object(
    raw: Record<string, unknown>,
    fields: readonly FieldFacts[],
    heading: string,
    whenEmpty: WhenEmpty,
    unread: (field: FieldFacts | undefined) => boolean = () => false,
  ): Promise<Record<string, unknown>> {
    const entries = await Promise.all(
      Object.entries(raw).map(async ([key, value]): Promise<[string, unknown]> => {
        const field = fields.find(({ name }) => name === key);
        const name = heading + (field?.label ?? key);
        if (unread(field)) return [key, value];
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
    if (!field?.fields || !isObject(value)) return value;
    // What narrows a search does so with all its parts.
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
      // Node-RED throws when what holds the property is missing.
      if (type !== 'msg') {
        this.finding(name, this.tell('unreadable', { reason: reasonOf(error) }));
        return undefined;
      }
    }
    if (result === undefined && type !== 'jsonata') {
      this.missing(name, type, String(value), field);
      return undefined;
    }
    if (result === '' && type === 'env') this.finding(name, this.tell('unsetVariable', { name: String(value) })); // prettier-ignore
    if (Number.isNaN(result)) {
      this.finding(name, this.tell('noNumber', { value: String(value) }));
      return undefined;
    }
    if (!isSendable(result)) {
      this.finding(name, this.tell('noJson'));
      return undefined;
    }
    if (whenEmpty && stores.includes(type) && isEmpty(result, field)) {
      this.finding(name, this.tell(whenEmpty, { value: `${type}.${String(value)}` }));
    }
    // Node-RED takes 0x10 for 16, and yes for false; `coerce` does not.
    return plainTypes[type] !== undefined && plainTypes[type] === field?.kind ? value : result;
  }

  private missing(name: string, type: string, property: string, field: FieldFacts | undefined): void {
    const value = `${type}.${property}`;
    if (type !== 'msg') return this.finding(name, this.tell('notInContext', { value, context: type }));
    const why = this.values.whyMissing?.(property, this.tell);
    if (why !== undefined) this.finding(name, why);
    else if (field?.omitEmpty) this.finding(name, this.tell('leftOut', { value }), 'hint');
    else this.finding(name, this.tell('notInMessage', { value }));
  }

  private finding(name: string, problem: string, severity: Finding['severity'] = 'error'): void {
    const message = this.tell('ofField', { node: this.action.title, field: name, problem });
    this.findings.push({ severity, rule: 'value', nodes: [this.action.id], message });
  }
}

const plainTypes: Record<string, FieldFacts['kind']> = { num: 'integer', bool: 'boolean' };

/** Where a value is kept, so that it may be empty by accident. */
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

/** JSONata throws plain objects. */
function reasonOf(error: unknown): string {
  const text = isObject(error) && typeof error['message'] === 'string' ? error['message'] : String(error);
  return text.replace(/\.$/, '');
}
