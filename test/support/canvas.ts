import assert from 'node:assert/strict';
import { openEditor, requireBrowser } from './browser';
import type { Editor } from './editor';
import { action, run, sandboxAccount, tab, type FlowNode } from './flows';
import type { HostVersion } from './hosts';
import { startNodeRed, type NodeRed } from './node-red';

/** Where a node stands. */
export const at = (x: number, y: number) => ({ x, y });
export const search = (wires: string[] = [], more: object = {}) =>
  action('st.searchPeople', 'search', wires, { params: { term: 'x' }, ...at(400, 80), ...more });
export const start = (first: string[] = []) => run(first, {}, at(160, 80));

/** Node-RED's editor for a suite of tests that draw, called inside `describe`: one page, with other flows on it for each test. */
export function canvas(version: HostVersion): Canvas {
  const shared = new Canvas();
  before(async function () {
    await requireBrowser(this);
    await shared.start(version);
  });
  afterEach(function () {
    return shared.look(this.currentTest?.state === 'failed');
  });
  after(() => shared.stop());
  return shared;
}

export class Canvas {
  #nodeRed: NodeRed | undefined;
  #editor: Editor | undefined;
  #spoilt = false;

  async start(version: HostVersion): Promise<void> {
    this.#nodeRed = await startNodeRed({ version, install: 'nodesDir', flows: sheet() });
  }

  /** Puts an account and these nodes on the canvas, as if they had just been loaded. */
  async show(...nodes: FlowNode[]): Promise<Editor> {
    if (this.#spoilt) await this.close();
    this.#editor ??= await openEditor(this.#nodeRed!);
    await this.#editor.show(sheet(...nodes));
    return this.#editor;
  }

  look(failed: boolean): void {
    this.#spoilt = failed;
    assert.deepEqual(this.#editor?.errors.splice(0) ?? [], []);
  }

  /** The next test gets a new page. */
  async close(): Promise<void> {
    await this.#editor?.close();
    this.#editor = undefined;
    this.#spoilt = false;
  }

  async stop(): Promise<void> {
    await this.close();
    await this.#nodeRed?.stop();
  }
}

const sheet = (...nodes: FlowNode[]): FlowNode[] => {
  const [first, ...placed] = tab('t', ...nodes);
  return [sandboxAccount({ pollInterval: 5, baseUrl: '' }), { ...first!, label: 'Canvas' }, ...placed];
};
