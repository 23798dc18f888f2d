import { NodeStatus } from './host/node-status';
import { Handover } from './run/handover';
import type { Runtime } from './host/node-red';
import { LiveRuns, RunHistory, SequenceTotals } from '../runs';
import { catalog } from './host/catalog';
import { announcer, serveResults } from './run/results-api';
import { withVersions } from './host/versions';
import { sandboxUrl } from './sandboxes';
import type { RegisterNode } from './run/shared';

/** Registers the hand-written nodes, given the functions that their folders export. */
export function registerSpecialNodes(RED: Runtime, nodes: readonly RegisterNode[]): void {
  const history = new RunHistory(catalog, announcer(RED));
  const handover = new Handover(RED, history);
  const shared = {
    nodeStatus: new NodeStatus(RED),
    history,
    handover,
    liveRuns: new LiveRuns(),
    totals: new SequenceTotals(),
    sandboxUrl,
  };
  const versioned = withVersions(RED);
  for (const register of nodes) register(versioned, shared);
  serveResults(RED, history);
}
