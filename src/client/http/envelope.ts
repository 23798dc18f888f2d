import { LinkedApiError } from './errors';
import type { Exchange } from './exchange';
import { parseSteps } from './parse';
import { excerpt } from './redact';
import { runYielding } from '../../shared/node';
import { isRecord } from '../../shared';

/** An HTTP answer with its unparsed body. */
export interface Reply {
  status: number;
  text: string;
  retryAfterSeconds?: number | undefined;
  /** Host of a redirect's target. */
  redirectsTo?: string | undefined;
}

/**
 * Returns the `result` of Linked API's envelope or throws a LinkedApiError. An error in the body counts whatever the HTTP status
 * is (https://linkedapi.io/docs/making-requests); the status counts only without one.
 */
export async function readEnvelope(reply: Reply, exchange: Exchange): Promise<unknown> {
  const body = await parse(reply.text);
  const details = { ...exchange.details, status: reply.status, retryAfterSeconds: reply.retryAfterSeconds };
  if (isRecord(body)) {
    const failure = isRecord(body['error']) ? body['error'] : undefined;
    if (typeof failure?.['type'] === 'string' && failure['type'] !== '') {
      const type = exchange.redact(failure['type']);
      const words = typeof failure['message'] === 'string' ? exchange.redact(failure['message']) : '';
      throw new LinkedApiError(type, words || `Linked API refused the request: ${type}.`, details);
    }
    const succeeded = isSuccess(reply.status) && body['success'] !== false && (body['error'] ?? null) === null;
    if (succeeded && (body['result'] ?? null) !== null) return body['result'];
    if (succeeded && exchange.mayBeEmpty && body['success'] === true) return null;
  }
  const { problem, sentence } = misfit(reply, body, exchange.host);
  const shown = reply.redirectsTo === undefined ? excerpt(reply.text, exchange.redact) : '';
  const message = shown ? `${sentence} It begins: "${shown}"` : sentence;
  throw new LinkedApiError('httpError', message, { ...details, problem });
}

async function parse(text: string): Promise<unknown> {
  try {
    return await runYielding(parseSteps(text));
  } catch {
    return undefined;
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function misfit({ status, text, redirectsTo }: Reply, body: unknown, host: string) {
  const problem = (name: string, sentence: string) => ({ problem: name, sentence });
  if (redirectsTo !== undefined) {
    return problem(
      'redirect',
      `${host} redirects (HTTP ${status}) to ${redirectsTo}. Redirects are not followed, so that the tokens reach no other address. Enter the final address as base URL, or check for a sign-in page of your network.`,
    );
  }
  if (!isSuccess(status)) return problem('status', `${host} answered with HTTP ${status}. ${statusHint(status)}`);
  const look = 'Check the base URL, and whether a proxy answers in its place.';
  if (text.trim() === '') return problem('notJson', `${host} answered HTTP ${status} with an empty body. ${look}`);
  if (/^\s*</.test(text)) {
    return problem('notJson', `${host} answered with a web page instead of JSON (HTTP ${status}). ${look}`);
  }
  if (body === undefined) {
    return problem('notJson', `${host} answered with something that is not complete JSON (HTTP ${status}). ${look}`);
  }
  return problem('noResult', `${host} answered with JSON that holds neither a result nor a named error. ${look}`);
}

function statusHint(status: number): string {
  if (status === 407) return 'The proxy wants a user name and password: put them into HTTPS_PROXY.';
  if (status === 429) return 'Too many requests: slow down and try again later.';
  if (status >= 500) return 'The service, or a proxy before it, is in trouble: try again later.';
  return 'That is not how Linked API refuses a request: check the base URL, and whether a proxy answers in its place.';
}
