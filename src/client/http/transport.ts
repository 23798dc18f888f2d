import { createHash } from 'node:crypto';
import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { AxiosInstance, AxiosStatic } from 'axios';
import { checkBaseUrl, isLoopback } from '../../shared';
import { readBody } from './body';
import { startDeadline, type Clock } from '../clock';
import { connectionsTo } from './connections';
import { readEnvelope, type Reply } from './envelope';
import { LinkedApiError, type SafeDetails } from './errors';
import { Exchange } from './exchange';
import { proxyFor } from './proxy';
import { SentTracker, type SendProgress } from './sent-tracker';
import { redactor } from './redact';
import { dateIn, serviceTimeOf, type ServiceTime } from './service-time';

export interface TransportOptions {
  baseUrl: string;
  linkedApiToken: string;
  identificationToken: string;
  requestTimeoutMs: number;
  maxResponseBytes: number;
}

export interface Call {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  workflowId?: string;
  /** It changes nothing, whatever its method is. */
  reads?: true;
  /** To the workspace: sent without the token of the account, and may have no result. */
  admin?: true;
}

export interface Answer {
  /** Null only for `admin` calls. */
  result: unknown;
  /** The whole body as it came. */
  text: string;
}

let axios: AxiosInstance | undefined;

/**
 * Loaded with the first request, to keep Node-RED's start short. An own instance, since interceptors that another package adds
 * to a shared axios would see the tokens.
 */
function client(): AxiosInstance {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- import() would load axios file by file as ESM
  axios ??= (require('axios') as AxiosStatic).create({ adapter: 'http' });
  return axios;
}

/**
 * A pooled connection may close while a request is written to it, and then it is unknown whether the request arrived. Requests
 * that must not be repeated get a fresh connection.
 */
const freshConnection = {
  httpAgent: new http.Agent({ keepAlive: false }),
  httpsAgent: new https.Agent({ ...https.globalAgent.options, keepAlive: false }),
};

/** Sends a request once, without repeating it or following redirects. Throws only LinkedApiErrors. */
export class Transport {
  readonly redact: (text: string) => string;
  /** Identifies the account in this process without revealing its tokens. */
  readonly account: string;
  readonly time: ServiceTime;
  private readonly base: URL;
  private readonly reached = new WeakMap<LinkedApiError, SendProgress>();

  constructor(
    private readonly options: TransportOptions,
    private readonly clock: Clock,
  ) {
    const objection = checkBaseUrl(options.baseUrl);
    if (objection !== undefined) throw new LinkedApiError('httpError', objection, { problem: 'unsendable' });
    this.base = new URL(options.baseUrl);
    this.time = serviceTimeOf(this.base.origin, clock);
    const { linkedApiToken, identificationToken } = options;
    this.redact = redactor([linkedApiToken, identificationToken]);
    const who = JSON.stringify([this.address(''), linkedApiToken, identificationToken]);
    this.account = createHash('sha256').update(who).digest('base64');
  }

  /** `signal` aborts the request; `giveUp` aborts it only while it waits for a free connection. */
  async request(call: Call, signal?: AbortSignal, giveUp = signal): Promise<Answer> {
    const exchange = this.exchange(call);
    const watch = new SentTracker(this.base.protocol === 'https:');
    try {
      this.refuseUnsendableTokens(exchange);
      const send = () => this.send(call, exchange, watch, signal);
      const signals = [signal, giveUp].filter((one) => one !== undefined);
      const reply = await connectionsTo(this.base.origin).use(send, signals);
      if (!reply) throw exchange.cancelled();
      return { result: await readEnvelope(reply, exchange), text: reply.text };
    } catch (error) {
      if (error instanceof LinkedApiError) this.reached.set(error, watch.reached);
      throw error;
    }
  }

  /** How far the request that ended with this error got; `maybeSent` if unknown. */
  progressOf(error: LinkedApiError): SendProgress {
    return this.reached.get(error) ?? 'maybeSent';
  }

  /** Whether the request that ended with this error certainly never reached the service. */
  isUnsent(error: LinkedApiError): boolean {
    const reached = this.progressOf(error);
    return reached === 'connecting' || (reached === 'notMade' && isOurs(error));
  }

  /** For successful answers that do not have the documented form. */
  unusable(call: Call, sentence: string): LinkedApiError {
    return this.exchange(call).failure('unusable', `${this.base.host} ${sentence}`);
  }

