import { nodeTypeOf } from '../../../src/catalog/facts/action-facts';

/**
 * Builds flows in the form of flows.json. Ids are names, and nodes listed first are further up on the canvas unless
 * a node has a position.
 */
export type FlowNode = { id: string; type: string } & Record<string, unknown>;
type More = object;

const node = (type: string, id: string, wires: string[][], more: More = {}): FlowNode => ({ id, type, wires, ...more });

export const tab = (id: string, ...nodes: FlowNode[]): FlowNode[] => [
  { id, type: 'tab', label: id },
  ...placed(id, nodes),
];

/** Tests read its messages by its id. */
export const probe = (id: string): FlowNode => node('helper', id, []);

/** Tokens that may appear in request headers only. */
export const canaries = { linkedApiToken: 'Canary+Workspace/0123', identificationToken: 'Canary+Account/4567' };

/** An account of a service at `url`, polled as fast as makes sense in a test. */
export const account = (url: string, more: More = {}): FlowNode => ({
  id: 'account',
  type: 'linkedapi-account',
  mode: 'live',
  baseUrl: url,
  pollInterval: 0.01,
  ...more,
});

export const sandboxAccount = (more: More = {}): FlowNode => ({
  id: 'account',
  type: 'linkedapi-account',
  mode: 'sandbox',
  sandboxSpeed: 'instant',
  ...more,
});

interface Ports {
  completion?: string[];
  /** Label ports in their order, and what each is wired to. */
  labels?: Record<string, string[]>;
}

export const run = (first: string[], { completion = [], labels = {} }: Ports = {}, more: More = {}): FlowNode =>
  node('linkedapi-run', 'run', [first, completion, ...Object.values(labels)], {
    account: 'account',
    labels: Object.keys(labels),
    delivery: 'each',
    onFinding: 'stop',
    keep: 'last',
    timeout: 1,
    ...more,
  });

export const action = (actionType: string, id: string, wires: string[] = [], more: More = {}): FlowNode =>
  node(nodeTypeOf(actionType), id, [wires], { params: {}, ...more });

export const customAction = (actionType: string, id: string, wires: string[] = [], more: More = {}): FlowNode =>
  node('linkedapi-custom-action', id, [wires], { actionType, params: {}, ...more });

/** A workflow node, which works with a workflow's id. */
export const workflow = (id: string, wires: string[] = [], more: More = {}): FlowNode =>
  node('linkedapi-workflow', id, [wires], {
    account: 'account',
    operation: 'status',
    workflowId: { type: 'msg', value: 'linkedapi.workflowId' },
    timeout: 24,
    ...more,
  });

/** A trigger node: inbox, network or conversations. */
export const trigger = (kind: string, id: string, wires: string[] = [], more: More = {}): FlowNode =>
  node(`linkedapi-${kind}`, id, [wires], {
    account: 'account',
    ...{ name: '', kind: '', sender: '', threadId: '', start: 'now', from: '', interval: 0.01, store: '' },
    ...more,
  });

export const webhook = (id: string, wires: string[][] = [], more: More = {}): FlowNode =>
  node('linkedapi-webhook', id, wires, { name: '', path: '/linkedapi', unsigned: 'refuse', ...more });

/** A usage node. */
export const usage = (id: string, wires: string[] = [], more: More = {}): FlowNode =>
  node('linkedapi-usage', id, [wires], {
    account: 'account',
    period: 'days',
    days: 7,
    from: '',
    to: '',
    limits: true,
    send: 'all',
    ...more,
  });

/** An admin node. */
export const admin = (id: string, operation: string, wires: string[] = [], more: More = {}): FlowNode =>
  node('linkedapi-admin', id, [wires], { account: 'account', operation, params: {}, secrets: false, ...more });

export const someone = 'https://www.linkedin.com/in/jonas-lindqvist';

/** An action that may start a workflow and needs only its target. */
export const openPerson = (id: string, wires: string[] = [], more: More = {}): FlowNode =>
  action('st.openPersonPage', id, wires, { params: { personUrl: someone }, ...more });

export const junction = (id: string, wires: string[]): FlowNode => node('junction', id, [wires]);
export const linkOut = (id: string, links: string[]): FlowNode => node('link out', id, [], { mode: 'link', links });
export const linkIn = (id: string, links: string[], wires: string[]): FlowNode =>
  node('link in', id, [wires], { links });
export const func = (id: string, code: string, wires: string[]): FlowNode =>
  node('function', id, [wires], { func: code, outputs: 1, libs: [] });

/** A core join node in automatic mode: it goes by `msg.parts`. */
export const join = (id: string, wires: string[]): FlowNode => node('join', id, [wires], { mode: 'auto' });

interface Template {
  in?: string[];
  /** Per output, in order: the inner nodes wired to it. */
  out?: string[][];
  env?: More[];
  /** A node drawn in the template may be an instance of another one. */
  nodes: FlowNode[];
}

export function subflow(id: string, { in: entries = [], out = [], env = [], nodes }: Template): FlowNode[] {
  const template = {
    id,
    type: 'subflow',
    in: entries.length > 0 ? [{ x: 0, y: 0, wires: entries.map((inner) => ({ id: inner })) }] : [],
    out: out.map((inner, index) => ({ x: 500, y: 100 * index, wires: inner.map((one) => ({ id: one, port: 0 })) })),
    env,
  };
  return [template, ...placed(id, nodes)];
}

export const instance = (of: string, id: string, wires: string[][] = [], more: More = {}): FlowNode =>
  node(`subflow:${of}`, id, wires, more);

function placed(z: string, nodes: readonly FlowNode[]): FlowNode[] {
  return nodes.map((one, index) => ({ z, x: 100, y: 40 * (index + 1), ...one }));
}

/** The same flow with some nodes changed, for the next deploy. */
export function changed(flow: readonly FlowNode[], changes: Record<string, More>): FlowNode[] {
  return flow.map((one) => ({ ...one, ...changes[one.id] }));
}
