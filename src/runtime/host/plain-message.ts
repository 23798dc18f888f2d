import { isPlainObject } from '../../shared';
import type { Message } from './node-red';

/** In bytes of JSON: what is kept of one message for a restart. */
const mostKept = 256 * 1024;

const mostDepth = 100;

interface PlainMessage {
  message: Message;
  /** Paths of what is not kept: `req.socket`. */
  leftOut: string[];
}

/**
 * What of a message comes back from JSON as it was. Other values are left out and named, as are whole properties that there
 * is no room for; the payload is looked at last, since results replace it.
 */
export function plainMessage(message: Message, most = mostKept): PlainMessage {
  const { payload, ...rest } = message;
  const entries = Object.entries('payload' in message ? { ...rest, payload } : rest);
  const leftOut: string[] = [];
  const kept: [string, unknown][] = [];
  let room = most;
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    const copier = new Copier(room);
    try {
      const copy = copier.copy(value, key, []);
      if (copy !== nothing) kept.push([key, copy]);
      leftOut.push(...copier.leftOut);
      room = copier.room;
    } catch {
      // No room, or a member that cannot even be looked at.
      leftOut.push(key);
    }
  }
  return { message: Object.fromEntries(kept), leftOut };
}

const nothing = Symbol('left out');

class Copier {
  readonly leftOut: string[] = [];

  constructor(public room: number) {}

  copy(value: unknown, path: string, open: readonly object[]): unknown {
    this.#spend(8);
    if (typeof value === 'string') {
      this.#spend(Buffer.byteLength(value));
      return value;
    }
    if (value === null || typeof value === 'boolean' || Number.isFinite(value)) return value;
    if (typeof value !== 'object' || open.includes(value) || open.length > mostDepth) return this.#leaveOut(path);
    const within = [...open, value];
    if (Array.isArray(value)) {
      return Array.from(value, (item: unknown, index) => {
        const copy = this.copy(item, `${path}.${index}`, within);
        return copy === nothing ? null : copy;
      });
    }
    if (!isPlainObject(value)) return this.#leaveOut(path);
    const copies: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined) continue;
      this.#spend(Buffer.byteLength(key));
      const copy = this.copy(member, `${path}.${key}`, within);
      if (copy !== nothing) copies.push([key, copy]);
    }
    return Object.fromEntries(copies);
  }

  #spend(size: number): void {
    this.room -= size;
    if (this.room < 0) throw new Error('no room');
  }

  #leaveOut(path: string): typeof nothing {
    this.#spend(Buffer.byteLength(path));
    this.leftOut.push(path);
    return nothing;
  }
}
