import { poke } from '../client';
import { registerAccount } from './account';
import { registerCustomAction } from './action-node';
import { Board } from './board';
import { LiveRuns } from './live-runs';
import type { Runtime } from './node-red';
import { Records } from './records';
import { announcer, serveResults } from './results-api';
import { registerRun } from './run-node';
import { pokeTriggers, registerTriggers } from './triggers';
import { registerWebhook } from './webhook-node';
import { registerWorkflow } from './workflow-node';

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  registerAccount(RED);
  const records = new Records(RED, announcer(RED));
  const board = new Board(RED);
  const running = new LiveRuns();
  registerRun(RED, board, records, running);
  registerCustomAction(RED);
  registerWorkflow(RED, board, running);
  registerWebhook(RED, poke, pokeTriggers);
  registerTriggers(RED, flowsStarted(RED));
  serveResults(RED, records);
}

/** TEMPORARY until the journal's. */
function flowsStarted(RED: Runtime): () => Promise<void> {
  let running = false;
  const waiting = new Set<() => void>();
  RED.events.on('flows:started', () => {
    running = true;
    for (const wake of waiting) wake();
    waiting.clear();
  });
  RED.events.on('flows:stopping', () => (running = false));
  return async () => {
    while (!running) await new Promise<void>((resolve) => waiting.add(resolve));
  };
}
