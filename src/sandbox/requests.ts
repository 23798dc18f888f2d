import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { Refusal } from './failures';

/** Bytes; about ten times a tree of ten thousand actions. */
const largestBody = 10_000_000;

/** The body as JSON. Throws a Refusal `invalidRequestPayload` if it is none. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end even if it is refused: a client that is still sending does not see the answer.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) {
    throw new Refusal('invalidRequestPayload', `The body is larger than ${largestBody} bytes.`, 413);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal('invalidRequestPayload', 'The body is not valid JSON.');
  }
}

/**
 * The path and query of a request. A target may be anything, so it is not resolved as a URL: `//` has no host. Of an
 * absolute one (`GET http://127.0.0.1:4010/account`) the path counts, unless it names another host.
 */
export function targetOf({ url = '/' }: IncomingMessage): { path: string; query: URLSearchParams } {
  const [, host, own = ''] = /^http:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  const [path, query] = cut(isLoopback(host) ? own : url, '?');
  return { path: path || '/', query: new URLSearchParams(query) };
}

function cut(text: string, at: string): [string, string] {
  const index = text.indexOf(at);
  return index === -1 ? [text, ''] : [text.slice(0, index), text.slice(index + 1)];
}

/** The sandbox serves only this machine. This refuses web pages whose host name resolves to it (DNS rebinding). */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i.test(host);
}

export function answer(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
}

export function refuse(response: ServerResponse, { type, message, status, headers }: Refusal): void {
  answer(response, status, failure(type, message), headers);
}

const failure = (type: string, message: string) => JSON.stringify({ success: false, error: { type, message } });

/** Answers unreadable requests, such as one with a target of 20,000 characters. */
export function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Drop what the client still sends: closing the socket now could lose the answer.
  if (error.code === 'ECONNRESET' || !socket.writable) return;
  const body = failure('invalidRequestPayload', `This request cannot be read: ${error.message}`);
  const head = [
    'HTTP/1.1 400 Bad Request',
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
