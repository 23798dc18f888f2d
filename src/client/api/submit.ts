import type { Clock } from '../clock';
import { LinkedApiError } from '../http/errors';
import { backoff } from '../polling/pace';

export interface StartOptions {
  signal?: AbortSignal | undefined;
  /** Aborts pauses and further attempts, but not the one under way; rejects with `cancelled` then. */
  giveUp?: AbortSignal | undefined;
  /** Further attempts when the request provably never reached the service; 3 unless told. */
  unreachableRetries?: number | undefined;
  /** Further attempts when Linked API refuses with `tooManyRequests`; 3 unless told. */
  tooManyRequestsRetries?: number | undefined;
  /** Called before each further attempt, with what makes it necessary. */
  onRetry?: ((error: LinkedApiError, pauseMs: number) => void) | undefined;
}

/** What is known of a POST that failed. */
export interface Failure {
  /** No byte of it has left for the service: it is certain that nothing was started. */
  unsent: boolean;
  /** It will fail again until somebody mends the settings. */
  hopeless: boolean;
}

/** Refusals for the rate say nothing of how long it lasts, unless by a Retry-After. */
const firstPauseWhenTooManyMs = 5_000;

const doubtful =
  'It is not known whether the workflow was started: it may be running, or waiting to. Look before sending it again, or its work may be done twice.';

/**
 * Carries out `post`, and repeats it only where it is certain that no workflow was started by it: when it never left for
 * the service, and when the service refused it for the rate. Whatever leaves a doubt ends as `submissionUnknown`.
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
