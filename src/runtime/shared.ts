import type { Board } from './host/node-status';
import type { Ledger } from './run/handover';
import type { LiveRuns } from './run/live-runs';
import type { Records } from './run/run-history';

/** What nodes of one Node-RED have in common. */
export interface Shared {
  board: Board;
  records: Records;
  ledger: Ledger;
  running: LiveRuns;
}
