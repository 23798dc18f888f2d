import { join } from 'node:path';
import { setCatalogFolder } from './host/catalog';

/** Used by the files that Node-RED requires and by the folders of hand-written nodes. */
export { accountOf } from './account/account';
export { registerAccount } from './account/account-node';
export { NodeError, type Runtime } from './host/node-red';
export * as status from './host/status';
export { titleOf } from './host/titles';
export { registerAdmin } from './requests/admin-node';
export { registerRequestNode } from './requests/request-node';
export { registerUsage } from './requests/usage-node';
export { registerWorkflow } from './requests/workflow-node';
export { registerActions, registerCustomAction } from './run/action-node';
export { registerRun } from './run/run-node';
export type { RegisterNode, Shared } from './run/shared';
export { registerSpecialNodes } from './special-nodes';
export { conversations } from './triggers/conversations-node';
export { inbox } from './triggers/inbox-node';
export { network } from './triggers/network-node';
export { triggerNode } from './triggers/triggers';
export { registerWebhook } from './webhook/webhook-node';

setCatalogFolder(join(__dirname, '../catalog/facts'));
