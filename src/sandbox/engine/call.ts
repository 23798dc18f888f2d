import type { Checked } from './check';
import type { ServedAccount } from './accounts';

/** The request as a route gets it. */
export interface Call {
  tenant: ServedAccount;
  id: string;
  query: URLSearchParams;
  body: () => Promise<unknown>;
  check: (document: unknown) => Checked;
}

/** Returns the result as JSON text, since completions are stored as text. */
export type Route = (call: Call) => string | Promise<string>;