  private exchange({ method, path, workflowId, admin }: Call): Exchange {
    const details: SafeDetails = { method, path, ...(workflowId === undefined ? {} : { workflowId }) };
    return new Exchange(this.base.host, details, this.redact, admin === true);
  }

  private refuseUnsendableTokens(exchange: Exchange): void {
    const { linkedApiToken, identificationToken } = this.options;
    for (const [name, token] of Object.entries({ linkedApiToken, identificationToken })) {
      if (/[^\x21-\x7e]/.test(token)) {
        throw exchange.failure(
          'unsendable',
          `The ${name} contains a space, a line break or another character no token has. Copy it again.`,
        );
      }
    }
  }

  private address(path: string): string {
    return this.base.origin + this.base.pathname.replace(/\/+$/, '') + path;
  }

  private async send(call: Call, exchange: Exchange, watch: SentTracker, signal?: AbortSignal): Promise<Reply> {
    const { linkedApiToken, identificationToken, requestTimeoutMs, maxResponseBytes } = this.options;
    if (signal?.aborted) throw exchange.cancelled();
    const body = call.body === undefined ? undefined : serialise(call.body, exchange);
    // The timeout of axios restarts with every byte, so a slow body would never reach it.
    const deadline = startDeadline(this.clock, requestTimeoutMs, signal);
    const sent = this.clock.ticks();
    let answered = false;
    try {
      const proxy = isLoopback(this.base.hostname) ? false : proxyFor(this.base);
      const response = await client().request<Readable>({
        method: call.method,
        url: this.address(call.path),
        headers: {
          accept: 'application/json',
          'linked-api-token': linkedApiToken,
          ...(call.admin ? {} : { 'identification-token': identificationToken }),
          client: 'node-red',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(call.query ? { params: call.query } : {}),
        ...(body === undefined ? {} : { data: body }),
        ...(call.method === 'GET' || call.reads ? {} : freshConnection),
        transport: watch,
        proxy,
        transformRequest: (data: unknown) => data,
        transformResponse: (data: unknown) => data,
        responseType: 'stream',
        validateStatus: () => true,
        maxRedirects: 0,
        signal: deadline.signal,
      });
      answered = true;
      if (isOfService(response.status)) this.time.learn(response.headers['date'], sent);
      const drop = () => response.data.destroy();
      deadline.signal.addEventListener('abort', drop, { once: true });
      const text = await readBody(response.data, response.headers['content-length'], maxResponseBytes);
      if (deadline.signal.aborted) throw exchange.cancelled();
      return {
        status: response.status,
        text,
        retryAfterSeconds: retryAfter(
          response.headers['retry-after'],
          dateIn(response.headers['date']) ?? this.time.now(),
        ),
        redirectsTo: redirectTarget(response.status, response.headers['location'], this.base),
      };
    } catch (thrown) {
      if (deadline.expired) {
        throw exchange.failure(
          'timeout',
          `${exchange.host} did not answer in full within ${requestTimeoutMs / 1000} s. Check the network, a proxy in between, or try again later.`,
        );
      }
      if (deadline.signal.aborted) throw exchange.cancelled();
      throw exchange.failureOf(thrown, answered);
    } finally {
      deadline.close();
    }
  }
}

function serialise(body: unknown, exchange: Exchange): string {
  try {
    return JSON.stringify(body);
  } catch {
    throw exchange.failure(
      'unsendable',
      'The workflow cannot be written as JSON: it refers to itself, or holds a value JSON has no form for.',
    );
  }
}

/** Whether the answer is the service's own: the clocks of proxies and gateways may be wrong. */
const isOfService = (status: number) => status < 300 || (status >= 400 && status < 500 && status !== 407);

/** The seconds of a Retry-After header, which is a number or a date (RFC 9110, 10.2.3). `now` is the time of its sender. */
function retryAfter(header: unknown, now: number): number | undefined {
  if (typeof header !== 'string' || header.trim() === '') return undefined;
  const seconds = /^\s*\d+\s*$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}

function redirectTarget(status: number, location: unknown, base: URL): string | undefined {
  if (status < 300 || status > 399 || typeof location !== 'string') return undefined;
  // Only the origin: the rest of the address may contain tokens.
  return URL.canParse(location, base.href) ? new URL(location, base).origin : 'another address';
}

/** The request was refused or cancelled before it was made. */
const isOurs = ({ code, cause }: LinkedApiError) => cause.problem === 'unsendable' || code === 'cancelled';
