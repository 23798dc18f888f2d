import assert from 'node:assert/strict';
import { LinkedApiClient, LinkedApiError, type ClientOptions } from '../../src/client';
import { FakeClock } from '../support/service/fake-clock';
import type { MisbehavingServer } from '../support/service/misbehaving-server';

export const tokens = { linkedApiToken: 'Workspace+Secret/0123', identificationToken: 'Account&Secret"4567' };

/** A client of a server whose clock is right. */
export function clientOf(server: MisbehavingServer, clock = new FakeClock(), more: Partial<ClientOptions> = {}) {
  server.now = () => clock.ticks();
  return new LinkedApiClient({ baseUrl: server.url, ...tokens, ...more }, clock);
}

/** The error a promise rejects with, checked for its class, plain details and no secret anywhere. */
export async function errorOf(work: Promise<unknown>): Promise<LinkedApiError> {
  const error = await work.then(
    (value) => assert.fail(`resolved with ${JSON.stringify(value)}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof LinkedApiError, String(error));
  assert.deepEqual(JSON.parse(JSON.stringify(error.cause)), error.cause);
  tellsNoToken(error);
  return error;
}

export function tellsNoToken(error: LinkedApiError): void {
  const said = [error.message, error.stack, error.code, JSON.stringify(error), JSON.stringify(error.cause)].join('\n');
  for (const token of Object.values(tokens)) {
    for (const form of [token, encodeURIComponent(token), JSON.stringify(token).slice(1, -1)]) {
      assert.ok(!said.includes(form), `leaks ${form}: ${said}`);
    }
  }
}
