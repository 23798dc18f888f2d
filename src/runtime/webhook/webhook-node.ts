import { pollNow } from '../../client';
import { isUsablePath, plainPath, wholeVariable } from '../../shared';
import {
  NodeError,
  type HttpRequest,
  type HttpResponse,
  type NodeConfig,
  type Runtime,
  type RuntimeNode,
} from '../host/node-red';
import { pokeTriggers } from '../triggers/triggers';
import type { Shared } from '../run/shared';
import { bytesOf, RawBodies } from './raw-bodies';
import { SeenEvents } from './seen-events';
import * as status from '../host/status';
import { titleOf } from '../host/titles';
import { signatureProblem } from './webhook-signature';

/** One output for each; the last output is for all other events. */
const families = ['workflow', 'account', 'inbox', 'network'];

const usualSize = 5 * 1024 * 1024;

/** An event as Linked API sends it (https://linkedapi.io/docs/webhooks). Unknown types pass through. */
interface WebhookEvent {
  id: string;
  type: string;
  createdAt?: unknown;
  data?: unknown;
}

/** The node that receives Linked API's events on Node-RED's server. Runs and triggers that wait for one poll at once. */
export function registerWebhook(RED: Runtime, { handover: { flows } }: Shared): void {
  /** The nodes that ask for a path; the first one has it. */
  const claims = new Map<string, Webhook[]>();
  /** The events by node; a redeployed node continues with them. */
  const seen = new Map<string, SeenEvents>();
  /** Paths whose node is being redeployed. */
  const restarting = new Set<string>();
  const bodies = new RawBodies(
    (path) => claims.has(path),
    bytesOf(RED.settings?.apiMaxLength, usualSize),
    (problem) => RED.log.warn(`Linked API: ${problem}`),
  );
  let served = false;

  /** One route for all nodes, since Express cannot remove a route. */
  const serve = () => {
    const { httpNode } = RED;
    if (!httpNode || RED.settings.httpNodeRoot === false) return false;
    bodies.install(httpNode);
    if (served) return true;
    served = true;
    const ownerOf = ({ path }: HttpRequest) => claims.get(plainPath(path))?.[0];
    httpNode.post(
      /.*/,
      (request, response, next) => {
        const path = plainPath(request.path);
        // Refuse it before it counts as seen: messages sent during a deploy are lost, and Linked API sends the event again.
        if (!flows.running && (claims.has(path) || restarting.has(path))) refuseForNow(response);
        // Continue with the next route; `next()` would stay in this one.
        else next(claims.has(path) ? undefined : 'route');
      },
      ...[RED.settings.httpNodeMiddleware ?? []].flat(),
      (request, response, next) => {
        const owner = ownerOf(request);
        if (owner && !flows.running) refuseForNow(response);
        else if (owner) owner.receive(request, bodies.of(request), response);
        else next();
      },
    );
    return true;
  };

  RED.nodes.registerType(
    'linkedapi-webhook',
    function (this: RuntimeNode, config: NodeConfig) {
      RED.nodes.createNode(this, config);
      const path = plainPath(typeof config['path'] === 'string' ? config['path'] : '');
      const known = seen.get(this.id) ?? new SeenEvents();
      seen.set(this.id, known);
      const webhook = new Webhook(this, config['unsigned'] === 'accept', known, pollNow, pokeTriggers);
      const others = claims.get(path) ?? [];
      if (!isUsablePath(path)) {
        webhook.refuse('bad path', `needs a path of letters, digits and - _ . ~ such as /linkedapi, not ${path}`);
      } else if (!serve()) {
        webhook.refuse('not served', 'receives nothing: httpNodeRoot is switched off in Node-RED’s settings');
      } else {
        claims.set(path, [...others, webhook]);
        restarting.delete(path);
        if (others[0])
          webhook.refuse('path taken', `receives nothing: ${titleOf(others[0].node)} has the path ${path}`);
        else webhook.start();
      }
      this.on('close', (removed, done) => {
        const rest = (claims.get(path) ?? []).filter((one) => one !== webhook);
        if (claims.get(path)?.[0] === webhook) rest[0]?.start();
        if (rest.length > 0) claims.set(path, rest);
        else claims.delete(path);
        const deleted = removed && !flows.isConfigured(this.id);
        if (deleted) seen.delete(this.id);
        else if (rest.length === 0) restarting.add(path);
        this.status(status.cleared);
        done();
      });
    },
    { credentials: { secret: { type: 'password' } } },
  );
}

class Webhook {
  private readonly warned = new Set<string>();

