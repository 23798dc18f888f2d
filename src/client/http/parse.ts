/** Characters parsed without a pause: some milliseconds on a fast machine, some ten on a slow one. */
const pieceLength = 500_000;
/** Long values nested deeper than this are parsed without a pause. */
const deepest = 20;

/**
 * Parses JSON like `JSON.parse`, with the same errors, but yields after every `piece` characters, since a long text would block
 * everything else.
 */
export function* parseSteps(text: string, piece = pieceLength): Generator<void, unknown> {
  if (text.length <= piece) return JSON.parse(text) as unknown;
  return yield* new Parser(text, piece).document();
}

class Parser {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly piece: number,
  ) {}

  *document(): Generator<void, unknown> {
    this.space();
    const value = yield* this.value(0);
    this.space();
    if (this.at < this.text.length) throw this.wrong();
    return value;
  }

  private *value(depth: number): Generator<void, unknown> {
    const start = this.at;
    const kind = this.text[start];
    if (depth < deepest && this.end(start, this.piece) === undefined) {
      if (kind === '[') return yield* this.list(depth);
      if (kind === '{') return yield* this.record(depth);
    }
    this.at = this.end(start, Infinity) ?? this.text.length;
    yield;
    return JSON.parse(this.text.slice(start, this.at)) as unknown;
  }

  private *list(depth: number): Generator<void, unknown[]> {
    const list: unknown[] = [];
    const take = (from: number, to: number) => {
      for (const item of JSON.parse(`[${this.text.slice(from, to)}]`) as unknown[]) list.push(item);
    };
    yield* this.members(
      ']',
      take,
      () => this.at,
      depth,
      (_, value) => list.push(value),
    );
    return list;
  }

  private *record(depth: number): Generator<void, object> {
    const record: object = {};
    const add = (key: string, value: unknown) =>
      Object.defineProperty(record, key, { value, writable: true, enumerable: true, configurable: true });
    const take = (from: number, to: number) => {
      const some = JSON.parse(`{${this.text.slice(from, to)}}`) as object;
      for (const [key, value] of Object.entries(some)) add(key, value);
    };
    const afterKey = () => {
      let at = this.text[this.at] === '"' ? this.endOfString(this.at) : undefined;
      if (at === undefined) throw this.wrong();
      at = this.afterSpace(at);
      if (this.text[at] !== ':') throw this.wrong();
      return this.afterSpace(at + 1);
    };
    yield* this.members('}', take, afterKey, depth, (name, value) => {
      add(JSON.parse(name.slice(0, name.lastIndexOf(':'))) as string, value);
    });
    return record;
  }

  /**
   * The members between two brackets: `take` gets runs of short members, `add` each long one with the text before its value;
   * `valueOf` returns where the value of the current member begins.
   */
  private *members(
    close: string,
    take: (from: number, to: number) => void,
    valueOf: () => number,
    depth: number,
    add: (name: string, value: unknown) => void,
  ): Generator<void, void> {
    this.at += 1;
    this.space();
    if (this.text[this.at] === close) return void (this.at += 1);
    let from = this.at;
    for (;;) {
      const start = this.at;
      const value = valueOf();
      const end = this.end(value, this.piece);
      if (end === value) throw this.wrong();
      if (end === undefined) {
        if (start > from) take(from, this.text.lastIndexOf(',', start));
        this.at = value;
        add(this.text.slice(start, value), yield* this.value(depth + 1));
        from = -1;
      } else this.at = end;
      const last = this.at;
      this.space();
      const next = this.text[this.at];
      if (next !== ',' && next !== close) throw this.wrong();
      const isFull = from >= 0 && (next === close || last - from >= this.piece);
      if (isFull) {
        take(from, last);
        yield;
      }
      this.at += 1;
      if (next === close) return;
      this.space();
      if (isFull || from < 0) from = this.at;
    }
  }

  /** The end of the value at `start`; undefined if it is longer than `most` or has no end. Does not validate it. */
  private end(start: number, most: number): number | undefined {
    const { text } = this;
    const limit = Math.min(text.length, start + most);
    let depth = 0;
    for (let at = start; at < limit; at += 1) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        const end = this.endOfString(at);
        if (end === undefined || end > limit) return undefined;
        if (depth === 0) return end;
        at = end - 1;
      } else if (code === OPEN_LIST || code === OPEN_RECORD) depth += 1;
      else if (code === CLOSE_LIST || code === CLOSE_RECORD) {
        depth -= 1;
        if (depth === 0) return at + 1;
        if (depth < 0) return at;
      } else if (depth === 0 && (code === COMMA || spaces.has(code))) return at;
    }
    return depth === 0 && limit === text.length ? limit : undefined;
  }

  private endOfString(start: number): number | undefined {
    for (let quote = this.text.indexOf('"', start + 1); quote >= 0; quote = this.text.indexOf('"', quote + 1)) {
      let slash = quote - 1;
      while (this.text.charCodeAt(slash) === BACKSLASH) slash -= 1;
      if ((quote - slash) % 2 === 1) return quote + 1;
    }
    return undefined;
  }

  private space(): void {
    this.at = this.afterSpace(this.at);
  }

  private afterSpace(at: number): number {
    let after = at;
    while (spaces.has(this.text.charCodeAt(after))) after += 1;
    return after;
  }

  private wrong(): SyntaxError {
    return new SyntaxError(`Unexpected character at position ${this.at}`);
  }
}

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [OPEN_LIST, CLOSE_LIST, OPEN_RECORD, CLOSE_RECORD] = [0x5b, 0x5d, 0x7b, 0x7d];
const spaces = new Set([0x20, 0x09, 0x0a, 0x0d]);
