import { specialNodes, type Catalog } from '../../catalog/facts';
import { fingerprint, wiresUnder } from '../../workflow';
import type { CanvasNode } from '../canvas/canvas';
import type { FlowCheck } from '../canvas/check-flows';
import type { Live } from '../canvas/live';
import { ask, onNews, type Outcome } from './runs-api';
import { statusText } from '../red/status-text';
import { say } from '../red/words';

/** Changes within this time are handled together. In milliseconds. */
const settle = 100;

interface Shown {
  fill?: string;
  shape?: string;
  text?: string;
}
type Node = CanvasNode & { status?: Shown; changed?: boolean; dirty?: boolean; dirtyStatus?: boolean };

/**
 * Keeps the last result of each action on the canvas, grey once the action has changed, deployed or not. Node-RED itself
 * removes a status when its node is deployed, and keeps it if only wires have changed.
 */
export class Outcomes {
  private flowCheck: FlowCheck | undefined;
  private outcomes: Record<string, Outcome> = {};
  /** The status that Node-RED has for each action. */
  private readonly statuses = new Map<string, Shown>();
  private waiting = false;
  private asking = false;
  private askAgain = false;

  constructor(
    readonly live: Live,
    readonly catalog: Catalog,
  ) {}

  listen(): void {
    this.live.onLook((flowCheck) => {
      this.flowCheck = flowCheck;
      this.later();
    });
    // Node-RED sends each status only once, so subscribe only when the flows are loaded.
    let listening = false;
    const hear = () => {
      if (!listening) RED.comms.subscribe('status/#', (topic, status) => this.hear(topic, status as Shown));
      listening = true;
    };
    if (RED.workspaces.count() > 0) hear();
    else RED.events.on('flows:loaded', hear);
    onNews(() => void this.ask());
    RED.events.on('deploy', () => void this.ask());
    void this.ask();
  }

  private hear(topic: string, status: Shown): void {
    const id = topic.slice('status/'.length);
    this.statuses.set(id, { ...status });
    // This status is newer than the known outcome.
    if (status.text && status.text !== this.outcomes[id]?.text) this.outcomes[id] = null;
    this.later();
  }

  private async ask(): Promise<void> {
    this.askAgain = true;
    if (this.asking) return;
    this.asking = true;
    while (this.askAgain) {
      this.askAgain = false;
      // Users who may not see results see what Node-RED shows everybody.
      const answer = await ask<{ nodes: Record<string, Outcome> }>('outcomes').catch(() => undefined);
      if (answer) this.outcomes = answer.nodes;
    }
    this.asking = false;
    this.later();
  }

  private later(): void {
    if (this.waiting) return;
    this.waiting = true;
    setTimeout(() => {
      this.waiting = false;
      this.show();
    }, settle);
  }

  private show(): void {
    if (!this.flowCheck) return;
    const prints = new Prints(this.flowCheck, this.catalog);
    const actions = new Set<string>();
    for (const { node, inside } of this.flowCheck.canvas.instances) {
      if (inside.length > 0 || this.catalog.actionTypeOf(node) === undefined) continue;
      actions.add(node.id);
      this.put(node, this.wanted(node, prints));
    }
    for (const [id, status] of this.statuses) {
      const node = RED.nodes.node(id) as Node | null;
      const isSpecial = specialNodes.some(({ type }) => type === node?.type);
      // Node-RED has removed the status of a deployed node, and shows the one of a changed node.
      if (node?.status?.text && isSpecial && !actions.has(id)) this.put(node, { ...status, text: textOf(status) });
    }
  }

  private put(node: Node, wanted: Shown): void {
    const shown = node.status ?? {};
    if ((wanted.text ?? '') === (shown.text ?? '') && (wanted.fill ?? '') === (shown.fill ?? '')) return;
    Object.assign(node, { status: wanted, dirty: true, dirtyStatus: true });
    RED.view.redrawStatus(node);
  }

  private wanted(node: Node, prints: Prints): Shown {
    const status = this.statuses.get(node.id) ?? {};
    const outcome = this.outcomes[node.id];
    // If the run node keeps no results, only the canvas shows something.
    const translated = { ...status, text: textOf(status) };
    if (!outcome) return node.changed && isResult(status) ? stale(status) : translated;
    if (status.text && status.text !== outcome.text) return translated;
    if (prints.of(outcome.run, node.id) !== outcome.print) return stale(outcome);
    const { fill, shape } = outcome;
    return { text: textOf(outcome), fill, shape };
  }
}

const isResult = ({ text = '', fill }: Shown) => text !== '' && (/[✓✗]/.test(text) || fill === 'grey');

/** A status has less than 20 characters. */
const longest = 19;

const textOf = ({ text = '' }: Shown) => statusText(text);

function stale(was: Shown): Shown {
  const text = say('results.stale', { text: textOf(was) });
  return { fill: 'grey', shape: 'ring', text: text.length > longest ? `${text.slice(0, longest - 1)}…` : text };
}

/** The fingerprints of the actions as they are now. */
export class Prints {
  private readonly byRun = new Map<string, Map<string, string>>();

  constructor(
    readonly flowCheck: FlowCheck,
    readonly catalog: Catalog,
  ) {}

  /** Undefined if the action no longer exists. */
  of(runId: string, actionId: string): string | undefined {
    let prints = this.byRun.get(runId);
    if (!prints) this.byRun.set(runId, (prints = this.read(runId)));
    return prints.get(actionId);
  }

  private read(runId: string): Map<string, string> {
    const prints = new Map<string, string>();
    const graph = [...this.flowCheck.graphs].find(([run]) => run.id === runId)?.[1];
    if (!graph) return prints;
    const wires = wiresUnder(runId, graph);
    for (const { id, node } of graph.actions) {
      const { label, params } = node.node;
      const actionType = this.catalog.actionTypeOf(node.node) ?? '';
      prints.set(id, fingerprint({ actionType, label, params, wires: wires.get(id)! }));
    }
    return prints;
  }
}
