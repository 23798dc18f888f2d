import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { defaultToken } from '../engine/account-behaviour';
import { checker } from '../engine/check';
import { Refusal } from '../failures';
import { answer, isLoopback, jsonBody, refuse, refuseUnread, targetOf } from '../requests';
import { routes } from './routes';
import type { Settings, ServedAccount, servedAccounts } from '../engine/accounts';
import { isSupportedOperation, Workspace } from '../workspace';

type Tenants = ReturnType<typeof servedAccounts>;

/** The HTTP server: tokens, routes, envelopes, errors. */
export function serverOf(known: Tenants, { actions, now, log }: Pick<Settings, 'actions' | 'now' | 'log'>): Server {
  const check = checker(actions);
  const workspace = new Workspace(known, now);
  // Without this listener Node.js answers unreadable requests without a body.
  return createServer((request, response) => void serve(request, response)).on('clientError', refuseUnread);

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('date', now().toUTCString());
    try {
      if (!isLoopback(request.headers.host)) {
        throw new Refusal('hostNotAllowed', 'The sandbox answers under 127.0.0.1 and localhost only.', 403);
      }
      const { path, query } = targetOf(request);
      const operation = /^\/admin\/(.+)$/.exec(path)?.[1];
      if (operation !== undefined) {
        if (request.method !== 'POST' || !isSupportedOperation(operation)) throw missing(request.method, path);
        requireWorkspace(request);
        const result = await workspace.answer(operation, () => jsonBody(request));
        return answer(response, 200, JSON.stringify({ success: true, result }));
      }
      const { route, id } = routeFor(request.method ?? 'GET', path);
      const tenant = tenantOf(request, known);
      const result = await route({ tenant, id, query, body: () => jsonBody(request), check });
      answer(response, 200, `{"success":true,"result":${result}}`);
    } catch (error) {
      if (response.headersSent || request.socket.destroyed) return void response.destroy();
      if (error instanceof Refusal) return refuse(response, error);
      log(`${request.method} ${request.url}: ${error instanceof Error ? error.stack : String(error)}`);
      refuse(response, new Refusal('unexpectedError', 'The sandbox made a mistake.', 500));
    }
  }
}

function routeFor(method: string, path: string) {
  const [, workflow] = /^\/workflows\/([^/]+)$/.exec(path) ?? [];
  const methods = workflow ? routes['/workflows/:id'] : Object.hasOwn(routes, path) ? routes[path] : undefined;
  const route = methods && Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!route) throw missing(method, path);
  return { route, id: workflow ?? '' };
}

const missing = (method = 'GET', path = '/') =>
  new Refusal('notFound', `There is no ${method} ${path.length > 100 ? `${path.slice(0, 99)}…` : path}.`, 404);

function requireWorkspace({ headers }: IncomingMessage): void {
  const linkedApiToken = headers['linked-api-token'];
  if (!linkedApiToken) throw new Refusal('linkedApiTokenRequired', 'The header linked-api-token is missing.', 401);
  if (linkedApiToken !== defaultToken) {
    throw new Refusal('invalidLinkedApiToken', 'The linked-api-token is not valid.', 401);
  }
}

/** Both tokens are checked before anything else, the workspace’s first. */
function tenantOf(request: IncomingMessage, known: Tenants): ServedAccount {
  requireWorkspace(request);
  const { headers } = request;
  const token = headers['identification-token'];
  if (!token) throw new Refusal('identificationTokenRequired', 'The header identification-token is missing.', 401);
  const tenant = typeof token === 'string' ? known.get(token) : undefined;
  if (!tenant) throw new Refusal('invalidIdentificationToken', 'The identification-token is not valid.', 401);
  const { refuses } = tenant.behaviour;
  if (refuses?.what === 'requests') {
    const headers = refuses.retryAfter === undefined ? {} : { 'retry-after': String(refuses.retryAfter) };
    throw new Refusal(refuses.type, refuses.message, refuses.status, headers);
  }
  return tenant;
}
