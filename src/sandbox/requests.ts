import type { IncomingMessage, ServerResponse } from 'node:http';
import { Refusal } from './failures';

/** Bytes. A tree of ten thousand actions is about a tenth of it. */
const largestBody = 10_000_000;

/** The body as JSON. Whatever is wrong with it is an `invalidRequestPayload`. */
export async function jsonBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Read to the end in any case: a client that is still sending does not see an answer.
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

/** The sandbox serves this machine only; a page that has a name of its own resolve to it is turned away. */
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
  answer(response, status, JSON.stringify({ success: false, error: { type, message } }), headers);
}
