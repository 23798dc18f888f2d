import { type ActionFacts, Catalog, type FieldFacts, type Rule, translateToEnglish } from '../../catalog/facts';
import { check, fill } from '../../workflow';
import { valuesOf } from '../host/fill';
import { NodeError, type Message, type Runtime, type RuntimeNode } from '../host/node-red';
import { titleOf } from '../host/titles';

/** A form with fields that does not belong to an action. */
export interface Fields {
  params: readonly FieldFacts[];
  rules?: readonly Rule[];
}

/**
 * The values of a node's fields. Typed values are evaluated with the message, and all are checked like parameters of actions,
 * with the same sentences. Throws a NodeError `invalidParameters` with all problems.
 */
export async function readFields(
  RED: Runtime,
  node: RuntimeNode,
  { params: fields, rules = [] }: Fields,
  params: unknown,
  message: Message,
): Promise<Record<string, unknown>> {
  const actionType = node.type;
  const catalog = new Catalog([factsOf(actionType, [...fields], [...rules])], translateToEnglish);
  const action = { node, id: node.id, title: titleOf(node), then: [], tapped: false };
  const graph = { roots: [action], actions: [action] };
  const values = { action: () => ({ actionType, params }), ...valuesOf(RED, message) };
  const { roots, findings: unread } = await fill(graph, values, catalog);
  const errors = [...unread, ...check(roots, catalog, unread)].filter(({ severity }) => severity === 'error');
  if (errors.length > 0) {
    throw new NodeError('invalidParameters', errors.map((finding) => finding.message).join('\n'));
  }
  return roots[0]?.params ?? {};
}

function factsOf(type: string, params: FieldFacts[], rules: Rule[]): ActionFacts {
  const place = { root: true, parents: [], children: [], loop: false };
  return {
    type,
    node: type,
    set: '',
    name: type,
    icon: '',
    ...place,
    params,
    rules,
    result: 'object',
    brings: 0,
    experimental: false,
  };
}
