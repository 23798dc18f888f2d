/** Levels to which JSON in an answer may be nested: many times what Linked API sends, and far below what stops a parser. */
export const MOST_LEVELS = 1000;

/** Watches how deep JSON is nested while its bytes arrive, since parsing what is nested millions deep takes seconds. */
export class Nesting {
  #level = 0;
  #inString = false;
  #escaped = false;

  /** Takes the next bytes of a text in UTF-8; false once it is nested too deep. */
  accepts(bytes: Uint8Array): boolean {
    // Locals, since this looks at every byte of an answer.
    let level = this.#level;
    let inString = this.#inString;
    let escaped = this.#escaped;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at]!;
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === BACKSLASH) escaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === OPEN_LIST || byte === OPEN_RECORD) {
        level += 1;
        if (level > MOST_LEVELS) return false;
      } else if (byte === CLOSE_LIST || byte === CLOSE_RECORD) level -= 1;
    }
    this.#level = level;
    this.#inString = inString;
    this.#escaped = escaped;
    return true;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_RECORD = 0x7b;
const CLOSE_RECORD = 0x7d;
