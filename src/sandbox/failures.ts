/** A request that is refused: the type and text of the failure envelope, and its HTTP status. */
export class Refusal extends Error {
  constructor(
    readonly type: string,
    message: string,
    readonly status = 400,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

/** A documented error of an action; `simulate` throws it by `fail`. */
export class ActionFailure extends Error {
  constructor(readonly type: string) {
    super(type);
  }
}

/** Why a workflow failed as a whole. */
export interface Failure {
  reason: string;
  message: string;
}
