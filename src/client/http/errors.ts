/** What an error says about its request, as plain JSON: no headers, no tokens, no errors of other libraries. */
export interface SafeDetails {
  method?: string;
  /** Without base URL and query. */
  path?: string;
  workflowId?: string;
  /** HTTP status, if there was an answer. */
  status?: number;
  /**
   * The problem of an `httpError`: a Node.js code such as `ECONNREFUSED`, or one of `timeout`, `truncated`, `tooLarge`,
   * `tooDeep`, `redirect`, `status`, `notJson`, `noResult`, `unusable` (an answer of unknown form), `unsendable` (bad base URL,
   * proxy setting, token or workflow id).
   */
  problem?: string;
  retryAfterSeconds?: number;
  /** With `submissionUnknown`: the code of the failed request, `httpError` or `cancelled`. */
  code?: string;
  /** With `submissionUnknown`: the workflow that may have been started, as it was sent. */
  document?: unknown;
}

type LooseDetails = { [Key in keyof SafeDetails]: SafeDetails[Key] | undefined };

/**
 * The only error of the client. `code` is the `error.type` of Linked API (https://linkedapi.io/docs/making-requests), also an
 * unknown one, or one of our own: `httpError` (no usable answer), `workflowTimeout` (we stopped waiting), `cancelled` (the
 * caller aborted), `submissionUnknown` (a workflow was sent and may have been started).
 */
export class LinkedApiError extends Error {
  readonly code: string;
  override readonly cause: SafeDetails;

  constructor(code: string, message: string, details: LooseDetails = {}) {
    super(message);
    this.name = 'LinkedApiError';
    this.code = code;
    this.cause = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  }

  /** Shown to users instead of the class name. */
  override toString(): string {
    return this.message;
  }
}
