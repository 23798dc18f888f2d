import type { Catalog } from '../catalog/catalog';
import type { FieldFacts } from '../catalog/facts';
import type { Tell } from '../catalog/sentences';
import { coerce } from './coerce';
import type { Graph, GraphAction } from './graph';
import { toldEverywhere } from './place';
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
}

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
      const evaluation = new Evaluation(action, (type, value) => values.read(action.node, type, value), catalog.tell);
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

class Evaluation {
  readonly findings: Finding[] = [];

  constructor(
    readonly action: GraphAction<unknown>,
    readonly read: (type: string, value: unknown) => Promise<unknown>,
    readonly tell: Tell,
  ) {}

  /** Only a custom action can lack its type. */
  actionType(actionType: string): void {
    const name = this.tell('actionType');
    if (actionType === '') this.#finding(name, this.tell('noActionType'));
    this.text(actionType, name);
  }

  async params(params: unknown, fields: readonly FieldFacts[], told: boolean): Promise<Record<string, unknown>> {
    const raw = isTyped(params) ? await this.#typed(params, this.tell('parameters')) : params;
    if (raw === undefined || raw === null || raw === '') return {};
    if (raw instanceof Placeholder) return { [allParameters]: raw };
    if (!isObject(raw)) {
      this.#finding(this.tell('parameters'), this.tell('noParameters'));
      return {};
    }
    return this.#object(raw, fields, '', (field) => told && field?.target === true);
  }

  /** A text that stands in the configuration as it is. */
  text(value: unknown, name: string): string | Placeholder | undefined {
    if (value instanceof Placeholder) return value;
    if (typeof value !== 'string' || value === '') return undefined;
    const unset = /^\$\{([^}]+)\}$/.exec(value)?.[1];
    if (unset === undefined) return value;
    this.#finding(name, this.tell('unsetVariable', { name: unset }));
    return undefined;
  }

  async #object(
    raw: Record<string, unknown>,
    fields: readonly FieldFacts[],
    heading: string,
    unread: (field: FieldFacts | undefined) => boolean = () => false,
  ): Promise<Record<string, unknown>> {
    const entries = await Promise.all(
      Object.entries(raw).map(async ([key, value]): Promise<[string, unknown]> => {
        const field = fields.find(({ name }) => name === key);
        const name = heading + (field?.label ?? key);
        if (unread(field)) return [key, value];
        const read = await this.#value(value, field, name);
        return [key, field ? coerce(field, read) : read];
      }),
    );
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined && value !== ''));
  }

  async #value(value: unknown, field: FieldFacts | undefined, name: string): Promise<unknown> {
    if (isTyped(value)) return this.#typed(value, name);
    if (typeof value === 'string') return this.text(value, name);
    if (Array.isArray(value) && field?.kind !== 'group') {
      const each = field?.kind === 'rows' ? { ...field, kind: 'group' as const } : undefined;
      return Promise.all(value.map((item) => this.#value(item, each, name)));
    }
    return field?.fields && isObject(value) ? this.#object(value, field.fields, `${name} → `) : value;
  }

  async #typed({ type, value }: Typed, name: string): Promise<unknown> {
    if (value === '' && type !== 'str') return undefined;
    let result: unknown;
    try {
      result = await this.read(type, value);
    } catch (error) {
      if (type === 'msg') this.#missing(name, type, value);
      else this.#finding(name, this.tell('unreadable', { reason: reasonOf(error) }));
      return undefined;
    }
    if (result === undefined && type !== 'jsonata') this.#missing(name, type, value);
    if (result === '' && type === 'env') this.#finding(name, this.tell('unsetVariable', { name: String(value) })); // prettier-ignore
    if (typeof result === 'number' && Number.isNaN(result)) this.#finding(name, this.tell('noNumber', { value: String(value) })); // prettier-ignore
    if (isSendable(result)) return result;
    this.#finding(name, this.tell('noJson'));
    return undefined;
  }

  #missing(name: string, type: string, value: unknown): void {
    const path = `${type}.${String(value)}`;
    this.#finding(name, this.tell(type === 'msg' ? 'notInMessage' : 'notInContext', { value: path, context: type }));
  }

  #finding(name: string, problem: string): void {
    const message = this.tell('ofField', { node: this.action.title, field: name, problem });
    this.findings.push({ severity: 'error', rule: 'value', nodes: [this.action.id], message });
  }
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
