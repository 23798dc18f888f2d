import { TooDeep, TooLarge } from './body';
import { LinkedApiError, type SafeDetails } from './errors';
import { mostLevels } from './nesting';
import { networkProblem } from './network-errors';
import { BadProxy } from './proxy';

/** One request and its answer, and the errors in which it may end. They say only what `SafeDetails` holds. */
export class Exchange {
  constructor(
    readonly host: string,
    readonly details: SafeDetails,
    readonly redact: (text: string) => string,
    /** `{ "success": true }` alone is an answer, whose result is null. */
    readonly mayBeEmpty = false,
  ) {}

  /** There is no usable answer. `problem` is for programs: see `SafeDetails`. */
  failure(problem: string, sentence: string): LinkedApiError {
    return new LinkedApiError('httpError', sentence, { ...this.details, problem });
  }

  cancelled(): LinkedApiError {
    return new LinkedApiError('cancelled', `The request to ${this.host} was cancelled.`, this.details);
  }

  /** The error for anything thrown while the request was made or, once `answered`, its answer was read. */
  failureOf(thrown: unknown, answered: boolean): LinkedApiError {
    const { host } = this;
    if (thrown instanceof LinkedApiError) return thrown;
    if (thrown instanceof BadProxy) return this.failure('unsendable', thrown.message);
    if (thrown instanceof TooLarge) {
      const limit = `${Math.round((thrown.maxBytes / 1024 / 1024) * 100) / 100} MB`;
      return this.failure(
        'tooLarge',
        `The answer from ${host} is larger than the ${limit} accepted. Ask for less in one workflow (smaller limits, fewer loops), or accept larger answers in the account’s settings.`,
      );
    }
    if (thrown instanceof TooDeep) {
      const about = this.details.workflowId === undefined ? '' : ` about workflow ${this.details.workflowId}`;
      return this.failure(
        'tooDeep',
        `The answer from ${host}${about} is nested more than ${mostLevels} levels deep, as none from Linked API is. Check the base URL, and whether a proxy answers in its place.`,
      );
    }
    if (answered) {
      return this.failure(
        'truncated',
        `The answer from ${host} broke off in the middle. A proxy or firewall may cut long answers.`,
      );
    }
    const { problem, sentence } = networkProblem(thrown, host);
    return this.failure(problem, sentence);
  }
}
