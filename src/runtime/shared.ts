import type { Board } from './board';
import type { Ledger } from './ledger';
import type { LiveRuns } from './live-runs';
import type { Records } from './records';

/** What nodes of one Node-RED have in common. */
export interface Shared {
  board: Board;
  records: Records;
  ledger: Ledger;
  running: LiveRuns;
}
