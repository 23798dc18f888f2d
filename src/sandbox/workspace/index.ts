import { bodySchema, operations } from '../../catalog';
import { Refusal } from '../failures';
import type { servedAccounts } from '../engine/accounts';
import { Accounts } from './accounts';
import { operationHandlers, type Params } from './operations';
import { Webhooks } from './webhooks';
import { isRecord } from '../../shared';

/** Requests in a minute, as in the service (https://linkedapi.io/docs/admin-overview). */
const mostRequests = 100;
const minute = 60_000;

/** Whether the sandbox has this operation. */
export const isSupportedOperation = (operation: string): boolean => Object.hasOwn(operationHandlers, operation);

/** The workspace behind the one `linked-api-token`: what `POST /admin/<operation>` answers. */
export class Workspace {
  private readonly parts: { accounts: Accounts; webhooks: Webhooks };
  private readonly asked: number[] = [];

  constructor(
    known: ReturnType<typeof servedAccounts>,
    readonly now: () => Date,
  ) {
    this.parts = { accounts: new Accounts(known, now), webhooks: new Webhooks(now) };
  }

  /** Throws a Refusal. */
  async answer(operation: string, body: () => Promise<unknown>): Promise<unknown> {
    this.count();
    const sent = await body();
    return operationHandlers[operation]!(this.parts, checked(operation, sent)) ?? {};
  }

  private count(): void {
    const now = this.now().getTime();
    while (this.asked.length > 0 && this.asked[0]! <= now - minute) this.asked.shift();
    if (this.asked.length >= mostRequests) {
      const seconds = Math.ceil((this.asked[0]! + minute - now) / 1000);
      const message = `More than ${mostRequests} requests in a minute.`;
      throw new Refusal('tooManyRequests', message, 429, { 'retry-after': String(seconds) });
    }
    this.asked.push(now);
  }
}

function checked(operation: string, sent: unknown): Params {
  if (!isRecord(sent)) {
    throw new Refusal('invalidRequestPayload', 'The body has to be an object.');
  }
  const { nothingIsNull = '', params = {} } = operations[operation]!;
  const { [nothingIsNull]: whole, ...rest } = sent;
  const body = whole === null || whole === undefined ? rest : sent;
  if ('accountId' in params && !('accountId' in body)) {
    throw new Refusal('accountIdRequired', 'accountId is missing.', 401);
  }
  const { success, data, error } = bodySchema(operation)!.safeParse(body);
  if (success) return data as unknown as Params;
  const problems = error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new Refusal('invalidRequestPayload', problems.join('\n'));
}
