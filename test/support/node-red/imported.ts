import type { FlowNode } from './admin-api';
import type { Message } from './collected';
import type { NodeRed } from './node-red';

type Wired = FlowNode & { wires: string[][] };

/** One run as seen by its collectors. */
export interface Ended {
  /** Set when the run failed. */
  error?: { code?: string; message: string };
  /** Of the completion message. */
  summary?: Summary;
  /** What each label's port sent, by label. */
  ports: Record<string, Message[]>;
}

export interface Counts {
  succeeded: number;
  failed: number;
  skipped: number;
}
export interface Summary extends Counts {
  labels: Record<string, Counts>;
}

/** A flow file, imported and deployed unchanged, with a collector next to every receiver of its run nodes. */
export class Imported {
  private readonly endings = new Map<FlowNode, number>();

  private constructor(
    private readonly nodeRed: NodeRed,
    readonly nodes: FlowNode[],
  ) {}

  static async deploy(nodeRed: NodeRed, nodes: FlowNode[]): Promise<Imported> {
    await nodeRed.deploy([...withCollectors(nodes), { id: collectors, type: 'tab', label: 'Collectors' }]);
    return new Imported(nodeRed, nodes);
  }

  get injects(): FlowNode[] {
    return this.nodes.filter(({ type }) => type === 'inject');
  }

  press(inject: FlowNode): Promise<void> {
    return this.nodeRed.inject(inject.id);
  }

  /** Every run that a pressed inject has started, in order. */
  async runs(inject: FlowNode): Promise<Ended[]> {
    const ended: Ended[] = [];
    for (const run of this.behind(inject, isRun)) ended.push(...(await this.ends(run)));
    return ended;
  }

  /** After a pressed inject, the answers of the nodes that ask Linked API without a run: one message each. */
  async answers(inject: FlowNode): Promise<Message[]> {
    const answers: Message[] = [];
    for (const node of this.behind(inject, isAsking)) answers.push(...(await this.nodeRed.next(1, port(node, 0))));
    return answers;
  }

  /** The next end of a run that was started by something else than an inject. */
  ended(run: FlowNode): Promise<Ended> {
    return this.end(run);
  }

  /** The messages of all errors, except that a trigger's data is not synced before the first step of its flow. */
  caught(): string[] {
    const errors = this.nodeRed.messages('caught').map(({ error }) => error as { code?: string; message: string });
    return errors.filter(({ code }) => code !== 'conversationsNotSynced').map(({ message }) => message);
  }

  // A run behind another one starts once per result; when the first of them ends, all results have been sent.
  private async ends(run: FlowNode): Promise<Ended[]> {
    const ended = [await this.end(run)];
    while (this.endings.get(run)! < this.nodeRed.messages(started(run)).length) ended.push(await this.end(run));
    return ended;
  }

  private async end(run: FlowNode): Promise<Ended> {
    const [{ error }] = (await this.nodeRed.next(1, end(run))) as [Message & Pick<Ended, 'error'>];
    this.endings.set(run, (this.endings.get(run) ?? 0) + 1);
    if (error) return { error, ports: {} };
    const [{ linkedapi }] = (await this.nodeRed.next(1, port(run, 1))) as [Message & { linkedapi: Completed }];
    const { summary } = linkedapi;
    const labels = run['labels'] as string[];
    const ports: Ended['ports'] = {};
    for (const [index, label] of labels.entries()) {
      const { succeeded, failed } = summary.labels[label] ?? { succeeded: 0, failed: 0 };
      ports[label] = await this.nodeRed.next(succeeded + failed, port(run, index + 2));
    }
    return { summary, ports };
  }

  private behind(node: FlowNode, wanted: (node: FlowNode) => boolean, seen = new Set<string>()): FlowNode[] {
    const wires = (node as Wired).wires;
    // The nodes wired to the first port of a run are its workflow.
    const receivers = (isRun(node) ? wires.slice(1) : wires).flat();
    return receivers.flatMap((id) => {
      const next = this.nodes.find((one) => one.id === id);
      if (!next || seen.has(id)) return [];
      seen.add(id);
      return [...(wanted(next) ? [next] : []), ...this.behind(next, wanted, seen)];
    });
  }
}

const isRun = ({ type }: FlowNode) => type === 'linkedapi-run';
const isAsking = ({ type }: FlowNode) => ['linkedapi-usage', 'linkedapi-admin'].includes(type);

interface Completed {
  summary: Summary;
}

const collectors = 'collectors';
const started = (run: FlowNode) => `${run.id} started`;
const end = (run: FlowNode) => `${run.id} ended`;
const port = (run: FlowNode, index: number) => `${run.id} port ${index}`;

function withCollectors(nodes: FlowNode[]): FlowNode[] {
  const runs = nodes.filter(isRun);
  const tabs = nodes.filter(({ type }) => type === 'tab').map(({ id }) => id);
  const added: FlowNode[] = [];
  const add = (node: FlowNode) => {
    added.push({ x: 0, y: 0, z: collectors, wires: [], ...node });
    return node.id;
  };
  const collect = (id: string) =>
    added.some((one) => one.id === id) ? id : add({ id, type: 'test-collect', name: id });

  const listened = nodes.map((node) => {
    if (!Array.isArray(node['wires'])) return node;
    const wires = (node as Wired).wires.map((targets, index) => [
      ...targets,
      ...runs.filter(({ id }) => targets.includes(id)).map((run) => collect(started(run))),
      ...(isAsking(node) || (isRun(node) && index > 0) ? [collect(port(node, index))] : []),
    ]);
    return { ...node, wires };
  });
  for (const run of runs) {
    const wires = [[collect(end(run))]];
    add({ id: `${run.id} complete`, type: 'complete', z: run['z'], scope: [run.id], wires });
    add({ id: `${run.id} catch`, type: 'catch', z: run['z'], scope: [run.id], wires });
  }
  for (const z of tabs) add({ id: `${z} catch`, type: 'catch', z, scope: null, wires: [[collect('caught')]] });
  return [...listened, ...added];
}
