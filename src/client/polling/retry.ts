import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff } from './pace';

const mostRetries = 3;

/** Problems that the same request will have again, whatever the HTTP status. */
const permanentProblems = new Set<string | undefined>(['tooLarge', 'tooDeep', 'unsendable']);

export function isPermanent({ cause: { problem } }: LinkedApiError): boolean {
  return permanentProblems.has(problem);
}

/** Whether the same request may succeed later: it was not refused for what it asks, and its problem is not permanent. */
export function isTemporary(error: LinkedApiError): boolean {
  if (error.code === 'tooManyRequests') return true;
  if (error.code !== 'httpError' || isPermanent(error) || error.cause.problem === 'redirect') return false;
  return hasTemporaryStatus(error);
}

/** Whether the HTTP status, if there is one, says nothing against the request itself. */
export function hasTemporaryStatus({ cause: { status } }: LinkedApiError): boolean {
  return status === undefined || status < 300 || status >= 500 || [408, 425, 429].includes(status);
}

/** Repeats harmless work after temporary errors, a few times, with growing pauses and for as long as a Retry-After asks. */
export async function retry<T>(
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
  clock: Clock,
  mayRepeat: (error: LinkedApiError) => boolean = isTemporary,
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
