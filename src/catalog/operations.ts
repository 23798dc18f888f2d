import { z } from 'zod';
import type { Confidence } from './confidence';
import type { OperationFacts } from './facts/operation-facts';
import { choice, fieldFacts, flag, integer, record, rows, text, texts } from './fields';
import { limitCategories, limitPeriods } from './facts/limits';
import type { Params } from './define';

/** An operation of the admin interface: `POST /admin/<name>`, with the workspace's token alone. */
interface Operation {
  /** What it does: one or two sentences. */
  summary: string;
  params?: Params;
  /** The result, in a JSON-like notation; absent if it is empty. */
  gives?: string;
  /** It changes nothing, so it can be sent again if no answer came. */
  reads?: true;
  /** Why the message has to confirm it: it costs money, or it cannot be undone. */
  confirm?: 'spends' | 'final';
  /** The parameter that is sent as null when it is left empty, which means all or none. */
  nothingIsNull?: string;
  confidence?: Confidence;
}

const accountId = text({
  label: 'Account id',
  help: 'From accounts.getAll.',
  placeholder: 'acc-…',
  required: true,
  min: 1,
});
const sessionId = text({
  label: 'Session id',
  help: 'From the answer that created the session.',
  required: true,
  min: 1,
});
const id = text({
  label: 'Webhook id',
  help: 'From webhook.get.',
  placeholder: 'whs-…',
  required: true,
  min: 1,
});
const payloadMode = choice(['fat', 'thin'], {
  label: 'Payload',
  help: 'Fat events of completed workflows include the result, thin ones do not.',
});
const signingEnabled = flag({
  label: 'Signing',
  help: 'Whether events are signed, so that their origin can be checked.',
});
const headers = record({
  label: 'Headers',
  help: 'Sent with every event, such as { "authorization": "Bearer …" }.',
  placeholder: '{ "x-team": "sales" }',
});
const events = texts({
  label: 'Events',
  help: 'Types of events such as workflow.completed, or families such as workflow.*. Empty means all.',
  placeholder: 'workflow.*',
});
const headerName = {
  label: 'Header',
  help: 'The name of the header, in capitals or not.',
  placeholder: 'X-TEAM',
  required: true,
  min: 1,
} as const;
const limit = {
  category: choice(limitCategories, { label: 'Category', help: 'What is limited.', required: true }),
  period: choice(limitPeriods, { label: 'Period', help: 'How long the limit lasts.', required: true }),
};

/**
 * Every operation, in the order of the panel's list. Sources: https://linkedapi.io/docs/admin-overview and its sibling pages, and, where
 * the confidence says so, the vendor's clients.
 */
