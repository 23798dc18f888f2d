import { errorText } from '../workflow/realms';
import { Stream, type Item, type News, type WrittenStream } from './stream';

/** A place for one text that outlives the process. */
export interface Shelf {
  load(): Promise<string | undefined>;
  /** Resolves when the text will be there after a power cut. */
  save(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Where a feed begins: with what happens from now on, or with a moment in milliseconds since 1970. */
export type Start = 'now' | number;

/** How many keys a feed remembers between two deliveries; each takes some 40 bytes. */
const mostRemembered = 5_000;

/** Delivered between two durable marks. */
const mostAtOnce = 500;

const version = 1;

/** Streams of events that are delivered once each, also across restarts. Not to be used by two at once. */
export class Feed {
  readonly #streams = new Map<string, Stream>();
  #unsaved = true;

  private constructor(
    readonly shelf: Shelf,
    /** Changed, everything begins anew. */
    readonly settings: string,
    readonly start: Start,
    readonly now: () => number,
  ) {}

  /** Goes on where the same feed has ended. Rejects with what is wrong with the shelf; what is on it and cannot be read is told, and put over. */
  static async open(
    shelf: Shelf,
    { settings, start, now }: { settings: string; start: Start; now: () => number },
    onUnreadable: (problem: string) => void,
  ): Promise<Feed> {
    const feed = new Feed(shelf, settings, start, now);
    const text = await shelf.load();
    try {
      const read = text === undefined ? undefined : (JSON.parse(text) as Written);
      if (read && read.version !== version) throw new Error(`its version is ${JSON.stringify(read.version)}`);
      if (read?.settings === settings) {
        for (const [name, stream] of Object.entries(read.streams)) feed.#streams.set(name, Stream.read(stream));
      }
    } catch (error) {
      feed.#streams.clear();
      onUnreadable(errorText(error));
    }
    return feed;
  }

  /** Keeps these streams and begins those that are new; durable when it resolves. */
  async follow(names: readonly string[]): Promise<void> {
    for (const name of this.#streams.keys()) if (!names.includes(name)) this.#streams.delete(name);
    for (const name of names) {
      if (this.#streams.has(name)) continue;
      const now = this.now();
      this.#streams.set(name, this.start === 'now' ? Stream.fromNow(now) : Stream.from(this.start, now));
      this.#unsaved = true;
    }
    await this.#saveIfNeeded();
  }

  since(name: string): string | undefined {
    return this.#streams.get(name)?.since;
  }

  /**
   * Sends what is new and wanted, oldest first; resolves with how much that was. Between the marks before and after it is
   * not known whether something was sent: after a crash it is sent again, marked as redelivered. `send` resolves with false when it
   * sent nothing.
   */
  async deliver(
    answers: ReadonlyMap<string, readonly Item[]>,
    wanted: (item: Item) => boolean,
    send: (news: readonly News[]) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<number> {
    const pending: { stream: Stream; news: News }[] = [];
    const now = this.now();
    for (const [name, items] of answers) {
      const stream = this.#streams.get(name);
      for (const news of stream?.news(items, now) ?? []) {
        if (wanted(news)) pending.push({ stream: stream!, news });
        else {
          stream!.done(news);
          this.#unsaved = true;
        }
      }
    }
    pending.sort((a, b) => a.news.time - b.news.time);
    for (let at = 0; at < pending.length; at += mostAtOnce) {
      const batch = pending.slice(at, at + mostAtOnce);
      if (!(await this.#deliver(batch, send, signal))) return at;
    }
    const most = Math.max(100, Math.floor(mostRemembered / Math.max(1, this.#streams.size)));
    for (const [name, items] of answers) this.#streams.get(name)?.forget(items, most, now);
    await this.#saveIfNeeded();
    return pending.length;
  }

  async #deliver(
    batch: readonly { stream: Stream; news: News }[],
    send: (news: readonly News[]) => Promise<boolean>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const takeBack = () => batch.forEach(({ stream }) => stream.notSent());
    for (const { stream, news } of batch) stream.sending(news);
    this.#unsaved = true;
    try {
      await this.#save();
    } catch (error) {
      takeBack();
      throw error;
    }
    if (signal.aborted || !(await send(batch.map(({ news }) => news)))) {
      takeBack();
      this.#unsaved = true;
      await this.#save();
      return false;
    }
    for (const { stream, news } of batch) stream.done(news);
    this.#unsaved = true;
    return true;
  }

  async #saveIfNeeded(): Promise<void> {
    if (this.#unsaved) await this.#save();
  }

  async #save(): Promise<void> {
    const streams = Object.fromEntries([...this.#streams].map(([name, stream]) => [name, stream.written()]));
    await this.shelf.save(JSON.stringify({ version, settings: this.settings, streams } satisfies Written));
    this.#unsaved = false;
  }
}

interface Written {
  version: number;
  settings: string;
  streams: Record<string, WrittenStream>;
}
