import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** How far a signature's time may be from now, in seconds, either way. */
const window = 300;

/**
 * What is wrong with the signature of a webhook request, or undefined. It is the HMAC-SHA256 of the timestamp, a full stop and
 * the body's bytes, in lower-case hex, with the secret's characters as the key (https://linkedapi.io/docs/webhooks). `now` is in
 * milliseconds.
 */
export function signatureProblem(
  headers: IncomingHttpHeaders,
  body: Buffer,
  secret: string,
  now: number,
): string | undefined {
  const signature = headers['linked-api-signature'];
  const timestamp = headers['linked-api-signature-timestamp'];
  if (signature === undefined || timestamp === undefined) {
    return 'it is not signed. Switch signing on for the webhook at Linked API';
  }
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return 'the time of its signature is no number';
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) {
    return 'its signature is not made of 64 lower-case hex digits';
  }
  const expected = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest();
  if (!timingSafeEqual(expected, Buffer.from(signature, 'hex'))) {
    return 'its signature does not fit the secret. Compare the secret with the one at Linked API';
  }
  const signed = Number(timestamp) * 1000;
  if (Math.abs(now - signed) > window * 1000) {
    const iso = (time: number) => new Date(time).toISOString();
    return `its signature is of ${iso(signed)}, and this machine’s clock shows ${iso(now)}: more than ${window} seconds apart. Either the event was held up, or this machine’s clock is wrong. Set the clock if it is`;
  }
  return undefined;
}
