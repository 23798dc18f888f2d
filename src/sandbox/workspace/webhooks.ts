import { createHash } from 'node:crypto';
import { Refusal } from '../failures';
import { codeOf } from '../random';
import { isLoopback } from '../requests';

interface Webhook {
  id: string;
  url: string;
  payloadMode: 'fat' | 'thin';
  isActive: true;
  createdAt: string;
  signingEnabled: boolean;
  headers: Map<string, string>;
  events: string[] | null;
  secret: string;
}

interface Delivery {
  id: string;
  eventType: string;
  eventId: string;
  status: 'failed';
  attempts: number;
  responseStatusCode: null;
  lastError: string;
  createdAt: string;
  updatedAt: string;
}

interface Settings {
  url: string;
  payloadMode?: 'fat' | 'thin' | undefined;
  signingEnabled?: boolean | undefined;
  headers?: Record<string, string> | undefined;
  events?: string[] | undefined;
}

const families = {
  workflow: ['created', 'started', 'completed'],
  account: ['active', 'reconnectionRequired', 'frozen', 'deleted'],
  inbox: ['messageReceived', 'messageSent'],
  network: ['connectionAccepted', 'connectionAdded', 'connectionRequestReceived'],
};
const eventTypes = Object.entries(families).flatMap(([family, names]) => names.map((name) => `${family}.${name}`));
const selectors = [...eventTypes, ...Object.keys(families).map((family) => `${family}.*`)];

/** The one webhook of the workspace (https://linkedapi.io/docs/webhooks). It is stored and listed; the sandbox never sends events. */
export class Webhooks {
  readonly eventTypes = eventTypes;
  readonly deliveries: Delivery[] = [];
  private webhook: Webhook | undefined;
  private made = 0;

  constructor(readonly now: () => Date) {}

  list(): object[] {
    return this.webhook ? [shown(this.webhook)] : [];
  }

  set({ url, payloadMode = 'fat', signingEnabled = false, headers = {}, events }: Settings): object {
    if (!isPublic(url)) {
      throw new Refusal('invalidRequestPayload', 'url has to begin with https and to lead to a public address.');
    }
    const id = `whs-${this.code('webhook')}`;
    const createdAt = this.now().toISOString();
    this.webhook = {
      ...{ id, url, payloadMode, isActive: true, createdAt, signingEnabled },
      ...{ headers: headersOf(headers), events: known(events), secret: this.newSecret() },
    };
    return { webhook: this.answer(this.webhook, signingEnabled) };
  }

  /** Changes the webhook of this id. With `withSecret` the answer contains the secret. */
  change(id: string, change: (webhook: Webhook) => void, withSecret = false): object {
    const webhook = this.of(id);
    change(webhook);
    return { webhook: this.answer(webhook, withSecret) };
  }

  rotate(id: string): object {
    return this.change(id, (webhook) => (webhook.secret = this.newSecret()), true);
  }

  setEvents(id: string, events: string[] | undefined): object {
    return this.change(id, (webhook) => (webhook.events = known(events)));
  }

  setHeaders(id: string, headers: Record<string, string> = {}): object {
    return this.change(id, (webhook) => (webhook.headers = headersOf(headers)));
  }

  remove(id: string): void {
    this.of(id);
    this.webhook = undefined;
  }

  sendTest(): void {
    if (!this.webhook) throw new Refusal('webhookNotFound', 'The workspace has no webhook.', 404);
    const time = this.now().toISOString();
    this.deliveries.unshift({
      ...{
        id: `whd-${this.code('delivery')}`,
        eventType: 'webhook.test',
        eventId: `webhook.test:${this.code('test')}`,
      },
      ...{ status: 'failed', attempts: 1, responseStatusCode: null, lastError: 'The sandbox sends nothing.' },
      ...{ createdAt: time, updatedAt: time },
    });
    this.deliveries.splice(500);
  }

  replay(deliveryId: string): void {
    const delivery = this.deliveries.find(({ id }) => id === deliveryId);
    if (!delivery) throw new Refusal('deliveryNotFound', 'There is no such delivery.', 404);
    delivery.attempts++;
    delivery.updatedAt = this.now().toISOString();
  }

  private of(id: string): Webhook {
    if (this.webhook?.id !== id) throw new Refusal('webhookNotFound', 'There is no such webhook.', 404);
    return this.webhook;
  }

  private answer(webhook: Webhook, withSecret: boolean): object {
    return { ...shown(webhook), ...(withSecret ? { secret: webhook.secret } : {}) };
  }

  private code(what: string): string {
    return codeOf(`${what} ${++this.made}`, 18);
  }

  private newSecret(): string {
    return createHash('sha256').update(this.code('secret')).digest('hex');
  }
}

function shown({ headers, secret: _, ...webhook }: Webhook): object {
  return { ...webhook, headerNames: [...headers.keys()] };
}

/** Header names are case-insensitive. */
export const headerName = (name: string): string => name.toLowerCase();

const headersOf = (headers: Record<string, string>) =>
  new Map(Object.entries(headers).map(([name, value]) => [headerName(name), value]));

function known(events: string[] | undefined): string[] | null {
  const strange = events?.find((one) => !selectors.includes(one));
  if (strange === undefined) return events ?? null;
  throw new Refusal('invalidRequestPayload', `There are no events “${strange}”.`);
}

function isPublic(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, host } = new URL(address);
  const isPrivate =
    /^(10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname) || /\.(local|internal)$/.test(hostname);
  return protocol === 'https:' && !isLoopback(host) && !isPrivate && hostname.includes('.');
}
