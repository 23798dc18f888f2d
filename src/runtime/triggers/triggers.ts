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
 * Makes triggers poll at once, because a webhook event of this family has arrived. The event's data is not passed on: it may be
 * about any account of the workspace, and need not be signed.
 */
export function pokeTriggers(family: string): void {
  for (const kind of kinds) {
    if (kind.name === family || kind.alsoAfter === family) pollNow(feedOf(kind));
  }
}
