import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

export class TooLarge extends Error {}

/**
 * Reads an answer's unpacked body, piece by piece as it comes, and throws TooLarge before more than `maxBytes` are held: at
 * once when its `content-length` says so.
 */
export async function readBody(body: Readable, contentLength: unknown, maxBytes: number): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let bytes = 0;
  if (Number(contentLength) > maxBytes) {
    body.destroy();
    throw new TooLarge();
  }
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > maxBytes) throw new TooLarge();
    text += decoder.write(piece);
  }
  text += decoder.end();
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
