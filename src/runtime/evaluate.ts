import type { FieldFacts } from '../catalog/facts';
import { coerce } from '../workflow/coerce';
import type { GraphAction } from '../workflow/graph';
import { toldEverywhere } from '../workflow/place';
import type { ActionNode, Finding } from '../workflow/tree';
import { catalog } from './catalog';
import type { Message, Runtime, RuntimeNode } from './node-red';
import type { ActionInstance } from './wiring';

interface Typed {
  type: string;
  value: unknown;
}
const types = ['str', 'num', 'bool', 'json', 'msg', 'flow', 'global', 'env', 'jsonata'];

/** `{ type: 'msg', value: 'payload.url' }`: what a typed input of the panel leaves in the configuration. */
function isTyped(value: unknown): value is Typed {
  return (
    isObject(value) && Object.keys(value).length === 2 && 'value' in value && types.includes(value['type'] as string)
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Fills in the parameters of every action of a graph: typed values are evaluated with the message, in the action's own flow,
 * so that its contexts and environment apply. A target that is not sent is not read. What cannot be read becomes a finding with the rule `value`.
 */
export async function evaluateGraph(
  RED: Runtime,
  graph: { roots: GraphAction<RuntimeNode>[]; actions: GraphAction<RuntimeNode>[] },
  message: Message,
): Promise<{ roots: ActionNode[]; findings: Finding[] }> {
  const told = toldEverywhere(graph.roots, ({ node }) => (node as ActionInstance).action.actionType, catalog());
  const evaluated = await Promise.all(
    graph.actions.map(async (action) => {
      const instance = action.node as ActionInstance;
      const { actionType, label } = instance.action;
      const evaluation = new Evaluation(RED, instance, message, action.title);
      const params = await evaluation.params(told.has(action));
      const ownLabel = evaluation.text(label, 'Label');
      evaluation.actionType();
      const node: ActionNode = { id: action.id, title: action.title, actionType, params, then: [] };
      if (ownLabel !== undefined) node.label = ownLabel;
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
    readonly RED: Runtime,
    readonly node: ActionInstance,
    readonly message: Message,
    readonly title: string,
  ) {}

  /** Only a custom action can lack its type. */
  actionType(): void {
    const { actionType } = this.node.action;
    if (actionType === '') this.#finding('Action type', 'is missing. Fill it in');
    this.text(actionType, 'Action type');
  }

  async params(told: boolean): Promise<Record<string, unknown>> {
    const { actionType, params } = this.node.action;
    const fields = catalog().action(actionType)?.params ?? [];
    const raw = isTyped(params) ? await this.#typed(params, 'Parameters') : params;
    if (raw === undefined || raw === null || raw === '') return {};
    if (!isObject(raw)) {
      this.#finding('Parameters', 'must be an object, like { "limit": 10 }');
      return {};
    }
    const unread = (field: FieldFacts | undefined) => told && field?.target === true;
    return this.#object(raw, fields, '', unread);
  }

  /** A text that stands in the configuration as it is; the environment has been filled in by Node-RED. */
  text(value: unknown, name: string): string | undefined {
    if (typeof value !== 'string' || value === '') return undefined;
    const unset = /^\$\{([^}]+)\}$/.exec(value)?.[1];
    if (unset === undefined) return value;
    this.#finding(name, `takes the environment variable ${unset}, which is not set`);
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
      return Promise.all(value.map((item) => this.#value(item, undefined, name)));
    }
    return field?.fields && isObject(value) ? this.#object(value, field.fields, `${name} → `) : value;
  }

  async #typed({ type, value }: Typed, name: string): Promise<unknown> {
    if (value === '' && type !== 'str') return undefined;
    let result: unknown;
    try {
      // Errors are thrown as well as passed to the callback.
      result = await new Promise((resolve, reject) => {
        this.RED.util.evaluateNodeProperty(value, type, this.node, this.message, (error, read) =>
          error ? reject(error) : resolve(read),
        );
      });
    } catch (error) {
      if (type === 'msg') this.#missing(name, type, value);
      else this.#finding(name, `cannot be read: ${reasonOf(error)}`);
      return undefined;
    }
    if (result === undefined && type !== 'jsonata') this.#missing(name, type, value);
    if (result === '' && type === 'env') this.#finding(name, `takes the environment variable ${String(value)}, which is not set`); // prettier-ignore
    if (typeof result === 'number' && Number.isNaN(result)) this.#finding(name, `is no number: ${String(value)}`);
    if (isSendable(result)) return result;
    this.#finding(name, 'holds something that JSON cannot, such as an object that refers to itself');
    return undefined;
  }

  #missing(name: string, type: string, value: unknown): void {
    const where = type === 'msg' ? 'in the message' : `in the ${type} context`;
    this.#finding(name, `takes ${type}.${String(value)}, which is missing ${where}`);
  }

  #finding(name: string, problem: string): void {
    const message = `${this.title}: ${name} ${problem}.`;
    this.findings.push({ severity: 'error', rule: 'value', nodes: [this.node.id], message });
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
