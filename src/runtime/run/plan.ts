import {
  type ActionNode,
  check,
  compile,
  type Finding,
  type Graph,
  idlePorts,
  readGraph,
  type WorkflowDocument,
} from '../../workflow';
import { catalog } from '../host/catalog';
import { fillGraph } from '../host/fill';
import { NodeError, type Message, type Runtime, type RuntimeNode } from '../host/node-red';
import type { RunSettings } from './run-settings';
import { titleOf } from '../host/titles';
import { runtimeWiring } from '../host/wiring';

/** The nodes that take part in a run. */
export type PlannedGraph = Pick<Graph<RuntimeNode>, 'roots' | 'actions'>;

/** Makes the document of one run node. */
export class Planner {
  private readonly hinted = new Set<string>();

  constructor(
    private readonly RED: Runtime,
    private readonly node: RuntimeNode,
    private readonly settings: RunSettings,
  ) {}

  /** Reads the graph, fills it in and checks it. Throws one error with all findings that prevent sending it. */
  async plan(message: Message): Promise<{ roots: ActionNode[]; graph: PlannedGraph; document: WorkflowDocument }> {
    const graph = readGraph(this.node, runtimeWiring(this.RED), catalog());
    this.report(graph.findings, 'stop');
    const { roots, findings: unread } = await fillGraph(this.RED, graph, message);
    const checked = check(roots, catalog(), unread);
    const idle = idlePorts({ id: this.node.id, title: titleOf(this.node) }, this.settings.labels, roots, catalog());
    this.report(
      [...unread, ...checked, ...idle],
      unread.some(({ severity }) => severity === 'error') ? 'stop' : this.settings.onFinding,
    );
    return { roots, graph, document: compile(roots, catalog()) };
  }

  /** For a workflow that has been sent before: those of its nodes that are wired now. */
  recall(roots: readonly ActionNode[]): PlannedGraph {
    const known = new Set<string>();
    const collect = (nodes: readonly ActionNode[]) => {
      for (const { id, then } of nodes) {
        if (known.has(id)) continue;
        known.add(id);
        collect(then);
      }
    };
    collect(roots);
    const graph = readGraph(this.node, runtimeWiring(this.RED), catalog());
    return { roots: graph.roots, actions: graph.actions.filter(({ id }) => known.has(id)) };
  }

  private report(findings: readonly Finding[], onFinding: RunSettings['onFinding']): void {
    const errors = findings.filter(({ severity }) => severity === 'error');
    if (errors.length > 0 && onFinding === 'stop') throw invalid(errors);
    for (const { message } of findings) {
      // Once per deploy, so that a flow that runs every minute does not repeat it.
      if (!this.hinted.has(message)) this.node.warn(message);
      this.hinted.add(message);
    }
  }
}

function invalid(errors: readonly Finding[]): NodeError {
  const [first, ...others] = errors;
  const text =
    first && others.length === 0
      ? first.message
      : `${errors.length} things are wrong with the workflow.\n${errors.map(({ message }, index) => `${index + 1}. ${message}`).join('\n')}`;
  return new NodeError('invalidWorkflow', `${text}\nNothing was sent.`, { findings: errors });
}
