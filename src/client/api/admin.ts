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
  /** For one request; default 60 s. */
  requestTimeoutMs?: number;
}

export interface AdminCall {
  signal?: AbortSignal | undefined;
  /** It only reads, so it may be repeated. */
  reads?: boolean;
}

/**
 * The admin interface of a workspace (https://linkedapi.io/docs/admin-overview). Rejects only with a
 * LinkedApiError. All requests of this process to one workspace share the rate limit of the service.
 */
export class LinkedApiAdmin {
  private readonly transport: Transport;

  constructor(
    { requestTimeoutMs = 60_000, ...options }: AdminOptions,
    /** The token of the account for `ownAccountId`. */
    private readonly identificationToken = '',
    readonly clock: Clock = systemClock,
  ) {
    const maxResponseBytes = 16 * 1024 * 1024;
    this.transport = new Transport({ ...options, identificationToken: '', requestTimeoutMs, maxResponseBytes }, clock);
  }

  /**
   * Carries out one operation, such as `accounts.getAll`; its result may be null. Repeats it after `tooManyRequests`, if it
   * was certainly not sent, and after other temporary errors only if it `reads`. Rejects with the code `outcomeUnknown` if a
   * change may have been made.
   */
  async call(operation: string, params: object, { signal, reads = false }: AdminCall = {}): Promise<unknown> {
    const call: Call = { method: 'POST', path: `/admin/${operation}`, body: params, admin: true };
    const mayRepeat = (error: LinkedApiError) => {
      if (error.code === 'tooManyRequests') return true;
      return isTemporary(error) && (reads || this.transport.progressOf(error) === 'connecting');
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

  /** The list with this name in the result of a reading operation; empty if there is none. */
  async list(operation: string, name: string, params: object, signal?: AbortSignal): Promise<unknown[]> {
    const result = await this.call(operation, params, { signal, reads: true });
    const found = isRecord(result) ? result[name] : undefined;
    return Array.isArray(found) ? (found as unknown[]) : [];
  }

  /** The workspace's id of the account with the identification token of this client. */
  async ownAccountId(signal?: AbortSignal): Promise<string> {
    for (const account of await this.list('accounts.getAll', 'accounts', {}, signal)) {
      if (!isRecord(account) || account['identificationToken'] !== this.identificationToken) continue;
      if (typeof account['id'] === 'string') return account['id'];
    }
    const sentence = 'The workspace of the Linked API token has no account with this identification token.';
    throw new LinkedApiError('accountNotFound', sentence);
  }

  private leavesDoubt(error: LinkedApiError): boolean {
    return ['httpError', 'cancelled'].includes(error.code) && !this.transport.isUnsent(error);
  }
}
