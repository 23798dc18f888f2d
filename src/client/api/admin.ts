import { rateLimitOf } from './rate-limit';
import { systemClock, type Clock } from '../clock';
import { isRecord } from '../../shared';
import { LinkedApiError } from '../http/errors';
import { isTemporary, retry } from '../polling/retry';
import { Transport, type Call } from '../http/transport';

export interface AdminOptions {
  /** Must pass `checkBaseUrl`; a trailing slash is fine. */
  baseUrl: string;
  /** The workspace's token; the admin interface takes no other. */
  linkedApiToken: string;
  /** For one request; 60 s unless told. */
  requestTimeoutMs?: number;
}

export interface AdminCall {
  signal?: AbortSignal | undefined;
  /** It only reads, so that doing it twice is as good as once. */
  reads?: boolean;
}

/**
 * The admin interface of a workspace (https://linkedapi.io/docs/admin-overview). Rejects with a LinkedApiError and nothing else. All
 * requests of this process to one workspace together keep to what the service allows.
 */
export class LinkedApiAdmin {
  private readonly transport: Transport;

  constructor(
    { requestTimeoutMs = 60_000, ...options }: AdminOptions,
    /** The token of the account that `ownAccountId` is about. */
    private readonly identificationToken = '',
    readonly clock: Clock = systemClock,
  ) {
    const maxResponseBytes = 16 * 1024 * 1024;
    this.transport = new Transport({ ...options, identificationToken: '', requestTimeoutMs, maxResponseBytes }, clock);
  }

  /**
   * Does one operation, such as `accounts.getAll`; the result is null where the service gives none. What was refused with
   * `tooManyRequests` or never reached the service is tried again, other trouble only for what `reads`. Where it is not known
   * whether a change was made the code is `outcomeUnknown`.
   */
  async call(operation: string, params: object, { signal, reads = false }: AdminCall = {}): Promise<unknown> {
    const call: Call = { method: 'POST', path: `/admin/${operation}`, body: params, admin: true };
    const mayRepeat = (error: LinkedApiError) => {
      if (error.code === 'tooManyRequests') return true;
      return isTemporary(error) && (reads || this.transport.progressOf(error) === 'nobody');
    };
    const allowance = rateLimitOf(this.transport.account, this.clock);
    const ask = async () => {
      await allowance.turn(signal ?? new AbortController().signal);
      return (await this.transport.request(call, signal)).result;
    };
    try {
      return await retry(ask, signal, this.clock, mayRepeat);
    } catch (error) {
      if (!(error instanceof LinkedApiError) || reads || !this.leavesDoubt(error)) throw error;
      const doubt = `It is not known whether ${operation} was carried out. Look before doing it again.`;
      throw new LinkedApiError('outcomeUnknown', `${error.message} ${doubt}`, { ...error.cause, code: error.code });
    }
  }

  /** The list that an operation which only reads has under a name in its result; empty where there is none. */
  async list(operation: string, name: string, params: object, signal?: AbortSignal): Promise<unknown[]> {
    const result = await this.call(operation, params, { signal, reads: true });
    const found = isRecord(result) ? result[name] : undefined;
    return Array.isArray(found) ? (found as unknown[]) : [];
  }

  /** The id by which the workspace knows the account whose identification token this has been given. */
  async ownAccountId(signal?: AbortSignal): Promise<string> {
    for (const account of await this.list('accounts.getAll', 'accounts', {}, signal)) {
      if (!isRecord(account) || account['identificationToken'] !== this.identificationToken) continue;
      if (typeof account['id'] === 'string') return account['id'];
    }
    const sentence = 'The workspace of the Linked API token has no account with this identification token.';
    throw new LinkedApiError('accountNotFound', sentence);
  }

  private leavesDoubt(error: LinkedApiError): boolean {
    return ['httpError', 'cancelled'].includes(error.code) && this.transport.progressOf(error) === 'service';
  }
}
