import { isDate, isPlainObject } from '../../shared';
import type { Message } from './node-red';

/** A message as it was received, to be sent once more. */
export interface KeptMessage {
  message: Message;
  /** Roughly, in characters of JSON. */
  size: number;
  /** Paths of what cannot be kept, such as a connection: `['req', 'socket']`. */
  omitted: (readonly string[])[];
}

/** A message beyond this is not kept; looking at it stops there, so that a large one costs no more than this. */
const mostOfMessage = 250_000;

const mostDepth = 100;

/**
 * A copy that nobody else can change, of plain values, dates and buffers; undefined when the message is too large. It has no
 * `_msgid`, for the message that is made of it is another one.
 */
export function keepMessage({ _msgid: _, ...message }: Message): KeptMessage | undefined {
  const copier = new Copier(mostOfMessage);
  try {
    const copy = copier.copy(message, [], []) as Message;
    return { message: copy, size: copier.size, omitted: copier.omitted };
  } catch {
    // Too large, or a member that cannot even be looked at; neither is a reason not to run.
    return undefined;
  }
}

/** A copy for a caller that may change it. Not by Node-RED's `cloneMessage`, which leaves `req` and `res` shared. */
export const copyOf = ({ message }: Pick<KeptMessage, 'message'>): Message =>
  new Copier(Infinity).copy(message, [], []) as Message;

/** A copy that calls `onRead` with the path of whatever is read of it and was not kept. */
export function watchedCopy({ message, omitted }: KeptMessage, onRead: (path: string) => void): Message {
  const copy = copyOf({ message });
  for (const path of omitted) {
    let holder: unknown = copy;
    for (const key of path.slice(0, -1)) {
      holder = isHolder(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
    }
    if (isHolder(holder)) {
      Object.defineProperty(holder, path.at(-1)!, { enumerable: true, get: () => void onRead(path.join('.')) });
    }
  }
  return copy;
}

const isHolder = (value: unknown): value is Record<string, unknown> => Array.isArray(value) || isPlainObject(value);

const nothing = Symbol('cannot be kept');

class Copier {
  size = 0;
  readonly omitted: (readonly string[])[] = [];

  constructor(private readonly most: number) {}

  copy(value: unknown, path: readonly string[], open: readonly object[]): unknown {
    this.#spend(8);
    if (typeof value === 'string') {
      this.#spend(value.length);
      return value;
    }
    if (typeof value === 'function' || typeof value === 'symbol') return this.#omit(path);
    if (typeof value !== 'object' || value === null) return value;
    if (isDate(value)) return new Date(value);
    if (Buffer.isBuffer(value)) {
      this.#spend(value.length);
      return Buffer.from(value);
    }
    if (open.includes(value) || open.length > mostDepth) return this.#omit(path);
    const within = [...open, value];
    if (Array.isArray(value)) {
      return value.map((item, index) => {
        const copy = this.copy(item, [...path, String(index)], within);
        return copy === nothing ? null : copy;
      });
    }
    if (!isPlainObject(value)) return this.#omit(path);
    const copies: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      this.#spend(key.length);
      const copy = this.copy(member, [...path, key], within);
      if (copy !== nothing) copies.push([key, copy]);
    }
    return Object.fromEntries(copies);
  }

  #spend(size: number): void {
    this.size += size;
    if (this.size > this.most) throw new Error('too large');
  }

  #omit(path: readonly string[]): typeof nothing {
    this.#spend(8 * path.length);
    this.omitted.push(path);
    return nothing;
  }
}
