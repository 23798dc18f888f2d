import assert from 'node:assert/strict';
import { openEditor, requireBrowser } from './browser';
import type { Editor } from './editor';
import { action, run, sandboxAccount, tab, type FlowNode } from '../flows/flows';
import type { HostVersion } from '../node-red/hosts';
import type { NodeRed } from '../node-red/node-red';
import { sharedNodeRed } from '../node-red/shared-host';

/** The position of a node. */
export const at = (x: number, y: number) => ({ x, y });
export const search = (wires: string[] = [], more: object = {}) =>
  action('st.searchPeople', 'search', wires, { params: { term: 'x' }, ...at(400, 80), ...more });
export const start = (first: string[] = []) => run(first, {}, at(160, 80));

/** An account and a tab with these nodes. */
export const sheet = (nodes: readonly FlowNode[], account: object = {}): FlowNode[] => {
  const [first, ...placed] = tab('t', ...nodes);
  return [sandboxAccount({ pollInterval: 5, baseUrl: '', ...account }), { ...first!, label: 'Canvas' }, ...placed];
};

interface Language {
  /** The name in the editor's user settings. */
  language?: string;
}

/**
 * Node-RED's editor for a suite, called inside `describe`. Its tests share one page, and each starts by loading its own flows
 * into it. After a failed test there is a new page.
 */
export function canvas(version: HostVersion, { language }: Language = {}): Canvas {
  const shared = new Canvas(version, language);
  before(async function () {
    await requireBrowser(this);
    await shared.start();
  });
  afterEach(function () {
    return shared.look(this.currentTest?.state === 'failed');
  });
  after(() => shared.close());
  return shared;
}

export class Canvas {
  private started: NodeRed | undefined;
  private editor: Editor | undefined;
  private spoilt = false;

  constructor(
    private readonly version: HostVersion,
    private readonly language: string | undefined,
  ) {}

  async start(): Promise<void> {
    this.started = await sharedNodeRed(this.version);
    await this.started.deploy(sheet([]));
  }

  get nodeRed(): NodeRed {
    return this.started!;
  }

  /** Loads an account and these nodes into the editor. */
  show(...nodes: FlowNode[]): Promise<Editor> {
    return this.load(sheet(nodes));
  }

  /** The same with whole flows. */
  async load(flows: readonly FlowNode[]): Promise<Editor> {
    if (this.spoilt) await this.close();
    this.editor ??= await this.open();
    await this.editor.show(flows);
    return this.editor;
  }

  /** Starts these flows in the runtime and shows them in the editor. */
  async deploy(flows: readonly FlowNode[]): Promise<Editor> {
    // Node-RED keeps the state of a node that is in both flows: its tokens, its runs.
    const editor = await this.load([{ id: 'empty', type: 'tab', label: 'Empty' }]);
    await this.nodeRed.started(() => editor.deployAll());
    await editor.show(flows);
    await this.nodeRed.started(() => editor.deployAll());
    return editor;
  }

  look(failed: boolean): void {
    this.spoilt ||= failed;
    assert.deepEqual(this.editor?.errors.splice(0) ?? [], []);
  }

  /** The next test gets a new page. */
  async close(): Promise<void> {
    const editor = this.editor;
    this.editor = undefined;
    this.spoilt = false;
    await editor?.close();
  }

  private async open(): Promise<Editor> {
    const editor = await openEditor(this.nodeRed);
    if (this.language === undefined) return editor;
    await editor.page.evaluate((code) => localStorage.setItem('editor-language', code), this.language);
    await editor.reload();
    return editor;
  }
}

/** The wires of the open flow as `parent > child`, by the types of the nodes. */
export const wiredTypes = (editor: Editor): Promise<string[]> =>
  editor.red((RED) => {
    const found: string[] = [];
    const short = (node: { type: string }) => node.type.replace(/^linkedapi-(st-)?/, '');
    RED.nodes.eachLink((link: { source: { type: string }; target: { type: string } }) =>
      found.push(`${short(link.source)} > ${short(link.target)}`),
    );
    return found.sort();
  });
