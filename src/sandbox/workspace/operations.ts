import type { Accounts } from './accounts';
import { defaultLimits, type Limit } from '../account/limits';
import { headerName, type Webhooks } from './webhooks';

/** The checked body of an operation; its schema says which of these it has. */
export interface Params {
  accountId: string;
  sessionId: string;
  id: string;
  deliveryId: string;
  limits: Limit[];
  name: string;
  value: string;
  url: string;
  quantity: number;
  seatType: string;
  billingPeriod: string;
  payloadMode: 'fat' | 'thin';
  signingEnabled: boolean;
  headers?: Record<string, string>;
  events?: string[];
}

/** What every operation of the admin interface does in the sandbox (https://linkedapi.io/docs/admin-overview). */
export const operationHandlers: Record<
  string,
  (workspace: { accounts: Accounts; webhooks: Webhooks }, params: Params) => unknown
> = {
  'subscription.getStatus': () => ({ status: 'active', eligibleForTrial: false, cancelAtPeriodEnd: false }),
  'subscription.getSeats': ({ accounts }) => ({ seats: accounts.seats }),
  'subscription.setSeats': ({ accounts }, { quantity, seatType, billingPeriod }) => {
    const others = accounts.seats.filter((one) => one.seatType !== seatType);
    accounts.seats = [...others, { seatType, quantity, billingPeriod }];
    return { status: 'complete' };
  },

  'accounts.getAll': ({ accounts }) => accounts.all(),
  'accounts.createConnectionSession': ({ accounts }) => accounts.connect(),
  'accounts.createReconnectionSession': ({ accounts }, { accountId }) => accounts.reconnect(accountId),
  'accounts.getConnectionSession': ({ accounts }, { sessionId }) => accounts.session(sessionId),
  'accounts.cancelConnectionSession': ({ accounts }, { sessionId }) => accounts.cancel(sessionId),
  'accounts.reparseAccountInfo': ({ accounts }, { accountId }) => {
    const { workflowId } = accounts.tenant(accountId).queue.start([]);
    return { workflowId };
  },
  'accounts.regenerateIdentificationToken': ({ accounts }, { accountId }) => accounts.regenerate(accountId),
  'accounts.disconnect': ({ accounts }, { accountId }) => accounts.disconnect(accountId),

  'limits.getDefaults': () => ({ limits: defaultLimits }),
  'limits.get': ({ accounts }, { accountId }) => ({ limits: accounts.tenant(accountId).limits.all() }),
  'limits.getUsage': ({ accounts }, { accountId }) => ({ usage: accounts.tenant(accountId).limits.usage() }),
  'limits.set': ({ accounts }, { accountId, limits }) => accounts.tenant(accountId).limits.set(limits),
  'limits.delete': ({ accounts }, { accountId, limits }) => accounts.tenant(accountId).limits.remove(limits),
  'limits.resetToDefaults': ({ accounts }, { accountId }) => accounts.tenant(accountId).limits.reset(),

  'webhook.get': ({ webhooks }) => ({ webhooks: webhooks.list() }),
  'webhook.set': ({ webhooks }, params) => webhooks.set(params),
  'webhook.setPayloadMode': ({ webhooks }, { id, payloadMode }) =>
    webhooks.change(id, (webhook) => (webhook.payloadMode = payloadMode)),
  'webhook.setEvents': ({ webhooks }, { id, events }) => webhooks.setEvents(id, events),
  'webhook.setSigning': ({ webhooks }, { id, signingEnabled }) =>
    webhooks.change(id, (webhook) => (webhook.signingEnabled = signingEnabled), signingEnabled),
  'webhook.revealSecret': ({ webhooks }, { id }) => webhooks.change(id, () => undefined, true),
  'webhook.rotateSecret': ({ webhooks }, { id }) => webhooks.rotate(id),
  'webhook.setHeader': ({ webhooks }, { id, name, value }) =>
    webhooks.change(id, ({ headers }) => headers.set(headerName(name), value)),
  'webhook.setHeaders': ({ webhooks }, { id, headers }) => webhooks.setHeaders(id, headers),
  'webhook.deleteHeader': ({ webhooks }, { id, name }) =>
    webhooks.change(id, ({ headers }) => headers.delete(headerName(name))),
  'webhook.eventTypes': ({ webhooks }) => ({ eventTypes: webhooks.eventTypes }),
  'webhook.deliveries': ({ webhooks }) => ({ deliveries: webhooks.deliveries }),
  'webhook.replayDelivery': ({ webhooks }, { deliveryId }) => webhooks.replay(deliveryId),
  'webhook.sendTest': ({ webhooks }) => webhooks.sendTest(),
  'webhook.delete': ({ webhooks }, { id }) => webhooks.remove(id),
};
