/** What an error may tell about the request behind it. Plain JSON: no headers, no tokens, no foreign error objects. */
export interface SafeDetails {
  method?: string;
  /** Without the base URL and without a query. */
  path?: string;
  workflowId?: string;
  /** HTTP status, when an answer came at all. */
  status?: number;
  /**
   * What went wrong with an `httpError`, for programs: a Node.js code such as `ECONNREFUSED`, or one of
   * `timeout`, `truncated`, `tooLarge`, `tooDeep`, `redirect`, `status`, `notJson`, `noResult`, `unusable` (an answer of an unknown shape), `unsendable` (bad base URL, proxy setting, token or workflow id).
   */
  problem?: string;
  retryAfterSeconds?: number;
  /** With `submissionUnknown`: the code it would have been, had it not been the start of a workflow: `httpError` or `cancelled`. */
  code?: string;
  /** With `submissionUnknown`: the workflow that may have been started, as it was sent. */
  document?: unknown;
}

type LooseDetails = { [Key in keyof SafeDetails]: SafeDetails[Key] | undefined };

/**
 * The one error of this folder. `code` is Linked API's `error.type` unchanged, also when it is a type nobody has
 * heard of (https://linkedapi.io/docs/making-requests), or one of our own: `httpError` (no usable answer),
 * `workflowTimeout` (we stopped waiting), `cancelled` (the caller aborted), `submissionUnknown` (a workflow was sent, and
 * whether it was started is not known).
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

  /** A host shows this to people, to whom the name of a class says nothing. */
  override toString(): string {
    return this.message;
  }
}
