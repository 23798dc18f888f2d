import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { Runtime } from '../../../src/runtime/host/node-red';
import { canaries, type FlowNode } from '../flows/flows';
import { repoRoot } from './hosts';

/** What a probe, or a Catch or Complete node, received. */
export type Msg = Record<string, any> & { _msgid: string }; // eslint-disable-line @typescript-eslint/no-explicit-any

interface LiveNode {
  receive(msg: object): void;
  close(): void;
  send(msg: unknown): void;
  context(): { flow: Store; global: Store };
  on(event: string, listener: (msg: Msg) => void): void;
  [more: string]: unknown;
}
interface Store {
  set(key: string, value: unknown): void;
}
interface LogEntry {
  level: number;
  id?: string;
  msg: unknown;
}
interface ForeignRuntime {
  nodes: {
    registerType(type: string, constructor: (this: object, config: object) => void): void;
    createNode(node: object, config: object): void;
  };
}
interface AdminAnswer extends Promise<{ status: number; body: Record<string, unknown>; text: string }> {
  send(body: object): AdminAnswer;
}
interface Helper {
  init(redPath: string): void;
  settings(settings?: object): Runtime['settings'];
  startServer(): Promise<void>;
  stopServer(): Promise<void>;
  load(nodes: unknown[], flow: readonly FlowNode[], credentials: object): Promise<void>;
  setFlows(flow: readonly FlowNode[], type: string, credentials?: object): Promise<void>;
  unload(): Promise<void>;
  getNode(id: string): LiveNode | null | undefined;
  request(): { get(path: string): AdminAnswer; post(path: string): AdminAnswer };
  url(): string;
  /** Undefined until something is loaded. */
  log(): { args: [LogEntry][] } | undefined;
  _events: NodeJS.EventEmitter;
  _nodeModules: object;
  _redNodes: Runtime['nodes'];
  _RED: { util: Runtime['util'] };
  _context: { load(): Promise<void> };
  /** Handles the server's requests. */
  _app: WebApp;
  _httpAdmin: WebApp;
}
export interface WebApp {
  use(...handlers: unknown[]): void;
}

const core = [
  'common/05-junction',
  'common/24-complete',
  'common/25-catch',
  'common/60-link',
  'function/10-function',
  'parsers/70-CSV',
  'sequence/17-split',
];
const levels = { warn: 30, error: 20 };

/**
 * A Node-RED 4.1 in this process with the built nodes, for one suite: call it inside `describe`. `foreign` are types of
 * nodes of other packages, which do nothing.
 */
export function nodeRed(foreign: readonly string[] = []): RunningFlows {
  const flows = new RunningFlows(foreign);
  before(() => flows.start());
  afterEach(() => flows.unload());
  after(() => flows.stop());
  return flows;
}

export class RunningFlows {
  /** Everything that was received, oldest first. */
  readonly arrivals: { at: string; msg: Msg }[] = [];
  private readonly shown: { id: string; text: string }[] = [];
  private readonly waiting = new Set<() => void>();
  private readonly observed = new WeakSet<LiveNode>();
  private helper!: Helper;
  private loaded = false;

  /** `root` is the folder of the built package. */
  constructor(
    private readonly foreign: readonly string[] = [],
    private readonly root = repoRoot,
  ) {}

  async start(): Promise<void> {
    /* eslint-disable-next-line @typescript-eslint/no-require-imports -- it looks for Node-RED when it is loaded */
    this.helper = require('node-red-node-test-helper') as Helper;
    // It would load these once per tab that uses one.
    this.helper._nodeModules = {};
    this.helper._events.on('node-status', this.onStatus);
    await this.helper.startServer();
  }

  async stop(): Promise<void> {
    this.helper._events.off('node-status', this.onStatus);
    // The next suite uses the same helper.
    this.helper.settings({});
    await this.helper.stopServer();
  }

  private readonly registerForeign = ({ nodes }: ForeignRuntime) => {
    for (const type of this.foreign) {
      nodes.registerType(type, function (this: object, config: object) {
        nodes.createNode(this, config);
      });
    }
  };

