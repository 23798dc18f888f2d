import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { Action } from '../catalog';
import type { Reading } from './engine/interpret';
import type { Speed } from './pace';
import { populate } from './world/populate';
import { serverOf } from './server/server';
import { servedAccounts } from './engine/accounts';
import type { WorldData } from './world/world-data';

export { tokenTable } from './engine/account-behaviour';
export { readings, type Reading } from './engine/interpret';
export { speeds, type Speed } from './pace';
export { supportedEndpoints } from './server/supported';
export { triggerTable } from './engine/triggers';
export { type CompanyRow, type PersonRow, postFlags, type PostRow, type WorldData } from './world/world-data';

export interface SandboxOptions {
  actions: readonly Action[];
  world: WorldData;
  /** Default 0: any free port. */
  port?: number;
  /** The same seed gives the accounts the same history. */
  seed?: number;
  speed?: Speed;
  reading?: Reading;
  /** The sandbox’s clock. All ages in its world count back from its start. */
  now?: () => Date;
  /** Called with errors of the sandbox itself; default stderr. */
  log?: (line: string) => void;
  /** Keep the process alive until closed; default false. */
  stay?: boolean;
}

export interface RunningSandbox {
  /** `http://127.0.0.1:<port>`, the base URL for a client. */
  url: string;
  port: number;
  /** Ends running workflows and open connections. */
  close(): Promise<void>;
}

/**
 * Starts an invented LinkedIn behind the HTTP interface of Linked API (https://linkedapi.io/docs), on 127.0.0.1 only.
 * Rejects when the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { actions, world, port = 0, seed = 1, speed = 'instant', reading = 'A', stay = false } = options;
  const now = options.now ?? (() => new Date());
  const log = options.log ?? ((line: string) => void process.stderr.write(`sandbox: ${line}\n`));
  const known = servedAccounts(populate(world, now()), { actions, seed, speed, reading, now, log });
  const server = serverOf(known, { actions, now, log });
  if (!stay) {
    server.on('connection', (socket: Socket) => socket.unref());
    server.unref();
  }
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${actual}`,
    port: actual,
    async close() {
      known.close();
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** The world as it was built with the package. */
export function builtWorld(): WorldData {
  return JSON.parse(readFileSync(join(__dirname, 'world.json'), 'utf8')) as WorldData;
}
