import { accountType, customActionType, runType, specialNodes, type SpecialType } from '../catalog/special-nodes';
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
import { registerRun, type Shared } from './run-node';
import { registerTrigger } from './trigger';
import { pokeTriggers, triggerKinds } from './triggers';
import { registerUsage } from './usage-node';
import { registerWebhook } from './webhook-node';
import { registerWorkflow } from './workflow-node';

/** How each of the hand-written nodes is registered. */
const register: Record<SpecialType, (RED: Runtime, shared: Shared) => void> = {
  [accountType]: registerAccount,
  [runType]: registerRun,
  [customActionType]: registerCustomAction,
  'linkedapi-workflow': (RED, { board, running }) => registerWorkflow(RED, board, running),
  'linkedapi-webhook': (RED) => registerWebhook(RED, poke, pokeTriggers),
  'linkedapi-inbox': (RED, { ledger }) => registerTrigger(RED, triggerKinds.inbox, () => ledger.flows.started()),
  'linkedapi-network': (RED, { ledger }) => registerTrigger(RED, triggerKinds.network, () => ledger.flows.started()),
  'linkedapi-conversations': (RED, { ledger }) =>
    registerTrigger(RED, triggerKinds.conversations, () => ledger.flows.started()),
  'linkedapi-usage': (RED, { board }) => registerUsage(RED, board),
  'linkedapi-admin': (RED, { board }) => registerAdmin(RED, board),
};

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  const records = new Records(RED, announcer(RED));
  const ledger = new Ledger(RED, records);
  const shared: Shared = { board: new Board(RED), records, ledger, running: new LiveRuns() };
  for (const { type } of specialNodes) register[type](RED, shared);
  serveResults(RED, records);
}