  constructor(
    readonly node: RuntimeNode,
    readonly acceptsUnsigned: boolean,
    readonly seen: SeenEvents,
    readonly pollNow: (workflowId: string) => void,
    readonly arrived: (family: string) => void,
  ) {}

  /** Gives this node the path. */
  start(): void {
    this.node.status(status.cleared);
    const problem = this.secretProblem();
    if (problem) this.refuse('no secret', problem);
  }

  /** Shows and reports why something is not received, once per deploy. */
  refuse(shown: string, why: string): void {
    this.node.status(status.failed(shown));
    this.warn(why);
  }

  private warn(what: string): void {
    // The text has times, which differ from event to event.
    const rule = what.replace(/\d+/g, '0');
    if (this.warned.has(rule)) return;
    this.warned.add(rule);
    this.node.warn(`${titleOf(this.node)} ${what}.`);
  }

  receive(request: HttpRequest, body: Buffer | 'tooLarge' | undefined, response: HttpResponse): void {
    let event: WebhookEvent;
    try {
      event = this.read(request, body);
    } catch (error) {
      const { code, message, cause } =
        error instanceof NodeError ? error : new NodeError('failed', 'the event could not be read', 500);
      response.status(cause as number).json({ ok: false, error: message });
      this.refuse(code, `refused an event: ${message}`);
      return;
    }
    const fresh = this.isNew(event);
    // Answer first: a sender that has to wait sends the event again.
    response.status(200).json({ ok: true, ...(fresh ? {} : { duplicate: true }) });
    if (!fresh) return;
    try {
      // At once, while the flows run.
      this.pass(event);
    } catch {
      // For example, data that is nested too deep for Node-RED to clone.
      this.refuse('failed', `could not pass on an event of the type ${event.type.slice(0, 80)}`);
    }
  }

  /** Throws a NodeError with the status of the answer as its cause. */
  private read(request: HttpRequest, body: Buffer | 'tooLarge' | undefined): WebhookEvent {
    const problem = this.secretProblem();
    if (problem) throw new NodeError('no secret', `the webhook node ${problem}`, 503);
    if (body === 'tooLarge') {
      throw new NodeError('too large', 'it is larger than apiMaxLength in Node-RED’s settings allows', 413);
    }
    if (body === undefined) {
      throw new NodeError('body was read', 'something before Node-RED has read the body, so it cannot be checked', 500);
    }
    if (!this.acceptsUnsigned) {
      const wrong = signatureProblem(
        request.headers,
        body,
        this.node.credentials?.['secret']?.trim() ?? '',
        Date.now(),
      );
      if (wrong) throw new NodeError('bad signature', wrong, 401);
    }
    const event = parsed(body.toString('utf8'));
    if (typeof event?.id === 'string' && typeof event.type === 'string') return event as WebhookEvent;
    throw new NodeError('no event', 'it is no JSON object with an id and a type', 400);
  }

  private secretProblem(): string | undefined {
    if (this.acceptsUnsigned) return undefined;
    const secret = this.node.credentials?.['secret']?.trim() ?? '';
    if (secret === '') return 'has no secret. Open it and enter the webhook’s secret, or let it accept unsigned events';
    const unset = wholeVariable(secret);
    return unset && `has its secret from the environment variable ${unset}, which is not set`;
  }

  private isNew({ id }: WebhookEvent): boolean {
    const full = () =>
      this.warn(
        `received more than ${this.seen.most} events within a day, and remembers no more: an older one that comes again is passed on again`,
      );
    return this.seen.take(id, full) === 'new';
  }

  private pass({ id, type, createdAt, data }: WebhookEvent): void {
    const { workflowId, accountId } = (typeof data === 'object' && data !== null ? data : {}) as Record<
      string,
      unknown
    >;
    if (/^workflow\.(completed|failed)$/.test(type) && typeof workflowId === 'string') this.pollNow(workflowId);
    const linkedapi = {
      ...{ eventId: id, eventType: type, createdAt },
      ...(workflowId === undefined ? {} : { workflowId }),
      ...(accountId === undefined ? {} : { accountId }),
    };
    const [family = ''] = type.split('.');
    this.arrived(family);
    const port = families.includes(family) ? families.indexOf(family) : families.length;
    this.node.status(status.received(type));
    this.node.send([...new Array<null>(port).fill(null), { topic: type, payload: data, linkedapi }]);
  }
}

/** Linked API sends the event again later. */
function refuseForNow(response: HttpResponse): void {
  response.status(503).json({ ok: false, error: 'the flows are being deployed' });
}

function parsed(text: string): Partial<WebhookEvent> | undefined {
  try {
    return (JSON.parse(text) as Partial<WebhookEvent> | null) ?? undefined;
  } catch {
    return undefined;
  }
}
