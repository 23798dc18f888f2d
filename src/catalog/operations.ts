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
  /** What its result holds, in JSON's words; nothing where it is empty. */
  gives?: string;
  /** It changes nothing, so that it may be asked again when no answer came. */
  reads?: true;
  /** Why it is only sent when the message says so: it spends money, or what it takes away cannot be brought back. */
  confirm?: 'spends' | 'final';
  /** The parameter that is sent as null when it is left empty: that is how all is meant, or nothing. */
  nothingIsNull?: string;
  confidence?: Confidence;
}

const accountId = text({
  label: 'Account id',
  help: 'As accounts.getAll tells it.',
  placeholder: 'acc-…',
  required: true,
  min: 1,
});
const sessionId = text({
  label: 'Session id',
  help: 'As it was told when the session was made.',
  required: true,
  min: 1,
});
const id = text({
  label: 'Webhook id',
  help: 'As webhook.get tells it.',
  placeholder: 'whs-…',
  required: true,
  min: 1,
});
const payloadMode = choice(['fat', 'thin'], {
  label: 'Payload',
  help: 'Fat events of completed workflows bring the result with them, thin ones do not.',
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
  help: 'Types of events such as workflow.completed, or whole families such as workflow.*. All, if empty.',
  placeholder: 'workflow.*',
});
const headerName = {
  label: 'Header',
  help: 'Its name; capitals do not matter.',
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
    summary: 'Tells how the subscription stands.',
    gives: '{ status, eligibleForTrial, cancelAtPeriodEnd }',
    reads: true,
  },
  'subscription.getSeats': {
    summary: 'Tells how many seats are paid for.',
    gives: '{ seats: [{ seatType, quantity, billingPeriod }] }',
    reads: true,
  },
  'subscription.setSeats': {
    summary: 'Buys seats, or gives them back.',
    params: {
      quantity: integer({ label: 'Seats', help: 'How many there are to be.', min: 1, max: 1000, required: true }),
      seatType: choice(['core', 'plus'], {
        label: 'Kind of seat',
        help: 'Sales Navigator needs plus.',
        required: true,
      }),
      billingPeriod: choice(['month', 'year'], { label: 'Billing', help: 'How often is paid.', required: true }),
    },
    gives: '{ status, paymentLink? }',
    confirm: 'spends',
  },

  'accounts.getAll': {
    summary: 'Lists the connected LinkedIn accounts, and the connections that are under way.',
    gives:
      '{ accounts: [{ id, name, url, status, identificationToken, … }], pendingConnectionSessions: [{ sessionId, status }] }',
    reads: true,
  },
  'accounts.createConnectionSession': {
    summary: 'Begins to connect a LinkedIn account: whoever opens the link signs in there.',
    gives: '{ sessionId, connectionLink }',
  },
  'accounts.createReconnectionSession': {
    summary: 'Begins to connect an account anew that LinkedIn has signed out.',
    params: { accountId },
    gives: '{ reconnectionSessionId, reconnectionLink }',
  },
  'accounts.getConnectionSession': {
    summary: 'Tells how far a connection is. Every 3 seconds is often enough.',
    params: { sessionId },
    gives: '{ session: { sessionId, status, type } }',
    reads: true,
  },
  'accounts.cancelConnectionSession': {
    summary: 'Breaks off a connection that is under way.',
    params: { sessionId },
  },
  'accounts.reparseAccountInfo': {
    summary: 'Has name, headline and picture of an account read anew.',
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
    summary: 'Takes an account out of the workspace.',
    params: { accountId },
    confirm: 'final',
  },

  'limits.getDefaults': {
    summary: 'Lists the limits that hold where an account has none of its own.',
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
    summary: 'Tells how much of its limits an account has used up.',
    params: { accountId },
    gives: '{ usage: [{ category, period, maxValue, currentUsage, isEnabled }] }',
    reads: true,
  },
  'limits.set': {
    summary: 'Sets limits of an account. Those not named stay as they are.',
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
          help: 'How much of what, and in which time.',
          required: true,
        },
      ),
    },
  },
  'limits.delete': {
    summary: 'Takes limits of an account away, so that the defaults hold again.',
    params: {
      accountId,
      limits: rows(limit, {
        label: 'Limits',
        help: 'Of what, and in which time.',
        required: true,
      }),
    },
  },
  'limits.resetToDefaults': {
    summary: 'Takes all limits of an account away, so that the defaults hold again.',
    params: { accountId },
    confirm: 'final',
  },

  'webhook.get': {
    summary: 'Tells where events are sent.',
    gives: '{ webhooks: [{ id, url, payloadMode, … }] }',
    reads: true,
  },
  'webhook.set': {
    summary: 'Has the events of all accounts sent to an address.',
    params: {
      url: text({
        label: 'URL',
        help: 'It begins with https, and the internet reaches it.',
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
    summary: 'Says whether events of completed workflows bring the result with them.',
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
    summary: 'Says which events are sent.',
    params: { id, events },
    gives: '{ webhook }',
    nothingIsNull: 'events',
    confidence: 'client',
  },
  'webhook.setSigning': {
    summary: 'Has events signed, or not. When it is switched on the secret is told.',
    params: { id, signingEnabled: flag({ label: 'Signing', help: 'Whether events are signed.', required: true }) },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.revealSecret': {
    summary: 'Tells the secret that events are signed with.',
    params: { id },
    gives: '{ webhook }',
    reads: true,
    confidence: 'client',
  },
  'webhook.rotateSecret': {
    summary: 'Makes a new secret. Events signed from then on do not pass with the old one.',
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
      value: text({ label: 'Value', help: 'It is never shown again.', required: true, min: 1 }),
    },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.setHeaders': {
    summary: 'Sets all headers that are sent with events. Those there were are gone, and all of them if none is given.',
    params: { id, headers },
    gives: '{ webhook }',
    confirm: 'final',
    nothingIsNull: 'headers',
    confidence: 'client',
  },
  'webhook.deleteHeader': {
    summary: 'Takes one header away.',
    params: { id, name: text(headerName) },
    gives: '{ webhook }',
    confidence: 'client',
  },
  'webhook.eventTypes': {
    summary: 'Lists the types of events there are.',
    gives: '{ eventTypes: [] }',
    reads: true,
    confidence: 'client',
  },
  'webhook.deliveries': {
    summary: 'Lists what was sent, the newest first, and how it went.',
    gives: '{ deliveries: [{ id, eventType, status, attempts, … }] }',
    reads: true,
  },
  'webhook.replayDelivery': {
    summary: 'Sends an event once more, under the same id.',
    params: {
      deliveryId: text({
        label: 'Delivery id',
        help: 'As webhook.deliveries tells it.',
        placeholder: 'whd-…',
        required: true,
        min: 1,
      }),
    },
  },
  'webhook.sendTest': { summary: 'Sends a test event.' },
  'webhook.delete': {
    summary: 'Ends a webhook. Events that were not delivered yet are dropped.',
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

/** The body of an operation as the service takes it; undefined for what it does not know. */
export function bodySchema(name: string): z.ZodObject | undefined {
  const found = Object.hasOwn(operations, name) ? operations[name] : undefined;
  return found && z.strictObject(found.params ?? {});
}
