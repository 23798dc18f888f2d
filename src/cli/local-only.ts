import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/**
 * The demo has no login, and Node-RED 4.1 answers pages of every origin: any page open in the same browser could deploy flows,
 * and so run commands. Called by the settings file of the demo, inside Node-RED's process.
 */
export function answerOnlyLocally(nodeRed: string): void {
  const RED = createRequire(nodeRed)('./lib/red.js') as { init(server: Server, settings: object): void };
  const init = RED.init.bind(RED);
  RED.init = (server, settings) => {
    refuseForeign(server);
    init(server, settings);
  };
}

/**
 * Answers 403 to requests and WebSocket handshakes that come from another origin, or under a host name that is not this
 * machine's: a page whose name resolves to 127.0.0.1 would count as the same origin. Not a listener, since others would
 * still be called.
 */
function refuseForeign(server: Server): void {
  const emit = server.emit.bind(server) as (event: string, ...args: unknown[]) => boolean;
  server.emit = (event: string, ...args: unknown[]) => {
    if (event !== 'request' && event !== 'upgrade') return emit(event, ...args);
    const { port } = server.address() as AddressInfo;
    if (isLocal(args[0] as IncomingMessage, port)) return emit(event, ...args);
    if (event === 'request') refuse(args[1] as ServerResponse, port);
    else refuseUpgrade(args[1] as Duplex);
    return true;
  };
}

function isLocal({ headers: { host = '', origin } }: IncomingMessage, port: number): boolean {
  const hosts = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`);
  // Browsers leave the usual port out.
  if (port === 80) hosts.push('localhost', '127.0.0.1', '[::1]');
  return hosts.includes(host.toLowerCase()) && (origin === undefined || origin === `http://${host.toLowerCase()}`);
}

function refuse(response: ServerResponse, port: number): void {
  response.writeHead(403, { 'content-type': 'text/plain', connection: 'close' });
  response.end(`This demo answers only to its own editor, at http://127.0.0.1:${port}\n`);
}

function refuseUpgrade(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
