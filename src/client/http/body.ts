import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { Nesting } from './nesting';

export class TooLarge extends Error {
  constructor(readonly maxBytes: number) {
    super();
  }
}
export class TooDeep extends Error {}

/**
 * Reads the unpacked body of an answer. Throws TooLarge before it holds more than `maxBytes`, at once if `content-length` is
 * larger, and TooDeep as soon as the JSON is nested too deep.
 */
export async function readBody(body: Readable, contentLength: unknown, maxBytes: number): Promise<string> {
  const decoder = new StringDecoder('utf8');
  const nesting = new Nesting();
  let text = '';
  let bytes = 0;
  if (Number(contentLength) > maxBytes) {
    body.destroy();
    throw new TooLarge(maxBytes);
  }
  for await (const piece of body as AsyncIterable<Buffer>) {
    bytes += piece.length;
    // Leaving the loop destroys the stream, and with it the connection.
    if (bytes > maxBytes) throw new TooLarge(maxBytes);
    if (!nesting.accepts(piece)) throw new TooDeep();
    text += decoder.write(piece);
  }
  text += decoder.end();
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}
