import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AdminApi, type Credentials, type FlowNode } from './admin-api';
import { Collection, type Message } from './collected';
import { host, type HostVersion } from './hosts';
import { installInto } from './package';
import { keepTrack, keepTrackOfFolder, removeFolder } from '../processes';
import { writeFlows, writeSettings } from './settings';

export interface NodeRedOptions {
  version: HostVersion;
  /** `tarball`: npm-installed as users have it; `nodesDir`: loaded from this checkout; `none`: without the package. */
  install: 'tarball' | 'nodesDir' | 'none';
  /** Kept after `stop()`, so that a second start finds it; by default a temporary folder. */
  userDir?: string;
  flows?: FlowNode[];
  /** By node id, in plain text. */
  credentials?: Credentials;
  /** Merged over the harness' settings.js; plain JSON. */
  settings?: Record<string, unknown>;
  /** Added to this process' environment; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** How many files it may have open; by default as many as the system allows. */
  openFiles?: number;
}

/** Far more than anything takes, even on a busy machine; it only ends a test that would hang. */
const patienceMs = 60_000;
const started = /Started (?:modified )?(?:nodes|flows)$/;
const missingTypes = /Waiting for missing types/;

/** Starts a real Node-RED on 127.0.0.1, and resolves when its editor is served and its flows run. */
export async function startNodeRed(options: NodeRedOptions): Promise<NodeRed> {
  const userDir = options.userDir ?? mkdtempSync(join(tmpdir(), 'linkedapi-node-red-'));
  if (options.userDir === undefined) keepTrackOfFolder(userDir);
  if (options.install === 'tarball') await installInto(userDir);
  writeFlows(userDir, options.flows, options.credentials);
  const settings = writeSettings(userDir, options.install === 'nodesDir', options.settings ?? {});
  const { nodeBinary, redJs } = await host(options.version);
  const command = [nodeBinary, redJs, '--userDir', userDir, '--settings', settings];
  const limited = ['sh', '-c', `ulimit -n ${options.openFiles} && exec "$0" "$@"`, ...command];
  const [program, ...args] = options.openFiles === undefined ? command : limited;
  const child = spawn(program!, args, {
    cwd: userDir,
    // Node-RED must not inherit the tests' TypeScript loader or debugger.
    env: { ...process.env, NODE_OPTIONS: undefined, NODE_RED_HOME: undefined, ...options.env },
    stdio: 'pipe',
  });
  keepTrack(child);
  const nodeRed = new NodeRed(child, userDir, options.userDir === undefined);
  try {
    await nodeRed.running();
  } catch (error) {
    await nodeRed.kill();
    throw error;
  }
  return nodeRed;
}

/** A running Node-RED and its admin API. */
export class NodeRed extends AdminApi {
  private readonly child: ChildProcess;
  private readonly collection = new Collection();
  private readonly lines: string[] = [];
  private readonly listeners = new Set<() => void>();
  /** The process' exit code once it has ended. */
  readonly exited: Promise<number | null>;

  constructor(
    child: ChildProcess,
    readonly userDir: string,
    private readonly ownsUserDir: boolean,
  ) {
    super();
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.read(line));
    }
    // `close`, not `exit`: by then the last line has been read.
    this.exited = new Promise((resolve) => {
      child.once('close', (code) => {
        resolve(code);
        for (const listener of this.listeners) listener();
        this.collection.fail(`Node-RED has ended\n${this.tail()}`);
      });
    });
  }

  /** Everything Node-RED has printed, without collected messages. */
  get log(): string {
    return this.lines.join('\n');
  }

  get isRunning(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Resolves when the first flows run. */
  async running(): Promise<void> {
    const at = /Server now running at (http:\/\/127\.0\.0\.1:\d+)/;
    await this.logged(at);
    this.url = at.exec(this.log)?.[1] ?? '';
    await this.flowsStarted(0);
  }

  /** Deploys flows through the admin API and resolves when they run. */
  async deploy(flows: FlowNode[], type: 'full' | 'flows' | 'nodes' | 'reload' = 'full', credentials?: Credentials) {
    await this.started(() => this.sendFlows(flows, type, credentials));
  }

  /** Resolves when flows that were deployed by something else run. */
  async started(deploy: () => Promise<void>): Promise<void> {
    const from = this.lines.length;
    await deploy();
    await this.flowsStarted(from);
  }

  /** All messages so far, of one `test-collect` node (id or name) or of all. */
  messages(at?: string): Message[] {
    return this.collection.messages(at);
  }

  /** The next `count` messages not yet returned by `next`, of one `test-collect` node (id or name) or of any. */
  async next(count = 1, at?: string, timeoutMs = patienceMs): Promise<Message[]> {
    try {
      return await this.collection.next(count, at, timeoutMs);
    } catch (error) {
      throw new Error(`${(error as Error).message}\nThe log ends:\n${this.tail()}`, { cause: error });
    }
  }

  /** Resolves with the first log line that matches, from line `from` on. */
  logged(pattern: RegExp, { from = 0 } = {}): Promise<string> {
    return new Promise((resolve, reject) => {
      const end = (settle: () => void) => {
        clearTimeout(timer);
        this.listeners.delete(look);
        settle();
      };
      const fail = (why: string) =>
        end(() => reject(new Error(`${why} before it printed ${String(pattern)}:\n${this.tail()}`)));
      const look = () => {
        const line = this.lines.slice(from).find((one) => pattern.test(one));
        if (line !== undefined) end(() => resolve(line));
        else if (!this.isRunning) fail('Node-RED ended');
      };
      const timer = setTimeout(() => fail(`${patienceMs} ms passed`), patienceMs);
      this.listeners.add(look);
      look();
    });
  }

  /** Stops Node-RED as a service manager would, and removes its user folder unless the test owns it. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    const code = await this.exited;
    if (this.ownsUserDir) removeFolder(this.userDir);
    return code;
  }

  /** Kills Node-RED, like a power cut. */
  kill(): Promise<number | null> {
    return this.stop('SIGKILL');
  }

  private async flowsStarted(from: number): Promise<void> {
    const either = new RegExp(`${started.source}|${missingTypes.source}`);
    const line = await this.logged(either, { from });
    if (missingTypes.test(line)) throw new Error(`Node-RED does not know every type of the flows:\n${this.tail()}`);
  }

  private read(line: string): void {
    if (this.collection.take(line) || line === '') return;
    this.lines.push(line);
    for (const listener of this.listeners) listener();
  }

  private tail(): string {
    return this.lines.slice(-25).join('\n');
  }
}
