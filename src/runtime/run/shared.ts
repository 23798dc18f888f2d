import type { SandboxUrl } from '../account/account-clients';
import type { NodeStatus } from '../host/node-status';
import type { Handover } from './handover';
import type { Runtime } from '../host/node-red';
import type { LiveRuns, RunHistory, SequenceTotals } from '../../runs';

/** Shared by all nodes of one Node-RED. */
export interface Shared {
  nodeStatus: NodeStatus;
  history: RunHistory;
  handover: Handover;
  liveRuns: LiveRuns;
  totals: SequenceTotals;
  sandboxUrl: SandboxUrl;
}

/** Registers one hand-written node; its folder exports this as `register`. */
export type RegisterNode = (RED: Runtime, shared: Shared) => void;
