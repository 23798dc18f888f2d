import http, { type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface SeenRequest {
  method: string;
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
  /** Tells connections apart. */
  remotePort: number;
}

/** Handles one request; it may also leave the response unanswered. */
export type Reply = (response: ServerResponse, request: SeenRequest) => void;

const send = (status: number, type: string, body: string, headers: Record<string, string> = {}): Reply => {
  return (response) => response.writeHead(status, { 'content-type': type, ...headers }).end(body);
};

export const json = (body: unknown, status = 200, headers?: Record<string, string>): Reply =>
  send(status, 'application/json', JSON.stringify(body), headers);

/** Linked API's success envelope around a result. */
export const success = (result: unknown): Reply => json({ success: true, result });

/** Linked API's failure envelope. */
export const failure = (type: string, message: string, status = 400, headers?: Record<string, string>): Reply =>
  json({ success: false, error: { type, message } }, status, headers);

export const text = (body: string, status = 200, headers?: Record<string, string>): Reply =>
  send(status, 'text/plain', body, headers);

export const html = (body: string, status = 200, headers?: Record<string, string>): Reply =>
  send(status, 'text/html', body, headers);

export const redirect = (location: string, status = 302): Reply => send(status, 'text/plain', '', { location });

/** Announces more bytes than it sends, then closes. */
export const truncated =
  (body: string): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(body.length + 100) });
    response.write(body, () => response.destroy());
  };

/** Sends half of a chunked body, then resets the connection. */
export const resetInBody =
  (body: string): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(body, () => response.socket?.resetAndDestroy());
  };

/** Resets the connection instead of answering. */
export const reset = (): Reply => (response) => void response.socket?.resetAndDestroy();

/** Sends the headers, then resets the connection. */
export const resetAfterHeaders = (): Reply => (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  setImmediate(() => response.socket?.resetAndDestroy());
};

/** A reply on a connection that is used once, like that of a POST, and a promise of the moment the client has read it and closed. */
export function readToTheEnd(reply: Reply): { reply: Reply; read: Promise<void> } {
  let left: () => void = () => undefined;
  const read = new Promise<void>((resolve) => (left = resolve));
  return {
    reply: (response, request) => {
      response.socket?.once('close', left);
      reply(response, request);
    },
    read,
  };
}

/** Never answers. */
export const hang = (): Reply => () => undefined;

/** Sends the headers and a space at once and every `everyMs`, and never ends. */
export const drip =
  (everyMs = 20): Reply =>
  (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(' ');
    const timer = setInterval(() => response.write(' '), everyMs);
    response.on('close', () => clearInterval(timer));
  };

/**
 * A real HTTP server on 127.0.0.1 that answers each request with the next reply of its script; the last one repeats.
 * For routes, give one reply that looks at the request: `(response, request) => (isStart(request) ? a : b)(response, request)`.
 */
export class MisbehavingServer {
  /** `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Every request whose body has arrived, in order. */
  readonly requests: SeenRequest[] = [];
  /** What its clock shows, in milliseconds since 1970. */
  now: () => number = Date.now;
  private replies: Reply[] = [];
  private waiting: Array<() => void> = [];

  private constructor(private readonly server: http.Server) {
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers, socket } = request;
        const body = Buffer.concat(chunks).toString();
        const seen = { method, path: url, headers, body, remotePort: socket.remotePort ?? 0 };
        this.requests.push(seen);
        const reply = (this.replies.length > 1 ? this.replies.shift() : this.replies[0]) ?? text('no script', 500);
        response.setHeader('date', new Date(this.now()).toUTCString());
        reply(response, seen);
        for (const look of this.waiting) look();
      });
    });
  }

  static async start(...replies: Reply[]): Promise<MisbehavingServer> {
    const server = http.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const started = new MisbehavingServer(server);
    started.script(...replies);
    return started;
  }

  /** Replaces the script and forgets the requests seen so far. */
  script(...replies: Reply[]): void {
    this.replies = replies;
    this.requests.length = 0;
  }

  /** Resolves as soon as `count` requests have arrived since the script was set. */
  arrived(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = () => {
        if (this.requests.length < count) return;
        this.waiting = this.waiting.filter((other) => other !== look);
        resolve();
      };
      this.waiting.push(look);
      look();
    });
  }

  /** Stops listening: connections are refused until `listen`. */
  async refuse(): Promise<void> {
    await this.close();
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(Number(new URL(this.url).port), '127.0.0.1', resolve));
  }

  /** Closes at once, including unanswered requests. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
