import { accountType, customActionType, runType, specialNodes, type SpecialType } from '../catalog/facts';
import { pollNow } from '../client';
import { registerAccount } from './account';
import { registerAdmin } from './requests/admin-node';
import { registerCustomAction } from './run/action-node';
import { Board } from './host/node-status';
import { Ledger } from './run/handover';
import { LiveRuns } from './run/live-runs';
import type { Runtime } from './host/node-red';
import { Records } from './run/run-history';
import { announcer, serveResults } from './run/results-api';
import { registerRun } from './run/run-node';
import type { Shared } from './shared';
import { registerTrigger } from './triggers/trigger';
import { pokeTriggers, triggerKinds } from './triggers/triggers';
import { registerUsage } from './requests/usage-node';
import { registerWebhook } from './webhook/webhook-node';
import { registerWorkflow } from './requests/workflow-node';

/** How each of the hand-written nodes is registered. */
const register: Record<SpecialType, (RED: Runtime, shared: Shared) => void> = {
  [accountType]: registerAccount,
  [runType]: registerRun,
  [customActionType]: registerCustomAction,
  'linkedapi-workflow': registerWorkflow,
  'linkedapi-webhook': (RED, { ledger }) => registerWebhook(RED, ledger.flows, pollNow, pokeTriggers),
  'linkedapi-inbox': (RED, { ledger }) => registerTrigger(RED, triggerKinds.inbox, ledger),
  'linkedapi-network': (RED, { ledger }) => registerTrigger(RED, triggerKinds.network, ledger),
  'linkedapi-conversations': (RED, { ledger }) => registerTrigger(RED, triggerKinds.conversations, ledger),
  'linkedapi-usage': registerUsage,
  'linkedapi-admin': registerAdmin,
};

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  const records = new Records(RED, announcer(RED));
  const ledger = new Ledger(RED, records);
  const shared: Shared = { board: new Board(RED), records, ledger, running: new LiveRuns() };
  for (const { type } of specialNodes) register[type](RED, shared);
  serveResults(RED, records);
}
