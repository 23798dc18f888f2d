import { pollNow } from '../../client';
import type { RegisterNode } from '../run/shared';
import { feedOf, registerTrigger } from './trigger';
import type { TriggerKind } from './trigger-kind';

const kinds = new Set<TriggerKind>();

/** Registers the trigger node of a kind. */
export const triggerNode =
  (kind: TriggerKind): RegisterNode =>
  (RED, { handover }) => {
    kinds.add(kind);
    registerTrigger(RED, kind, handover);
  };

/**
 * Has triggers look at once, since a webhook event of this family says that there is news. What it says is not passed on:
 * it may be about any account of the workspace, and need not be signed.
 */
export function pokeTriggers(family: string): void {
  for (const kind of kinds) {
    if (kind.name === family || kind.alsoAfter === family) pollNow(feedOf(kind));
  }
}
