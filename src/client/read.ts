import type { Clock } from './clock';
import { LinkedApiError } from './errors';
import { backoff } from './pace';

/** Further attempts of a request that only reads. */
const retries = 2;

/** Carries out a request that changes nothing, and repeats it after passing trouble: no usable answer, or one request too many. */
export async function read<T>(ask: () => Promise<T>, signal: AbortSignal | undefined, clock: Clock): Promise<T> {
  const never = new AbortController().signal;
  for (let failures = 0; ; failures++) {
    try {
      return await ask();
    } catch (error) {
      if (failures >= retries || !(error instanceof LinkedApiError) || !mayPass(error)) throw error;
      await clock.pause(backoff(failures, error, clock.random()), signal ?? never);
    }
  }
}

/** Who asked may rather say that it takes longer. */
const longestWaitSeconds = 5;

/** Is the same request likely to be answered a little later? */
function mayPass({ code, cause: { status, problem = '', retryAfterSeconds = 0 } }: LinkedApiError): boolean {
  if (retryAfterSeconds > longestWaitSeconds) return false;
  if (code === 'tooManyRequests') return true;
  if (code !== 'httpError' || ['tooLarge', 'unsendable', 'redirect', 'unusable', 'ERR_INVALID_URL'].includes(problem)) return false; // prettier-ignore
  return status === undefined || status < 300 || status >= 500 || [408, 425, 429].includes(status);
}
