import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff } from '../polling/pace';

export interface StartOptions {
  signal?: AbortSignal | undefined;
  /** Aborts pauses and further attempts, but not a request in progress. Rejects with `cancelled` then. */
  giveUp?: AbortSignal | undefined;
  /** Further attempts if the request was certainly not sent; default 3. */
  unreachableRetries?: number | undefined;
  /** Further attempts if Linked API refuses with `tooManyRequests`; default 3. */
  tooManyRequestsRetries?: number | undefined;
  /** Called before each further attempt, with the error of the last one. */
  onRetry?: ((error: LinkedApiError, pauseMs: number) => void) | undefined;
}

/** What is known of a POST that failed. */
export interface Failure {
  /** It was certainly not sent. */
  unsent: boolean;
  /** It will fail again until the settings are corrected. */
  hopeless: boolean;
}

/** Without a Retry-After a refusal does not say how long to wait. */
const firstPauseWhenTooManyMs = 5_000;

const doubtful =
  'It is not known whether the workflow was started: it may be running, or waiting to. Look before sending it again, or its work may be done twice.';

/**
 * Calls `post`, and repeats it only if it certainly started no workflow: if it was not sent, or the service refused it with
 * `tooManyRequests`. If it may have started one, rejects with `submissionUnknown`.
 */
export async function submit<T>(
  post: () => Promise<T>,
  explain: (error: LinkedApiError) => Failure,
  document: unknown,
  { signal, giveUp = signal, unreachableRetries = 3, tooManyRequestsRetries = 3, onRetry }: StartOptions,
  clock: Clock,
): Promise<T> {
  const never = new AbortController().signal;
  let unreached = 0;
  let refused = 0;
  for (;;) {
    let pauseMs: number;
    try {
      return await post();
    } catch (error) {
      if (!(error instanceof LinkedApiError)) throw error;
      const { unsent, hopeless } = explain(error);
      const { code } = error;
      if (code === 'tooManyRequests' && refused < tooManyRequestsRetries) {
        pauseMs = backoff(refused++, error, clock.random(), firstPauseWhenTooManyMs);
      } else if (code === 'httpError' && unsent && !hopeless && unreached < unreachableRetries) {
        pauseMs = backoff(unreached++, error, clock.random());
      } else if (unsent || (code !== 'httpError' && code !== 'cancelled')) {
        throw error;
      } else {
        const details = { ...error.cause, code, document };
        throw new LinkedApiError('submissionUnknown', `${error.message} ${doubtful}`, details);
      }
      onRetry?.(error, pauseMs);
    }
    await clock.pause(pauseMs, giveUp ?? never);
    if (giveUp?.aborted) throw new LinkedApiError('cancelled', 'The run was cancelled; nothing was started.');
  }
}
