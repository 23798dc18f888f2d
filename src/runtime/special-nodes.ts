import { registerAccount } from './account';
import { registerCustomAction } from './action-node';
import type { Runtime } from './node-red';
import { registerRun } from './run-node';

/** Registers the nodes that are no action of the catalogue. */
export function registerSpecialNodes(RED: Runtime): void {
  registerAccount(RED);
  registerRun(RED);
  registerCustomAction(RED);
}
