import type { Checked } from './check';
import type { ServedAccount } from './accounts';

/** What a route gets: whose request it is, the rest of the path, the query, the body. */
export interface Call {
  tenant: ServedAccount;
  id: string;
  query: URLSearchParams;
  body: () => Promise<unknown>;
  check: (document: unknown) => Checked;
}

/** The result as JSON text: a completion is kept as text and goes out as it is. */
export type Route = (call: Call) => string | Promise<string>;