  /** For later deploys, as in settings.js. */
  settings(settings: object): void {
    this.helper.settings(settings);
  }

  private readonly onStatus = ({
    id,
    status,
  }: {
    id: string;
    status?: { fill?: string; shape?: string; text?: string };
  }) => {
    const { fill, shape, text } = status ?? {};
    this.shown.push({ id, text: text === undefined ? '' : `${fill} ${shape} ${text}` });
    this.look();
  };

  /**
   * Starts flows. Each tab gets a Catch node for all its nodes and a Complete node for the package's nodes, which are read
   * as `caught` and `completed`. `prepare` gets the application that serves
   * Node-RED before anything is in it.
   */
  async deploy(
    flow: readonly FlowNode[],
    credentials: Record<string, object> = { account: canaries },
    prepare: (outer: WebApp) => void = () => undefined,
  ): Promise<void> {
    await this.unload();
    this.arrivals.length = 0;
    this.shown.length = 0;
    this.loaded = true;
    const host = (RED: Runtime) => this.host(RED, prepare);
    await this.helper.load([host, ...modules(this.root), this.registerForeign], observed(flow), credentials);
    this.observe(flow);
  }

  private observe(flow: readonly FlowNode[]): void {
    for (const { id } of observed(flow).filter(({ type }) => type === 'helper')) {
      const live = this.helper.getNode(id);
      if (!live || this.observed.has(live)) continue;
      this.observed.add(live);
      live.on('input', (msg) => {
        this.arrivals.push({ at: id.replace(/^(caught|completed) .*/, '$1'), msg });
        this.look();
      });
    }
  }

  /** What Node-RED's command does before flows start: opens the context stores and serves the paths of nodes. */
  private async host(RED: Runtime, prepare: (outer: WebApp) => void): Promise<void> {
    const { contextStorage, httpNodeRoot = '/' } = this.helper.settings();
    if (contextStorage) await this.helper._context.load();
    const outer = createRequire(require.resolve('node-red/red.js'))('express')() as WebApp;
    prepare(outer);
    outer.use(this.helper._httpAdmin);
    if (httpNodeRoot !== false) outer.use(httpNodeRoot, RED.httpNode);
    this.helper._app = outer;
  }

  /** Where the paths of nodes are served. */
  url(): string {
    return this.helper.url();
  }

  /** Deploys again what has changed. */
  async redeploy(
    flow: readonly FlowNode[],
    type: 'nodes' | 'full' = 'nodes',
    credentials: Record<string, object> = { account: canaries },
  ): Promise<void> {
    await this.helper.setFlows(observed(flow), type, credentials);
    this.observe(flow);
  }

  /** Stops the flows and makes sure that their output contains no token. */
  async unload(): Promise<void> {
    if (!this.loaded) return;
    this.loaded = false;
    await settled();
    const said = inspect([this.arrivals, this.shown, this.log()], { depth: 12, maxArrayLength: null });
    await this.helper.unload();
    for (const token of Object.values(canaries)) {
      for (const form of [token, encodeURIComponent(token)]) assert.ok(!said.includes(form), `${form} leaked`);
    }
  }

  node(id: string): LiveNode {
    const found = this.helper.getNode(id);
    assert.ok(found, `there is no node ${id}`);
    return found;
  }

  /** The part of Node-RED's runtime that reading wires needs. */
  runtime(): Pick<Runtime, 'nodes' | 'util'> {
    return { nodes: this.helper._redNodes, util: this.helper._RED.util };
  }

  at(id: string): Msg[] {
    return this.arrivals.filter(({ at }) => at === id).map(({ msg }) => msg);
  }

  payloads(id: string): unknown[] {
    return this.at(id).map(({ payload }) => payload as unknown);
  }

  /** The statuses of a node so far, as `fill shape text`, '' for none; without repetitions. */
  statuses(id: string): string[] {
    const texts = this.shown.filter((one) => one.id === id).map(({ text }) => text);
    return texts.filter((text, index) => text !== texts[index - 1]);
  }

  /** The warnings of nodes. */
  warnings(): string[] {
    return this.log()
      .filter(({ level, id }) => level === levels.warn && id !== undefined)
      .map(({ msg }) => String(msg));
  }

