import { bodySchema, operations } from '../../catalog/operations';
import { Refusal } from '../failures';
import type { tenants } from '../tenants';
import { Accounts } from './accounts';
import { defaultLimits, type Limit } from './limits';
import { headerName, Webhooks } from './webhooks';

/** The body of an operation once it has been checked: which of these it has, its schema says. */
interface Params {
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

/** As the service: so many requests in a minute (https://linkedapi.io/docs/admin-limits). */
const mostRequests = 100;
const minute = 60_000;

/** The workspace behind the one `linked-api-token`: what `POST /admin/<operation>` answers. */
export class Workspace {
  readonly #accounts: Accounts;
  readonly #webhooks: Webhooks;
  readonly #asked: number[] = [];

  constructor(
    known: ReturnType<typeof tenants>,
    readonly now: () => Date,
  ) {
    this.#accounts = new Accounts(known, now);
    this.#webhooks = new Webhooks(now);
  }

  /** Whether there is such an operation. */
  plays(operation: string): boolean {
    return Object.hasOwn(this.#does, operation);
  }

  /** Throws a Refusal. */
  async answer(operation: string, body: () => Promise<unknown>): Promise<unknown> {
    this.#count();
    const sent = await body();
    return this.#does[operation]!(checked(operation, sent)) ?? {};
  }

  #count(): void {
    const now = this.now().getTime();
    while (this.#asked.length > 0 && this.#asked[0]! <= now - minute) this.#asked.shift();
    if (this.#asked.length >= mostRequests) {
      const seconds = Math.ceil((this.#asked[0]! + minute - now) / 1000);
      const message = `More than ${mostRequests} requests in a minute.`;
      throw new Refusal('tooManyRequests', message, 429, { 'retry-after': String(seconds) });
    }
    this.#asked.push(now);
  }

  readonly #does: Record<string, (params: Params) => unknown> = {
    'subscription.getStatus': () => ({ status: 'active', eligibleForTrial: false, cancelAtPeriodEnd: false }),
    'subscription.getSeats': () => ({ seats: this.#accounts.seats }),
    'subscription.setSeats': ({ quantity, seatType, billingPeriod }) => {
      const others = this.#accounts.seats.filter((one) => one.seatType !== seatType);
      this.#accounts.seats = [...others, { seatType, quantity, billingPeriod }];
      return { status: 'complete' };
    },

    'accounts.getAll': () => this.#accounts.all(),
    'accounts.createConnectionSession': () => this.#accounts.connect(),
    'accounts.createReconnectionSession': ({ accountId }) => this.#accounts.reconnect(accountId),
    'accounts.getConnectionSession': ({ sessionId }) => this.#accounts.session(sessionId),
    'accounts.cancelConnectionSession': ({ sessionId }) => this.#accounts.cancel(sessionId),
    'accounts.reparseAccountInfo': ({ accountId }) => {
      const { workflowId } = this.#accounts.tenant(accountId).queue.start([]);
      return { workflowId };
    },
    'accounts.regenerateIdentificationToken': ({ accountId }) => this.#accounts.regenerate(accountId),
    'accounts.disconnect': ({ accountId }) => this.#accounts.disconnect(accountId),

    'limits.getDefaults': () => ({ limits: defaultLimits }),
    'limits.get': ({ accountId }) => ({ limits: this.#limits(accountId).all() }),
    'limits.getUsage': ({ accountId }) => ({ usage: this.#limits(accountId).usage() }),
    'limits.set': ({ accountId, limits }) => this.#limits(accountId).set(limits),
    'limits.delete': ({ accountId, limits }) => this.#limits(accountId).remove(limits),
    'limits.resetToDefaults': ({ accountId }) => this.#limits(accountId).reset(),

    'webhook.get': () => ({ webhooks: this.#webhooks.list() }),
    'webhook.set': (params) => this.#webhooks.set(params),
    'webhook.setPayloadMode': ({ id, payloadMode }) =>
      this.#webhooks.change(id, (webhook) => (webhook.payloadMode = payloadMode)),
    'webhook.setEvents': ({ id, events }) => this.#webhooks.setEvents(id, events),
    'webhook.setSigning': ({ id, signingEnabled }) =>
      this.#webhooks.change(id, (webhook) => (webhook.signingEnabled = signingEnabled), signingEnabled),
    'webhook.revealSecret': ({ id }) => this.#webhooks.change(id, () => undefined, true),
    'webhook.rotateSecret': ({ id }) => this.#webhooks.rotate(id),
    'webhook.setHeader': ({ id, name, value }) =>
      this.#webhooks.change(id, ({ headers }) => headers.set(headerName(name), value)),
    'webhook.setHeaders': ({ id, headers }) => this.#webhooks.setHeaders(id, headers),
    'webhook.deleteHeader': ({ id, name }) =>
      this.#webhooks.change(id, ({ headers }) => headers.delete(headerName(name))),
    'webhook.eventTypes': () => ({ eventTypes: this.#webhooks.eventTypes }),
    'webhook.deliveries': () => ({ deliveries: this.#webhooks.deliveries }),
    'webhook.replayDelivery': ({ deliveryId }) => this.#webhooks.replay(deliveryId),
    'webhook.sendTest': () => this.#webhooks.sendTest(),
    'webhook.delete': ({ id }) => this.#webhooks.remove(id),
  };

  #limits(accountId: string) {
    return this.#accounts.tenant(accountId).limits;
  }
}

function checked(operation: string, sent: unknown): Params {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) {
    throw new Refusal('invalidRequestPayload', 'The body has to be an object.');
  }
  const { nothingIsNull = '', params = {} } = operations[operation]!;
  const { [nothingIsNull]: whole, ...rest } = sent as Record<string, unknown>;
  const body = whole === null || whole === undefined ? rest : sent;
  if ('accountId' in params && !('accountId' in body)) {
    throw new Refusal('accountIdRequired', 'accountId is missing.', 401);
  }
  const { success, data, error } = bodySchema(operation)!.safeParse(body);
  if (success) return data as unknown as Params;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new Refusal('invalidRequestPayload', problems.join('\n'));
}
