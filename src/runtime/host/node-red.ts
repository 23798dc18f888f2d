import type { IncomingMessage } from 'node:http';

import type { Message } from '../../runs';

/* The part of Node-RED's runtime interface that this package uses (https://nodered.org/docs/creating-nodes/node-js). */

export type { Message };

export type Send = (messages: unknown) => void;
export type Done = (error?: Error) => void;

export interface Status {
  fill?: 'red' | 'green' | 'yellow' | 'blue' | 'grey';
  shape?: 'ring' | 'dot';
  text?: string;
}

/** A node as the runtime holds it. `_alias` is its id in the template, for a node inside a subflow. */
export interface RuntimeNode {
  id: string;
  type: string;
  name?: string;
  z?: string;
  _alias?: string;
  wires?: (string | null | undefined)[][];
  credentials?: Record<string, string | undefined>;
  on(event: 'input', handler: (message: Message, send: Send, done: Done) => void): void;
  on(event: 'close', handler: (removed: boolean, done: () => void) => void): void;
  send(messages: unknown): void;
  receive(message: Message): void;
  status(status: Status): void;
  log(text: string): void;
  warn(text: string): void;
  /** Catch nodes see the error only if its message is given. */
  error(error: Error, message: Message): void;
  /** The node's own context. */
  context(): ContextStore;
}

/** A context as the runtime gives it to a node. Only calls with a callback work with every store. */
export interface ContextStore {
  get(key: string, store: string, back: (error: unknown, value?: unknown) => void): void;
  set(key: string, value: unknown, store: string, back: (error: unknown) => void): void;
  keys(store: string, back: (error: unknown, keys?: string[]) => void): void;
}

export type NodeConfig = Record<string, unknown> & { id: string; type: string; name?: string };

/** A node as the flow file has it: for a node inside a subflow, that of the template. */
export interface FlowNode {
  id: string;
  type: string;
  name?: string;
  d?: boolean;
  x?: number;
  y?: number;
  wires?: string[][];
  out?: { x?: number; y?: number; wires: { id: string; port: number }[] }[];
}

/** The event of a start of the flows. */
export interface FlowsEvent {
  /** Only after a deploy; missing when flows are loaded, as at the start or with another project. */
  diff?: { removed: string[] };
}

type Handler = (request: AdminRequest, response: AdminResponse) => void;
export interface AdminRequest {
  body: unknown;
  params: Record<string, string | undefined>;
  query: Record<string, unknown>;
}
export interface AdminResponse {
  json(body: unknown): void;
  status(code: number): AdminResponse;
}

export interface Runtime {
  nodes: {
    registerType(type: string, constructor: NodeConstructor, options?: object): void;
    createNode(node: RuntimeNode, config: NodeConfig): void;
    getNode(id: string): RuntimeNode | null | undefined;
    eachNode(visit: (node: FlowNode) => void): void;
  };
  util: {
    cloneMessage<T extends object>(message: T): T;
    generateId(): string;
    getSetting(node: RuntimeNode, name: 'NR_NODE_PATH'): string | undefined;
    /** An environment variable as the node sees it, or the process if no node is given. */
    getSetting(node: RuntimeNode | undefined, name: string): unknown;
    /** `payload["a b"][0]` → `['payload', 'a b', 0]`; throws if it is not the name of a property. */
    normalisePropertyExpression(property: string, message: Message): (string | number)[];
    evaluateNodeProperty(
      value: unknown,
      type: string,
      node: RuntimeNode,
      message: Message,
      callback: (error: Error | null | undefined, value: unknown) => void,
    ): void;
  };
  auth: { needsPermission(permission: string): Handler };
  /** Those of settings.js. */
  settings: {
    /** A host that embeds Node-RED may have no folder of its own. */
    userDir?: string;
    contextStorage?: Record<string, unknown>;
    /** False: Node-RED serves no paths of nodes. */
    httpNodeRoot?: string | false;
    httpNodeMiddleware?: HttpHandler | HttpHandler[];
    /** How large a request may be, such as `5mb`. */
    apiMaxLength?: string | number;
  };
  /** Absent where there is no server. */
  httpNode?: HttpApp;
  httpAdmin: Record<'get' | 'post', (path: string, ...handlers: Handler[]) => void>;
  events: {
    on(event: 'flows:started' | 'flows:stopping', listener: (event?: FlowsEvent) => void): void;
    removeListener(event: string, listener: (event?: FlowsEvent) => void): void;
  };
  log: { info(text: string): void; warn(text: string): void };
  /** Absent where there is no editor. */
  comms?: { publish(topic: string, data: object): void };
}

type HttpHandler = (request: HttpRequest, response: HttpResponse, next: (error?: unknown) => void) => void;

/** The part of the Express application that is used here. */
export interface HttpApp {
  /** The application that this one is mounted in. */
  parent?: HttpApp;
  /** Where it is mounted, such as `/api`. */
  path(): string;
  use(handler: HttpHandler): void;
  post(path: RegExp, ...handlers: HttpHandler[]): void;
  /** Its handlers: private to Express 4. */
  _router?: HttpHandlers;
  /** The same in Express 5. */
  router?: HttpHandlers;
}

interface HttpHandlers {
  stack: { handle: unknown }[];
}

export interface HttpRequest extends IncomingMessage {
  /** Relative to the application that handles it. */
  path: string;
  body?: unknown;
  /** True: the body has been read; Express' body parsers leave such a request alone. */
  _body?: boolean;
}

export interface HttpResponse {
  headersSent: boolean;
  status(code: number): HttpResponse;
  json(body: object): void;
}

export type NodeConstructor = (this: RuntimeNode, config: NodeConfig) => void;

/** An error as `done` takes it: Node-RED puts `code` and `cause` into `msg.error`, so neither may hold a secret. */
export class NodeError extends Error {
  override readonly name = 'NodeError';
  constructor(
    readonly code: string,
    message: string,
    override readonly cause?: unknown,
  ) {
    super(message);
  }

  /** Node-RED puts this into `msg.error.message` and the log, where the name of a class says nothing. */
  override toString(): string {
    return this.message;
  }
}