  /** Everything in Node-RED's log. */
  logged(): string[] {
    return this.log().map(({ msg }) => String(msg));
  }

  /** Errors without a Catch node, which Node-RED writes to its log. */
  errors(): string[] {
    return this.log()
      .filter(({ level }) => level <= levels.error)
      .map(({ msg }) => String(msg));
  }

  /** The next warning of a node. */
  warned(id: string): Promise<void> {
    return new Promise((resolve) => this.node(id).on('call:warn', () => resolve()));
  }

  send(msg: object, to = 'run'): void {
    this.node(to).receive(msg);
  }

  /** Resolves as soon as `condition` holds; it is checked with every message and status. */
  until(condition: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (!condition()) return;
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
  }

  async arrived(at: string, count = 1): Promise<Msg[]> {
    await this.until(() => this.at(at).length >= count);
    return this.at(at);
  }

  /** Sends a message and waits until it has been handled: one Complete message, no Catch message. */
  async run(msg: object = {}, to = 'run'): Promise<Msg> {
    const { completed, caught } = await this.dealtWith(msg, to);
    assert.deepEqual([...caught, ...this.errors()].map(errorText), []);
    assert.equal(completed.length, 1);
    return completed[0]!;
  }

  /** Sends a message and waits until it has failed: one Catch message, no Complete message. */
  async fail(msg: object = {}, to = 'run'): Promise<Msg> {
    const { completed, caught } = await this.dealtWith(msg, to);
    assert.deepEqual([completed.length, caught.length], [0, 1]);
    assert.equal(caught[0]!['error'].source.id, to);
    return caught[0]!;
  }

  private async dealtWith(msg: object, to: string) {
    const known = [this.at('completed').length, this.at('caught').length] as const;
    this.send(msg, to);
    await this.until(() => this.at('completed').length > known[0] || this.at('caught').length > known[1]);
    await settled();
    return { completed: this.at('completed').slice(known[0]), caught: this.at('caught').slice(known[1]) };
  }

  get(path: string) {
    return this.helper.request().get(path);
  }

  post(path: string, body: object) {
    return this.helper.request().post(path).send(body);
  }

  private log(): LogEntry[] {
    return this.helper.log()?.args.map(([entry]) => entry) ?? [];
  }

  private look(): void {
    for (const look of [...this.waiting]) look();
  }
}

/** Messages travel from node to node through the event loop; after so many of its turns they have arrived. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await nextTurn();
}

function errorText(one: Msg | string): string {
  return typeof one === 'string' ? one : String(one['error']?.message);
}

function observed(flow: readonly FlowNode[]): FlowNode[] {
  const tabs = flow.filter(({ type, disabled }) => type === 'tab' && disabled !== true).map(({ id }) => id);
  return [
    ...flow,
    ...tabs.flatMap((z) => {
      const ours = flow.filter((one) => one['z'] === z && one.type.startsWith('linkedapi-')).map(({ id }) => id);
      return [
        { id: `catch ${z}`, type: 'catch', z, scope: null, wires: [[`caught ${z}`]] },
        { id: `complete ${z}`, type: 'complete', z, scope: ours, wires: [[`completed ${z}`]] },
        { id: `caught ${z}`, type: 'helper', z, wires: [] },
        { id: `completed ${z}`, type: 'helper', z, wires: [] },
      ];
    }),
  ];
}

const cached = new Map<string, unknown[]>();

/** The node sets of the manifest and the core nodes that flows use. */
function modules(root: string): unknown[] {
  const known = cached.get(root);
  if (known) return known;
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    'node-red': { nodes: Record<string, string> };
  };
  const near = { paths: [require.resolve('node-red')] };
  const loaded = [
    ...core.map((path) => require.resolve(`@node-red/nodes/core/${path}`, near)),
    ...Object.values(manifest['node-red'].nodes).map((path) => join(root, path)),
    /* eslint-disable-next-line @typescript-eslint/no-require-imports -- as Node-RED does */
  ].map((path) => require(path) as unknown);
  cached.set(root, loaded);
  return loaded;
}
