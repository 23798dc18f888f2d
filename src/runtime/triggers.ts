import { poke } from '../client';
import { conversations } from './conversations-node';
import { inbox } from './inbox-node';
import { network } from './network-node';
import type { Runtime } from './node-red';
import { feedOf, registerTrigger, type Started } from './trigger';

const kinds = [inbox, network, conversations];

export function registerTriggers(RED: Runtime, started: Started): void {
  for (const kind of kinds) registerTrigger(RED, kind, started);
}

/**
 * Has triggers look at once, since a webhook event of this family says that there is news. What it says is not passed on:
 * it may be about any account of the workspace, and need not be signed.
 */
export function pokeTriggers(family: string): void {
  for (const kind of kinds) if (kind.name === family || kind.alsoAfter === family) poke(feedOf(kind));
}
