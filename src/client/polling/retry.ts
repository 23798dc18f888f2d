import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff } from './pace';

const mostRetries = 3;

/** What will be as wrong the next time, whatever the HTTP status. */
const lasting = new Set<string | undefined>(['tooLarge', 'tooDeep', 'unsendable']);

export function isLasting({ cause: { problem } }: LinkedApiError): boolean {
  return lasting.has(problem);
}

/** May the same request succeed in a while? Not a refusal, nor what will be as wrong the next time. */
export function isPassing(error: LinkedApiError): boolean {
  const {
    code,
    cause: { status, problem },
  } = error;
  if (code === 'tooManyRequests') return true;
  if (code !== 'httpError' || isLasting(error) || problem === 'redirect') return false;
  return status === undefined || status < 300 || status >= 500 || [408, 425, 429].includes(status);
}

/**
 * Does something that can do no harm by being done again, a few times if need be: passing trouble is waited out with growing
 * pauses, and for as long as the service asks.
 */
export async function persist<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  clock: Clock,
  mayRepeat: (error: LinkedApiError) => boolean = isPassing,
): Promise<T> {
  const never = new AbortController().signal;
  for (let failures = 0; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof LinkedApiError) || failures >= mostRetries || !mayRepeat(error)) throw error;
      await clock.pause(backoff(failures, error, clock.random()), signal ?? never);
    }
  }
}
