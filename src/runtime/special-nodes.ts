import { registerAccount } from './account';
import { registerCustomAction } from './action-node';
import { Board } from './board';
import { Ledger } from './ledger';
import type { Runtime } from './node-red';
import { Records } from './records';
import { announcer, serveResults } from './results-api';
import { registerRun } from './run-node';

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  registerAccount(RED);
  const records = new Records(RED, announcer(RED));
  registerRun(RED, new Board(RED), records, new Ledger(RED, records));
  registerCustomAction(RED);
  serveResults(RED, records);
}