export const operations: Record<string, Operation> = {
  'subscription.getStatus': {
    summary: 'Shows the status of the subscription.',
    gives: '{ status, eligibleForTrial, cancelAtPeriodEnd }',
    reads: true,
  },
  'subscription.getSeats': {
    summary: 'Shows how many seats are paid for.',
    gives: '{ seats: [{ seatType, quantity, billingPeriod }] }',
    reads: true,
  },
  'subscription.setSeats': {
    summary: 'Buys seats or returns them.',
    params: {
      quantity: integer({ label: 'Seats', help: 'The total you want to have.', min: 1, max: 1000, required: true }),
      seatType: choice(['core', 'plus'], {
        label: 'Kind of seat',
        help: 'Sales Navigator needs plus.',
        required: true,
      }),
      billingPeriod: choice(['month', 'year'], { label: 'Billing', help: 'Billed monthly or yearly.', required: true }),
    },
    gives: '{ status, paymentLink? }',
    confirm: 'spends',
  },

  'accounts.getAll': {
    summary: 'Lists the connected LinkedIn accounts and pending connections.',
    gives:
      '{ accounts: [{ id, name, url, status, identificationToken, … }], pendingConnectionSessions: [{ sessionId, status }] }',
    reads: true,
  },
  'accounts.createConnectionSession': {
    summary: 'Starts connecting a LinkedIn account. Whoever opens the link signs in there.',
    gives: '{ sessionId, connectionLink }',
  },
  'accounts.createReconnectionSession': {
    summary: 'Starts reconnecting an account that LinkedIn has signed out.',
    params: { accountId },
    gives: '{ reconnectionSessionId, reconnectionLink }',
  },
  'accounts.getConnectionSession': {
    summary: 'Shows how far a connection has got. Asking every 3 seconds is enough.',
    params: { sessionId },
    gives: '{ session: { sessionId, status, type } }',
    reads: true,
  },
  'accounts.cancelConnectionSession': {
    summary: 'Cancels a pending connection.',
    params: { sessionId },
  },
  'accounts.reparseAccountInfo': {
    summary: 'Reads the name, headline and picture of an account again.',
    params: { accountId },
    gives: '{ workflowId }',
  },
  'accounts.regenerateIdentificationToken': {
    summary: 'Gives an account a new identification token. The old one stops working at once.',
    params: { accountId },
    gives: '{ token }',
    confirm: 'final',
  },
  'accounts.disconnect': {
    summary: 'Removes an account from the workspace.',
    params: { accountId },
    confirm: 'final',
  },

  'limits.getDefaults': {
    summary: 'Lists the default limits, for accounts without limits of their own.',
    gives: '{ limits: [{ category, period, maxValue, isEnabled }] }',
    reads: true,
  },
  'limits.get': {
    summary: 'Lists the limits of an account.',
    params: { accountId },
    gives: '{ limits: [{ category, period, maxValue, isEnabled }] }',
    reads: true,
  },
  'limits.getUsage': {
    summary: 'Shows how much of its limits an account has used.',
    params: { accountId },
    gives: '{ usage: [{ category, period, maxValue, currentUsage, isEnabled }] }',
    reads: true,
  },
  'limits.set': {
    summary: 'Sets limits of an account. The others stay as they are.',
    params: {
      accountId,
      limits: rows(
        {
          ...limit,
          maxValue: integer({ label: 'Most', help: 'How many.', min: 0, max: 1_000_000, required: true }),
          isEnabled: flag({ label: 'Enabled', help: 'Whether it holds.', usual: true }),
        },
        {
          label: 'Limits',
          help: 'How many of what, per period.',
          required: true,
        },
      ),
    },
  },
  'limits.delete': {
    summary: 'Removes limits of an account. The defaults apply again.',
    params: {
      accountId,
      limits: rows(limit, {
        label: 'Limits',
        help: 'What is limited, per period.',
        required: true,
      }),
    },
  },
  'limits.resetToDefaults': {
    summary: 'Removes all limits of an account. The defaults apply again.',
    params: { accountId },
    confirm: 'final',
  },

  'webhook.get': {
    summary: 'Shows where events are sent.',
    gives: '{ webhooks: [{ id, url, payloadMode, … }] }',
    reads: true,
  },
  'webhook.set': {
    summary: 'Sends the events of all accounts to an address.',
    params: {
      url: text({
        label: 'URL',
        help: 'Starts with https and can be reached from the internet.',
        placeholder: 'https://flows.example.com/linkedapi',
        required: true,
        min: 1,
      }),
      payloadMode,
      signingEnabled,
      headers,
      events,
    },
    gives: '{ webhook }',
  },
  'webhook.setPayloadMode': {
    summary: 'Sets whether events of completed workflows include the result.',
    params: {
      id,
      payloadMode: choice(['fat', 'thin'], {
        label: 'Payload',
        help: 'Fat with the result, thin without.',
        required: true,
      }),
    },
    gives: '{ webhook }',
  },
  'webhook.setEvents': {
    summary: 'Sets which events are sent.',
    params: { id, events },
    gives: '{ webhook }',
    nothingIsNull: 'events',
    confidence: 'client',
  },
  'webhook.setSigning': {
    summary: 'Turns the signing of events on or off. Turning it on returns the secret.',
    params: { id, signingEnabled: flag({ label: 'Signing', help: 'Whether events are signed.', required: true }) },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.revealSecret': {
    summary: 'Shows the secret that events are signed with.',
    params: { id },
    gives: '{ webhook }',
    reads: true,
    confidence: 'client',
  },
  'webhook.rotateSecret': {
    summary: 'Creates a new secret. Events signed from then on fail verification with the old one.',
    params: { id },
    gives: '{ webhook }',
    confirm: 'final',
    confidence: 'client',
  },
  'webhook.setHeader': {
    summary: 'Sets one header that is sent with every event.',
    params: {
      id,
      name: text(headerName),
      value: text({ label: 'Value', help: 'Never shown again.', required: true, min: 1 }),
    },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.setHeaders': {
    summary: 'Replaces all headers that are sent with events. Without any, all are removed.',
    params: { id, headers },
    gives: '{ webhook }',
    confirm: 'final',
    nothingIsNull: 'headers',
    confidence: 'client',
  },
  'webhook.deleteHeader': {
    summary: 'Removes one header.',
    params: { id, name: text(headerName) },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.eventTypes': {
    summary: 'Lists all types of events.',
    gives: '{ eventTypes: [] }',
    reads: true,
    confidence: 'client',
  },
  'webhook.deliveries': {
    summary: 'Lists what was sent and whether it arrived, newest first.',
    gives: '{ deliveries: [{ id, eventType, status, attempts, … }] }',
    reads: true,
  },
  'webhook.replayDelivery': {
    summary: 'Sends an event again, under the same id.',
    params: {
      deliveryId: text({
        label: 'Delivery id',
        help: 'From webhook.deliveries.',
        placeholder: 'whd-…',
        required: true,
        min: 1,
      }),
    },
  },
  'webhook.sendTest': { summary: 'Sends a test event.' },
  'webhook.delete': {
    summary: 'Deletes a webhook. Events not yet delivered are dropped.',
    params: { id },
    confirm: 'final',
  },
};

export function operationFacts(): OperationFacts[] {
  return Object.entries(operations).map(([name, { summary, params = {}, reads, confirm, nothingIsNull }]) => ({
    name,
    summary,
    params: fieldFacts(params),
    ...(reads ? { reads } : {}),
    ...(confirm ? { confirm } : {}),
    ...(nothingIsNull ? { nothingIsNull } : {}),
  }));
}

/** The schema of an operation's body; undefined for an unknown operation. */
export function bodySchema(name: string): z.ZodObject | undefined {
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return found && z.strictObject(found.params ?? {});
}
