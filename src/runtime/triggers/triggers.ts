import { pollNow } from '../../client';
import { conversations } from './conversations-node';
import { inbox } from './inbox-node';
import { network } from './network-node';
import { feedOf } from './trigger';
import type { TriggerKind } from './trigger-kind';

export const triggerKinds = { inbox, network, conversations } satisfies Record<string, TriggerKind>;

/**
 * Has triggers look at once, since a webhook event of this family says that there is news. What it says is not passed on:
 * it may be about any account of the workspace, and need not be signed.
 */
export function pokeTriggers(family: string): void {
  for (const kind of Object.values<TriggerKind>(triggerKinds)) {
    if (kind.name === family || kind.alsoAfter === family) pollNow(feedOf(kind));
  }
}
