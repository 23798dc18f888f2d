/** The deepest nesting of JSON in an answer: far more than Linked API sends, and far less than parsers can handle. */
export const mostLevels = 1000;

/** Checks how deep JSON is nested while it arrives, since parsing millions of levels takes seconds. */
export class Nesting {
  private level = 0;
  private inString = false;
  private escaped = false;

  /** Takes the next bytes of UTF-8 text. Returns false once it is nested too deep. */
  accepts(bytes: Uint8Array): boolean {
    // Locals, since this looks at every byte of an answer.
    let level = this.level;
    let inString = this.inString;
    let escaped = this.escaped;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (inString) {
        if (escaped) escaped = false;
        else if (byte === backslash) escaped = true;
        else if (byte === quote) inString = false;
      } else if (byte === quote) inString = true;
      else if (byte === openList || byte === openRecord) {
        level += 1;
        if (level > mostLevels) return false;
      } else if (byte === closeList || byte === closeRecord) level -= 1;
    }
    this.level = level;
    this.inString = inString;
    this.escaped = escaped;
    return true;
  }
}

const quote = 0x22;
const backslash = 0x5c;
const openList = 0x5b;
const closeList = 0x5d;
const openRecord = 0x7b;
const closeRecord = 0x7d;
