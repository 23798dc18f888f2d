import { poke } from '../client';
import { registerAccount } from './account';
import { registerAdmin } from './admin-node';
import { registerCustomAction } from './action-node';
import { Board } from './board';
import { Ledger } from './ledger';
import { LiveRuns } from './live-runs';
import type { Runtime } from './node-red';
import { Records } from './records';
import { announcer, serveResults } from './results-api';
import { registerRun } from './run-node';
import { pokeTriggers, registerTriggers } from './triggers';
import { registerUsage } from './usage-node';
import { registerWebhook } from './webhook-node';
import { registerWorkflow } from './workflow-node';

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  registerAccount(RED);
  const records = new Records(RED, announcer(RED));
  const board = new Board(RED);
  const running = new LiveRuns();
  const ledger = new Ledger(RED, records);
  registerRun(RED, { board, records, running, ledger });
  registerCustomAction(RED);
  registerWorkflow(RED, board, running);
  registerWebhook(RED, poke, pokeTriggers);
  registerTriggers(RED, () => ledger.flows.started());
  registerUsage(RED, board);
  registerAdmin(RED, board);
  serveResults(RED, records);
}
