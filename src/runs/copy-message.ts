import { isDate, isPlainObject } from '../shared';
import type { Message } from './message';

/** A message as it was received, kept in memory so that it can be sent again. */
export interface MessageCopy {
  message: Message;
  /** Roughly, in characters of JSON. */
  size: number;
  /** Paths of values that cannot be copied, such as a connection: `['req', 'socket']`. */
  omitted: (readonly string[])[];
}

/** Copying stops at this size, so a larger message costs no more than this. In characters. */
const maxSizeInMemory = 250_000;

/** In bytes of JSON. */
const maxSizeOnDisk = 256 * 1024;

const maxDepth = 100;

/**
 * Copies plain values, dates and buffers; undefined when the message is too large. Leaves out `_msgid`, since a message made
 * from the copy needs one of its own.
 */
export function copyInMemory({ _msgid: _, ...message }: Message): MessageCopy | undefined {
  const copier = new Copier('memory', maxSizeInMemory);
  try {
    const copy = copier.copy(message, [], []) as Message;
    return { message: copy, size: maxSizeInMemory - copier.room, omitted: copier.omitted };
  } catch {
    // Too large, or a getter throws. The run starts all the same.
    return undefined;
  }
}

/** A copy that the caller may change. Node-RED's `cloneMessage` would share `req` and `res`. */
export const copyAgain = ({ message }: Pick<MessageCopy, 'message'>): Message =>
  new Copier('memory', Infinity).copy(message, [], []) as Message;

/** Like `copyAgain`; calls `onRead` with the path of each omitted value that is read. */
export function copyReportingOmitted({ message, omitted }: MessageCopy, onRead: (path: string) => void): Message {
  const copy = copyAgain({ message });
  for (const path of omitted) {
    const [last, ...parents] = [...path].reverse();
    let holder: unknown = copy;
    for (const key of parents.reverse()) {
      holder = isHolder(holder) && Object.hasOwn(holder, key) ? holder[key] : undefined;
    }
    if (last !== undefined && isHolder(holder)) {
      Object.defineProperty(holder, last, { enumerable: true, get: () => void onRead(path.join('.')) });
    }
  }
  return copy;
}

/**
 * The part of a message that JSON gives back unchanged, and the paths of the rest (`req.socket`). Properties that are too
 * large are left out as a whole. The payload is copied last, since results replace it anyway.
 */
export function copyAsJson(message: Message): { message: Message; leftOut: string[] } {
  const { payload, ...rest } = message;
  const entries = Object.entries('payload' in message ? { ...rest, payload } : rest);
  const leftOut: string[] = [];
  const copies: [string, unknown][] = [];
  let room = maxSizeOnDisk;
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    const copier = new Copier('json', room);
    try {
      const copy = copier.copy(value, [key], []);
      if (copy !== notCopied) copies.push([key, copy]);
      leftOut.push(...copier.omitted.map((path) => path.join('.')));
      room = copier.room;
    } catch {
      // Too large, or a getter throws.
      leftOut.push(key);
    }
  }
  return { message: Object.fromEntries(copies), leftOut };
}

const isHolder = (value: unknown): value is Record<string, unknown> => Array.isArray(value) || isPlainObject(value);

const notCopied = Symbol('not copied');

class Copier {
  readonly omitted: (readonly string[])[] = [];

  constructor(
    private readonly target: 'memory' | 'json',
    /** How much more may be copied. */
    public room: number,
  ) {}

  /** `parents` are the objects that contain the value. Throws if the copy becomes too large. */
  copy(value: unknown, path: readonly string[], parents: readonly object[]): unknown {
    this.spend(8);
    if (typeof value === 'string') {
      this.spendText(value);
      return value;
    }
    if (typeof value !== 'object' || value === null) return this.isKept(value) ? value : this.omit(path);
    if (this.target === 'memory' && isDate(value)) return new Date(value);
    if (this.target === 'memory' && Buffer.isBuffer(value)) {
      this.spend(value.length);
      return Buffer.from(value);
    }
    if (parents.includes(value) || parents.length > maxDepth) return this.omit(path);
    const within = [...parents, value];
    if (Array.isArray(value)) {
      return Array.from(value, (item: unknown, index) => {
        const copy = this.copy(item, [...path, String(index)], within);
        return copy === notCopied ? null : copy;
      });
    }
    return isPlainObject(value) ? this.copyObject(value, path, within) : this.omit(path);
  }

  private copyObject(value: Record<string, unknown>, path: readonly string[], within: readonly object[]): object {
    const copies: [string, unknown][] = [];
    for (const [key, member] of Object.entries(value)) {
      if (member === undefined && this.target === 'json') continue;
      this.spendText(key);
      const copy = this.copy(member, [...path, key], within);
      if (copy !== notCopied) copies.push([key, copy]);
    }
    return Object.fromEntries(copies);
  }

  private isKept(value: unknown): boolean {
    if (this.target === 'memory') return typeof value !== 'function' && typeof value !== 'symbol';
    return value === null || typeof value === 'boolean' || Number.isFinite(value);
  }

  private spendText(text: string): void {
    this.spend(this.target === 'memory' ? text.length : Buffer.byteLength(text));
  }

  private spend(size: number): void {
    this.room -= size;
    if (this.room < 0) throw new Error('no room');
  }

  private omit(path: readonly string[]): typeof notCopied {
    this.spendText(path.join('.'));
    this.omitted.push(path);
    return notCopied;
  }
}
